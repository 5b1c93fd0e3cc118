"""What readers meet on the pages of priorities, outcomes, commitments and measures."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from django.test import Client

from tests.factories import (
    make_kind,
    make_organisation,
    make_plan,
    publish,
    translate,
)
from tests.priorities.makers import (
    focus_area,
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
    record,
)

pytestmark = pytest.mark.django_db


def shown(client: Client, url: str) -> str:
    """The words of a page, tags and all, with single spaces."""
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    return " ".join(html[html.index("<main") : html.index("</main>")].split())


def words(html: str) -> str:
    """What is left without tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


class TestPriority:
    """A priority: why, what should change, what will be done, how we will know."""

    def test_its_parts_stand_in_order(self, client: Client) -> None:
        page = make_priority(make_plan(), title="Less violence", summary="Fewer harmed.")
        outcome = make_outcome(page, title="Fewer victims")
        make_commitment(outcome, title="More patrols")
        record(make_measure(page, title="Knife crime"), quarters(date(2020, 1, 1), [57]))
        html = words(shown(client, page.url))
        order = [
            "Priority 1",
            "Less violence",
            "Fewer harmed.",
            "Why it matters",
            "It matters.",
            "What we want to change",
            "Fewer victims",
            "What we will do",
            "More patrols",
            "How we will know",
            "Knife crime",
        ]
        # The contents list and the breadcrumb come before: look behind the page's own number.
        places = [html.index(word, html.index("Priority 1")) for word in order]
        assert places == sorted(places)

    def test_what_is_not_there_has_no_heading(self, client: Client) -> None:
        page = make_priority(make_plan())
        page.body = []
        html = shown(client, publish(page).url)
        for heading in ("What this priority", "Why it matters", "What we", "How we will know"):
            assert heading not in html

    def test_focus_areas_can_be_pointed_to(self, client: Client) -> None:
        page = make_priority(make_plan())
        area = focus_area("Knife crime", "Fewer young people harmed.")
        page.focus_areas = type(page)._meta.get_field("focus_areas").to_python([area])
        html = shown(client, publish(page).url)
        assert f'id="p-{area["id"]}"' in html
        assert "Knife crime" in html
        assert "Fewer young people harmed." in html

    def test_its_number_is_its_place_among_priorities(self, client: Client) -> None:
        plan = make_plan(kind=make_kind(priority_singular="aim"))
        make_priority(plan, is_live=False)
        first, second = make_priority(plan), make_priority(plan)
        assert "Aim 1" in words(shown(client, first.url))
        assert "Aim 2" in words(shown(client, second.url))

    def test_headings_of_the_text_come_below_its_own(self, client: Client) -> None:
        heading = ("heading", {"text": "What we heard", "level": "2"})
        page = make_priority(make_plan(), (heading, "Words."))
        html = shown(client, page.url)
        assert re.search(r"<h3[^>]*>What we heard</h3>", html)
        levels = [int(level) for level in re.findall(r"<h([1-6])", html[html.index("<h1") :])]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_previous_and_next(self, client: Client) -> None:
        plan = make_plan()
        first, second = make_priority(plan, title="One"), make_priority(plan, title="Two")
        assert f'rel="next" href="{second.url}"' in shown(client, first.url)
        assert f'rel="prev" href="{first.url}"' in shown(client, second.url)

    def test_commitments_have_lead_due_date_and_status(self, client: Client) -> None:
        page = make_priority(make_plan())
        lead = make_organisation(name="Metropolitan Police Service", short_name="Met")
        make_commitment(page, lead=lead, due_on=date(2027, 3, 31), status="on_track")
        html = shown(client, page.url)
        assert "Lead: Met" in html
        assert "2027" in words(html)
        assert "● On track" in words(html)

    @pytest.mark.parametrize(
        ("status", "sign", "label"),
        [
            ("not_started", "○", "Not started"),
            ("on_track", "●", "On track"),
            ("at_risk", "▲", "At risk"),
            ("off_track", "■", "Off track"),
            ("complete", "✓", "Complete"),
            ("paused", "‖", "Paused"),
            ("withdrawn", "✕", "Withdrawn"),
        ],
    )
    def test_a_status_is_a_sign_and_words(
        self, client: Client, status: str, sign: str, label: str
    ) -> None:
        page = make_priority(make_plan())
        made = make_commitment(page, status=status, status_reason="Because of the weather.")
        for url in (page.url, made.url):
            html = shown(client, url)
            assert f'<span aria-hidden="true">{sign}</span> {label}' in html

    def test_a_measure_card(self, client: Client) -> None:
        page = make_priority(make_plan())
        measure = make_measure(page, title="Good job")
        record(measure, quarters(date(2020, 1, 1), [57, 59, (61, "p")]))
        html = shown(client, page.url)
        card = html[html.index('<article class="plan-measure"') : html.index("</article>")]
        said = words(card)
        assert "Good job 61% July to September 2020 · provisional" in said
        assert "▲ Up 2 percentage points from April to June 2020 Better" in said
        assert "Updated on" in said
        assert "plan-chart__spark" in card

    def test_a_card_of_a_withheld_figure(self, client: Client) -> None:
        page = make_priority(make_plan())
        record(make_measure(page), quarters(date(2020, 1, 1), [57, 59, "c"]))
        html = shown(client, page.url)
        assert "[c] July to September 2020 · confidential: withheld" in words(html)
        assert "Nothing to compare with yet" in html

    def test_a_card_without_figures(self, client: Client) -> None:
        page = make_priority(make_plan())
        make_measure(page)
        assert "There are no figures yet." in shown(client, page.url)


class TestOutcome:
    """An outcome with what is below it."""

    def test_it_shows_what_is_below(self, client: Client) -> None:
        plan = make_plan(kind=make_kind(outcome_singular="result"))
        priority = make_priority(plan)
        page = make_outcome(priority, title="Fewer victims", summary="Less harm.")
        make_commitment(page, title="More patrols")
        make_commitment(priority, title="Something else")
        record(make_measure(page, title="Knife crime"), quarters(date(2020, 1, 1), [57]))
        html = words(shown(client, page.url))
        assert "Result Fewer victims Less harm." in html
        assert "More patrols" in html
        assert "Knife crime" in html
        assert "Something else" not in html


class TestCommitment:
    """A commitment: who, by when, how it stands, what happened."""

    def test_facts_and_updates_newest_first(self, client: Client) -> None:
        lead = make_organisation(name="Metropolitan Police Service")
        partner = make_organisation(name="Transport for London", kind="partner")
        page = make_commitment(
            make_priority(make_plan()),
            lead=lead,
            due_on=date(2027, 3, 31),
            status="paused",
            status_reason="The contract ended.",
        )
        page.partners = [("partner", {"organisation": partner, "role": "runs the buses"})]
        page.updates = [
            ("update", {"date": date(2026, 1, 5), "text": "<p>We began.</p>"}),
            ("update", {"date": date(2026, 5, 5), "text": "<p>We stopped.</p>"}),
        ]
        html = words(shown(client, publish(page).url))
        assert "Status ‖ Paused The contract ended." in html
        assert "Lead Metropolitan Police Service" in html
        assert "Partners Transport for London : runs the buses" in html.replace(
            "London:", "London :"
        )
        assert html.index("We stopped.") < html.index("We began.")

    def test_it_shows_the_record_s_state_in_every_language(self, client: Client) -> None:
        page = make_commitment(make_priority(make_plan()))
        polish = translate(page, "pl")
        type(page.commitment).objects.update(status="complete")
        for url in (page.url, polish.url):
            assert "✓" in shown(client, url)
