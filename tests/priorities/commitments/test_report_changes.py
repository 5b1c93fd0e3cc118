"""What a report says is different from the one before."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils.translation import override

from plan.models import PlanPage
from priorities.models import CommitmentPage, MeasurePage, Report
from priorities.reports.changes import (
    changes_of,
    figure_change,
    lead_change,
    measure_changes,
    reason_change,
)
from priorities.reports.milestone_changes import added, step_changes
from priorities.reports.shown import shown_report
from tests.factories import fresh, make_organisation, make_plan, publish, translate
from tests.priorities.commitments.test_facts import milestone, set_stream
from tests.priorities.commitments.test_reports import frozen, url_of
from tests.priorities.makers import make_commitment, make_measure, make_priority, quarters, record
from tests.priorities.test_public_pages import shown, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]
NOTHING = "Nothing has changed since the last report"
LATER = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}


@pytest.fixture
def plan() -> PlanPage:
    """A plan."""
    return make_plan()


@pytest.fixture
def measure(plan: PlanPage) -> MeasurePage:
    """A measure that was judged by hand."""
    made = make_measure(
        make_priority(plan),
        title="Good job",
        judged_as="worse",
        judged_period_end=date(2020, 6, 30),
        judgement_reason="The question changed.",
    )
    record(made, quarters(date(2020, 1, 1), [57, 61]))
    return made


@pytest.fixture
def page(plan: PlanPage, measure: MeasurePage) -> CommitmentPage:
    """A commitment with milestones, a lead and a measure."""
    made = make_commitment(
        measure.get_parent(),
        title="Do it",
        status="paused",
        status_reason="It rained.",
        lead=make_organisation(name="First body"),
    )
    raw = [milestone("Start", date(2027, 1, 2)), milestone("End", date(2027, 9, 1))]
    set_stream(made, "milestones", raw)
    return publish(set_stream(made, "serves", [("measure", measure.pk)]))


def changes(plan: PlanPage, language: str = "en") -> list[str]:
    """What the next report says of the commitment."""
    with override(language):
        return shown_report(frozen(plan, **LATER), language).commitments[0].changes


def edit(page: CommitmentPage, name: str, change: Any) -> None:
    """Change the raw blocks of a page, and publish."""
    page = fresh(page)
    raw = list(getattr(page, name).get_prep_value())
    setattr(page, name, type(page)._meta.get_field(name).to_python(change(raw)))
    publish(page)


def test_nothing(plan: PlanPage, page: CommitmentPage) -> None:
    frozen(plan)
    publish(fresh(page))
    assert changes(plan) == [NOTHING]


def test_another_reason_and_lead(plan: PlanPage, page: CommitmentPage) -> None:
    frozen(plan)
    page = fresh(page)
    page.status_reason, page.lead = "It snowed.", make_organisation(name="Second body")
    publish(page)
    assert changes(plan) == [
        "Another reason is given now",
        "Lead changed from First body to Second body",
    ]


def test_milestones(plan: PlanPage, page: CommitmentPage) -> None:
    frozen(plan)
    new = {"type": "milestone", "id": "11111111-1111-4111-8111-111111111111"}

    def change(raw: list[Any]) -> list[Any]:
        raw[0]["value"] |= {"title": "Begin", "due_on": "2027-02-03", "done_on": "2026-11-05"}
        value = {"title": "Middle", "due_on": "2027-05-06", "done_on": None}
        return [raw[0], {**new, "value": value}]

    edit(page, "milestones", change)
    assert changes(plan) == [
        "Milestone “Start” is called “Begin” now",
        "Milestone “Begin” moved from 2 January 2027 to 3 February 2027",
        "Milestone “Begin” was reached on 5 November 2026",
        "New milestone: “Middle”, due on 6 May 2027",
        "Milestone taken away: “End”",
    ]


def test_figures_before_and_now(
    client: Client, plan: PlanPage, page: CommitmentPage, measure: MeasurePage
) -> None:
    frozen(plan)
    record(measure, quarters(date(2020, 1, 1), [57, 61, 64]))
    report = frozen(plan, **LATER)
    html = words(shown(client, url_of(report)))
    assert "“Good job” changed from 61% to 64%" in html
    assert "In the last report: 61%. Now: 64%." in html
    assert NOTHING not in html


def test_a_judgement_by_hand_has_its_reason_in_each_language(
    plan: PlanPage, page: CommitmentPage, measure: MeasurePage
) -> None:
    translate(measure, "pl")
    translate(page, "pl")
    entry = frozen(plan).snapshot["commitments"][0]
    (english,), (polish,) = entry["measures"]["en"], entry["measures"]["pl"]
    assert "judged by hand, because: The question changed" in english["sentence"]
    assert "[pl] The question changed" in polish["sentence"]


def test_an_update_that_is_not_translated_is_no_nothing(
    plan: PlanPage, page: CommitmentPage
) -> None:
    translate(page, "pl")
    frozen(plan)
    raw = {"type": "update", "value": {"date": "2026-11-01", "text": "<p>News.</p>"}}
    identity = {"id": "22222222-2222-4222-8222-222222222222"}
    edit(page, "updates", lambda found: [*found, {**raw, **identity}])
    report = frozen(plan, **LATER)
    entry = report.snapshot["commitments"][0]
    assert changes_of(entry, "pl") == ["1 new update is not in this language yet"]
    assert changes_of(entry, "en") == []
    translate(page, "pl")
    last = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 3, 31)}
    entry = frozen(plan, **last).snapshot["commitments"][0]
    assert [one["date"] for one in entry["updates"]["pl"]] == ["2026-11-01"]
    assert changes_of(entry, "en") == [NOTHING]


def first_form(report: Report) -> dict[str, Any]:
    """A report's snapshot as version 1 made it."""
    snapshot = {**report.snapshot, "form": 1}
    for entry in snapshot["commitments"]:
        del entry["seen_by_language"]
        if entry["before"] is not None:
            entry["before"] = {key: entry["before"][key] for key in ("status", "due_on")}
    return snapshot


