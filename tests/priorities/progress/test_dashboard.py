"""The progress of a whole plan: what is listed, counted and narrowed, and what it costs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from priorities.actions.record_observations import record_observations
from priorities.models import MeasurePage, PriorityPage
from tests.factories import (
    fresh,
    make_locale,
    make_organisation,
    make_plan,
    restrict,
    translate,
)
from tests.priorities.counting import queries_of
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
    record,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Any:
    """Two priorities, one of them with an outcome, measures and commitments on every level."""
    plan = make_plan(title="Safer together")
    first = make_priority(plan, title="Less violence")
    make_priority(plan, title="Nothing yet")
    outcome = make_outcome(first, title="People feel safe")
    better = make_measure(first, title="Good job")
    worse = make_measure(outcome, title="Trust")
    record(better, quarters(date(2020, 1, 1), [57, 61]))
    record(worse, quarters(date(2020, 1, 1), [61, 57]))
    make_measure(plan, title="No figures")
    make_commitment(first, title="Hire officers", status="on_track", lead=make_organisation())
    make_commitment(outcome, title="Open a centre", status="off_track", status_reason="No site.")
    return plan


def address(plan: Any, language: str = "en") -> str:
    """The dashboard's address."""
    with override(language):
        return reverse("plan:progress", args=[plan.translation_key])


def shown(client: Client, url: str) -> str:
    """A page in words with single blanks."""
    response = client.get(url)
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_everything_stands_below_its_priority_and_outcome(client: Client, plan: Any) -> None:
    html = shown(client, address(plan))
    order = [
        "The plan as a whole",
        "No figures",
        "Less violence",
        "Good job",
        "Hire officers",
        "People feel safe",
        "Trust",
        "Open a centre",
        "Nothing yet",
        "Nothing is measured or promised here yet.",
    ]
    places = [html.index(f">{words}<") for words in order]
    assert places == sorted(places)
    assert "<strong>61%</strong>" in html
    assert "Down 4 percentage points" in html


def test_states_are_counted(client: Client, plan: Any) -> None:
    html = shown(client, address(plan))
    for words in ("Better", "Worse", "Nothing to compare with yet", "On track", "Off track"):
        assert f"<strong>1</strong> {words}" in html


@pytest.mark.parametrize(
    ("query", "kept", "gone"),
    [
        ("direction=better", ["Good job"], ["Trust", "Hire officers", "Open a centre"]),
        ("status=off_track", ["Open a centre"], ["Good job", "Trust", "Hire officers"]),
        ("direction=unknown", ["No figures"], ["Good job", "Trust"]),
        ("direction=nonsense&status=%00", ["Good job", "Trust", "Hire officers"], []),
        (
            "direction=worse&status=on_track",
            ["Trust", "Hire officers"],
            ["Good job", "Open a centre"],
        ),
    ],
)
def test_it_is_narrowed_by_state(
    client: Client, plan: Any, query: str, kept: list[str], gone: list[str]
) -> None:
    html = shown(client, f"{address(plan)}?{query}")
    assert [words for words in kept if f">{words}<" not in html] == []
    assert [words for words in gone if f">{words}<" in html] == []


def test_a_state_that_nothing_has_is_said(client: Client, plan: Any) -> None:
    assert "Nothing in this plan is in this state." in shown(
        client, f"{address(plan)}?status=complete"
    )


def test_the_plan_leads_there(client: Client, plan: Any) -> None:
    assert address(plan) in client.get(plan.url).content.decode()


def test_a_plan_without_anything_says_so(client: Client) -> None:
    assert "This plan has no priorities yet." in shown(client, address(make_plan()))


def test_only_what_is_public_in_the_language_is_there(client: Client, plan: Any) -> None:
    make_measure(plan, title="A draft", is_live=False)
    make_locale("pl")
    assert client.get(address(plan, "pl")).status_code == 404
    translate(plan, "pl")
    assert "Less violence" not in shown(client, address(plan, "pl"))
    assert "A draft" not in shown(client, address(plan))


def test_what_is_behind_a_password_is_not_there(client: Client, plan: Any) -> None:
    hidden = make_priority(plan, title="Secret aim")
    make_measure(hidden, title="Secret measure")
    restrict(hidden)
    html = shown(client, address(plan))
    assert "Secret" not in html
    restrict(fresh(plan))
    assert client.get(address(plan)).status_code == 404


def test_it_is_kept_no_longer_than_its_figures_are_true(client: Client, plan: Any) -> None:
    measure = make_measure(plan).measure
    soon = timezone.now() + timedelta(seconds=60)
    record_observations(measure=measure, rows=quarters(date(2020, 1, 1), [1]), at=soon)
    kept = client.get(address(plan))["Cache-Control"]
    assert int(kept.split("max-age=")[1].split(",")[0]) <= 60


def test_three_and_thirty_cost_the_same(client: Client, plan: Any) -> None:
    few = queries_of(client, address(plan))
    for _number in range(9):
        priority = make_priority(plan)
        for _other in range(3):
            record(make_measure(make_outcome(priority)), quarters(date(2019, 1, 1), [57, 58]))
            make_commitment(priority)
    assert queries_of(client, address(plan)) == few <= 12


def test_a_measure_that_stands_in_two_places_counts_once(client: Client, plan: Any) -> None:
    page = MeasurePage.objects.get(title="Good job")
    page.copy(to=PriorityPage.objects.get(title="Nothing yet"), keep_live=True)
    html = shown(client, address(plan))
    assert html.count(">Good job<") == 2
    assert "<strong>1</strong> Better" in html
