"""What readers meet on the pages of priorities, outcomes, commitments and measures."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

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
        make_commitment(page, lead=lead, due_on=date(2027, 3, 31), status="at_risk")
        html = shown(client, page.url)
        assert "Lead: Met" in html
        assert "2027" in words(html)
        assert "▲ At risk" in words(html)

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


class TestMeasure:
    """A measure: sentence, chart, table, what it is."""

    @pytest.fixture
    def page(self) -> Any:
        """A measure with all facts."""
        made = make_measure(
            make_priority(make_plan()),
            title="Good job",
            counted="Adults who say the police do a good job",
            definition="Asked of adults.\nNot of children.",
            why_it_matters="Policing rests on consent.",
            source_name="Public Attitude Survey",
            source_url="https://example.org/pas",
            caveats="The sample grew.",
            target_value=Decimal(65),
            baseline_value=Decimal(50),
            baseline_period_start=date(2019, 1, 1),
            baseline_period_end=date(2019, 12, 31),
        )
        record(made, quarters(date(2020, 1, 1), [57, 58, "c", (61, "p")]))
        return made

    def test_the_sentence_is_on_the_page_and_describes_the_chart(
        self, client: Client, page: Any
    ) -> None:
        html = shown(client, page.url)
        sentence = (
            "61% (October to December 2020), up 3 percentage points from April to June 2020, "
            "which is better; 11 percentage points above the baseline of 50% (2019); "
            "the target of 65% is not yet met."
        )
        assert html.count(sentence) == 3  # once to read, once in each of the two drawings
        assert "<h1" in html
        assert html.index(sentence) < html.index("<svg") < html.index("About this measure")

    def test_what_it_is(self, client: Client, page: Any) -> None:
        html = words(shown(client, page.url))
        for words_of_it in (
            "Definition Asked of adults. Not of children.",
            "Why it matters Policing rests on consent.",
            "Which way is better Higher is better",
            "Target 65%",
            "Baseline 50% (2019)",
            "How often Quarterly",
            "Source Public Attitude Survey",
            "What to bear in mind The sample grew.",
            "Download the figures (CSV)",
            "Figures updated on",
        ):
            assert words_of_it in html
        assert 'href="https://example.org/pas"' in shown(client, page.url)

    def test_the_table_has_header_cells_and_explains_markers(
        self, client: Client, page: Any
    ) -> None:
        html = shown(client, page.url)
        assert "<caption" in html
        assert re.findall(r'<th scope="col"[^>]*>([^<]+)<', html) == ["Period", "Figure"]
        rows = re.findall(r'<th scope="row"[^>]*>([^<]+)</th><td[^>]*>([^<]+)<', html)
        assert rows == [
            ("October to December 2020", "61% [p]"),
            ("July to September 2020", "[c]"),
            ("April to June 2020", "58%"),
            ("January to March 2020", "57%"),
        ]
        assert "[c] confidential: withheld so that nobody can be identified" in words(html)
        assert "[p] provisional" in words(html)

    def test_nothing_inline(self, client: Client, page: Any) -> None:
        assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script", shown(client, page.url))

    def test_without_figures_there_is_no_chart_and_no_download(self, client: Client) -> None:
        html = shown(client, make_measure(make_priority(make_plan())).url)
        assert "There are no figures yet." in html
        assert "<svg" not in html
        assert "<table" not in html
        assert "data.csv" not in html

    def test_it_may_stand_right_below_the_plan(self, client: Client) -> None:
        page = make_measure(make_plan(), title="Officers")
        assert "Officers" in shown(client, page.url)

    def test_the_range_that_is_wanted(self, client: Client) -> None:
        page = make_measure(
            make_priority(make_plan()),
            direction_wanted="range",
            range_low=Decimal(10),
            range_high=Decimal(20),
        )
        record(page, quarters(date(2020, 1, 1), [15]))
        html = words(shown(client, page.url))
        assert "Which way is better In a range : 10% to 20%" in html.replace("range:", "range :")
        assert "within the range wanted" in html

    def test_arabic_reads_from_the_right_and_shows_the_same_series(
        self, client: Client, page: Any
    ) -> None:
        arabic = translate(page, "ar")
        response = client.get(arabic.url)
        html = response.content.decode()
        assert 'lang="ar" dir="rtl"' in html
        assert 'direction="rtl"' in html
        assert "\u206661%\u2069" in html
        assert html.count('<th scope="row"') == 4

    def test_words_of_editors_are_escaped(self, client: Client) -> None:
        page = make_measure(
            make_priority(make_plan()),
            title="<b>Bold</b>",
            counted="<script>x</script>",
            definition="<i>no</i>",
        )
        record(page, quarters(date(2020, 1, 1), [15, 16]))
        html = shown(client, page.url)
        assert "<script>x" not in html
        assert "<i>no" not in html
        assert "<b>Bold" not in html


def test_the_whole_plan_has_everything_once(client: Client) -> None:
    plan = make_plan()
    priority = make_priority(plan, title="Less violence")
    outcome = make_outcome(priority, title="Fewer victims")
    lead = make_organisation(name="Met")
    make_commitment(
        outcome,
        title="More patrols",
        lead=lead,
        due_on=date(2027, 3, 31),
        status="paused",
        status_reason="No money.",
    )
    record(make_measure(outcome, title="Knife crime"), quarters(date(2020, 1, 1), [57, 59]))
    html = words(shown(client, reverse("plan:whole_plan", args=[plan.translation_key])))
    for part in ("Less violence", "Fewer victims", "More patrols", "Knife crime"):
        assert part in html
    assert "Lead: Met" in html
    assert "‖ Paused No money." in html
    assert "up 2 percentage points from January to March 2020, which is better." in html
    assert "Source: Public Attitude Survey" in html
