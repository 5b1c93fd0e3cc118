"""References, milestones, links and age of a commitment."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from home.models import User
from plan.models import PlanPage
from priorities.commitments.ages import age_words
from priorities.models import Commitment, CommitmentPage
from tests.factories import fresh, make_plan, publish, translate
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
    record,
)
from tests.priorities.test_public_pages import shown, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> PlanPage:
    """A plan."""
    return make_plan()


def set_stream(page: Any, name: str, raw: list[tuple[str, Any]]) -> Any:
    """Give a page raw blocks, each with an identity."""
    blocks = [{"type": kind, "value": value, "id": str(uuid.uuid4())} for kind, value in raw]
    setattr(page, name, type(page)._meta.get_field(name).to_python(blocks))
    return page


def milestone(title: str, due_on: date, done_on: date | None = None) -> tuple[str, dict[str, Any]]:
    """Raw data of a milestone."""
    done = done_on.isoformat() if done_on else None
    return "milestone", {"title": title, "due_on": due_on.isoformat(), "done_on": done}


class TestReference:
    """A code names one commitment of a plan."""

    def test_it_is_shown_and_recorded(self, client: Client, plan: PlanPage) -> None:
        page = make_commitment(make_priority(plan), reference=" C  12 ")
        assert page.commitment.reference == "C 12"
        assert "Reference C 12" in words(shown(client, page.url))

    def test_it_is_taken_within_a_plan(self, plan: PlanPage) -> None:
        make_commitment(make_priority(plan), reference="C12", title="Patrols")
        with pytest.raises(ValidationError, match="reference of “Patrols” already"):
            make_commitment(make_outcome(make_priority(plan)), reference="c12")
        assert make_commitment(make_priority(make_plan(title="Next")), reference="C12").live

    def test_translations_and_copies_share_it(self, plan: PlanPage) -> None:
        page = make_commitment(make_priority(plan), reference="C12")
        assert publish(translate(page, "pl")).reference == "C12"
        make_commitment(make_priority(plan))
        make_commitment(make_priority(plan))
        publish(fresh(page))

    def test_a_published_draft_is_checked_too(self, plan: PlanPage) -> None:
        late = make_commitment(make_priority(plan), is_live=False)
        late.reference = "C12"
        draft = late.save_revision()
        make_commitment(make_priority(plan), reference="C12")
        with pytest.raises(ValidationError):
            draft.publish()
        assert not fresh(late).live

    def test_the_editor_says_so_beside_the_field(self, client: Client, plan: PlanPage) -> None:
        priority = make_priority(plan)
        make_commitment(priority, reference="C12", title="Patrols")
        client.force_login(User.objects.create_superuser("editor@example.org"))
        url = reverse(
            "wagtailadmin_pages:add", args=["plan_priorities", "commitmentpage", priority.pk]
        )
        empty = {
            f"{name}-count": "0" for name in ("body", "partners", "updates", "milestones", "serves")
        }
        data = {"title": "More", "slug": "more", "reference": "C12", "status": "on_track", **empty}
        answer = client.post(url, data).content.decode()
        assert "is the reference of “Patrols” already" in answer
        assert CommitmentPage.objects.count() == 1


class TestMilestones:
    """Words of the page, dates of the record."""

    def test_states_in_sign_and_words(self, client: Client, plan: PlanPage) -> None:
        today = timezone.localdate()
        page = make_commitment(make_priority(plan))
        raw = [
            milestone("Early", date(2020, 1, 2), date(2020, 1, 1)),
            milestone("After", date(2020, 1, 2), date(2020, 2, 3)),
            milestone("Late", date(2020, 1, 2)),
            milestone("Coming", today),
        ]
        publish(set_stream(page, "milestones", raw))
        html = words(shown(client, page.url))
        assert "Early ✓ Reached on 1 January 2020 After" in html
        assert "After ✓ Reached on 3 February 2020; it was due on 2 January 2020" in html
        assert "Late ▲ Late: it was due on 2 January 2020" in html
        assert "Coming ○ Due on" in html

    def test_dates_hold_at_once_in_every_language(self, client: Client, plan: PlanPage) -> None:
        page = make_commitment(make_priority(plan))
        page = publish(set_stream(page, "milestones", [milestone("Start", date(2020, 1, 2))]))
        polish = translate(page, "pl")
        raw = polish.milestones.get_prep_value()
        raw[0]["value"]["title"] = "Początek"
        polish.milestones = type(polish)._meta.get_field("milestones").to_python(raw)
        publish(polish)
        raw = page.milestones.get_prep_value()
        raw[0]["value"]["done_on"] = "2020-02-03"
        page.milestones = type(page)._meta.get_field("milestones").to_python(raw)
        publish(page)
        with override("pl"):
            html = words(shown(client, polish.url))
        assert "Początek ✓" in html
        assert "2020" in html.split("Początek")[1]
        assert Commitment.objects.get().milestones[0]["done_on"] == "2020-02-03"


class TestServed:
    """Measures and outcomes by identity, in the language of the reader."""

    def test_they_are_linked(self, client: Client, plan: PlanPage) -> None:
        priority = make_priority(plan)
        outcome, measure = make_outcome(priority, title="Safer"), make_measure(priority, title="Do")
        record(measure, quarters(date(2020, 1, 1), [57, 61]))
        page = make_commitment(priority)
        page = publish(
            set_stream(page, "serves", [("measure", measure.pk), ("outcome", outcome.pk)])
        )
        assert page.commitment.linked_measures == [str(measure.measure.public_id)]
        assert page.commitment.linked_outcomes == [str(outcome.translation_key)]
        html = shown(client, page.url)
        assert f'href="{outcome.url}"' in html
        assert "61%" in html.split('id="measures"')[1]

    def test_what_is_not_public_is_not_shown(self, client: Client, plan: PlanPage) -> None:
        priority = make_priority(plan)
        outcome = make_outcome(priority, title="Secret", is_live=False)
        page = publish(set_stream(make_commitment(priority), "serves", [("outcome", outcome.pk)]))
        html = shown(client, page.url)
        assert "Secret" not in html
        assert 'id="outcomes"' not in html

    def test_a_translation_shows_the_pages_of_its_language(
        self, client: Client, plan: PlanPage
    ) -> None:
        priority = make_priority(plan)
        outcome = make_outcome(priority, title="Safer")
        page = publish(set_stream(make_commitment(priority), "serves", [("outcome", outcome.pk)]))
        bezpieczniej = translate(outcome, "pl")
        polish = translate(page, "pl")
        assert f'href="{fresh(bezpieczniej).url}"' in shown(client, polish.url)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2026, 11, 27), "Last updated today"),
        (date(2026, 11, 28), "Last updated today"),
        (date(2026, 11, 26), "Last updated 1 day ago"),
        (date(2026, 10, 28), "Last updated 30 days ago"),
        (date(2026, 10, 27), "Last updated 1 month ago"),
        (date(2026, 4, 27), "Last updated 7 months ago"),
        (date(2026, 4, 28), "Last updated 6 months ago"),
        (date(2024, 12, 1), "Last updated 23 months ago"),
        (date(2024, 11, 27), "Last updated 2 years ago"),
    ],
)
def test_ages_in_words(day: date, said: str) -> None:
    assert age_words(day, date(2026, 11, 27)) == said


def test_readers_see_how_stale_it_is(client: Client, plan: PlanPage, time_machine: Any) -> None:
    time_machine.move_to("2026-04-20 12:00:00Z")
    page = make_commitment(make_priority(plan))
    time_machine.move_to("2026-11-27 12:00:00Z")
    assert "Last updated 7 months ago" in shown(client, page.url)
    day = (timezone.localdate() - timedelta(days=3)).isoformat()
    update = ("update", {"date": day, "text": "<p>We began.</p>", "evidence": "https://a.example/"})
    publish(set_stream(page, "updates", [update]))
    html = shown(client, page.url)
    assert "Last updated 3 days ago" in html
    assert 'href="https://a.example/"' in html