def test_snapshots_of_the_first_form_are_shown(
    plan: PlanPage, page: CommitmentPage, measure: MeasurePage
) -> None:
    frozen(plan)
    record(measure, quarters(date(2020, 1, 1), [57, 61, 64]))
    report = frozen(plan, **LATER)
    report.snapshot = first_form(report)
    one = shown_report(report, "en").commitments[0]
    assert one.changes == [NOTHING]
    assert (one.measures[0].name, one.measures[0].compared) == ("Good job", "")
    assert "64%" in one.measures[0].words


def test_the_day_is_that_of_the_clock_on_the_wall(plan: PlanPage) -> None:
    with time_machine.travel(datetime(2026, 7, 1, 23, 30, tzinfo=UTC), tick=False):
        make_commitment(make_priority(plan), status="paused", status_reason="It rained.")
        report = frozen(plan)
    assert report.snapshot["commitments"][0]["since"] == "2026-07-02"
    assert shown_report(report, "en").frozen_on == "2 July 2026"


class TestSentences:
    """The rarer ones."""

    @pytest.mark.parametrize(
        ("before", "now", "said"),
        [
            ("", "a", ["A reason is given now"]),
            ("a", "", ["No reason is given any more"]),
            ("a", "a", []),
        ],
    )
    def test_reasons(self, before: str, now: str, said: list[str]) -> None:
        assert list(reason_change(before, now)) == said

    @pytest.mark.parametrize(
        ("before", "now", "said"),
        [
            ({"en": ""}, {"en": "A"}, ["Lead named: A"]),
            ({"en": "A"}, {"en": ""}, ["No lead is named any more; it was A"]),
            (
                {"en": "A", "pl": "A"},
                {"en": "A", "pl": "B"},
                ["Another lead is named, not in this language yet"],
            ),
            ({}, {"en": "A"}, []),
        ],
    )
    def test_leads(self, before: Any, now: Any, said: list[str]) -> None:
        assert list(lead_change(before, now, "en")) == said

    def test_measures(self) -> None:
        one = {"public_id": "1", "name": "One", "figure": "1"}
        two = {"public_id": "2", "name": "Two", "figure": "2"}
        assert list(measure_changes({"en": [one]}, {"en": [two]}, "en")) == [
            "New measure: “Two”",
            "Measure no longer named: “One”",
        ]
        assert list(measure_changes({}, {"en": [two]}, "en")) == []
        assert figure_change("One", "", "1") == "First figure of “One”: 1"
        assert figure_change("One", "1", "") == "“One” has no figure any more; it was 1"

    def test_new_milestones(self) -> None:
        step = {"title": "A", "written": "A", "due": "", "done": ""}
        assert added(step) == "New milestone: “A”"
        assert added({**step, "done": "today"}) == "New milestone: “A”, reached on today"

    @pytest.mark.parametrize(
        ("before", "now", "said"),
        [
            ({}, {"due": "X"}, ["Milestone “A” is due on X now; it had no date"]),
            ({"due": "X"}, {}, ["Milestone “A” has no date any more; it was due on X"]),
            ({"done": "X"}, {}, ["Milestone “A” does not count as reached any more"]),
            (
                {"done": "X"},
                {"done": "Y"},
                ["The day milestone “A” was reached is corrected to Y"],
            ),
            ({"title": "B"}, {}, []),
        ],
    )
    def test_milestones(self, before: Any, now: Any, said: list[str]) -> None:
        step = {"title": "A", "written": "A", "due": "", "done": ""}
        assert list(step_changes({**step, **before}, {**step, **now})) == said
