"""Ways from a plan's front page and its progress to the reports on it."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from plan.models import PlanPage
from priorities.actions.keep_periods import freeze_period
from priorities.models import Report
from priorities.queries import NEWEST_REPORTS
from tests.factories import make_plan, translate
from tests.priorities.commitments.makers import make_period, publisher
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_commitment, make_priority
from tests.priorities.test_public_pages import shown

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]
#: Queries a plan's page may take in all (design.md, section 7).
MOST = 12


@pytest.fixture
def plan() -> PlanPage:
    """A plan with a commitment."""
    plan = make_plan()
    make_commitment(make_priority(plan))
    return plan


def freeze(plan: PlanPage, years: range) -> list[Report]:
    """A report on the first quarter of each year."""
    return [
        freeze_period(
            period=make_period(
                plan,
                starts_on=date(year, 1, 1),
                ends_on=date(year, 3, 31),
                updates_due_on=date(year, 4, 10),
            ),
            user=publisher(),
        )
        for year in years
    ]


def pages_about(plan: PlanPage, language: str = "en") -> list[str]:
    """Addresses of the front page and of the progress."""
    page = plan.get_translations(inclusive=True).get(locale__language_code=language)
    return [page.url, f"/{language}/progress/{plan.translation_key}/"]


def test_without_a_report_there_is_no_heading(client: Client, plan: PlanPage) -> None:
    make_period(plan)
    for address in pages_about(plan):
        assert "Progress report" not in shown(client, address)


def test_one_report_is_linked(client: Client, plan: PlanPage) -> None:
    [report] = freeze(plan, range(2026, 2027))
    for address in pages_about(plan):
        html = shown(client, address)
        assert html.count('id="reports"') == 1
        assert html.count(f"/en/reports/{report.public_id}/") == 1
        assert "Progress report: January to March 2026" in html


def test_of_several_the_newest_come_first_and_the_rest_are_left_out(
    client: Client, plan: PlanPage
) -> None:
    reports = freeze(plan, range(2020, 2026))
    for address in pages_about(plan):
        html = shown(client, address)
        places = [html.find(f"/en/reports/{one.public_id}/") for one in reversed(reports)]
        assert places[:NEWEST_REPORTS] == sorted(places[:NEWEST_REPORTS])
        assert places[0] > 0
        assert places[NEWEST_REPORTS:] == [-1, -1]


def test_a_report_is_linked_in_its_languages_alone(client: Client, plan: PlanPage) -> None:
    [report] = freeze(plan, range(2026, 2027))
    translate(plan, "pl")
    assert str(report.public_id) not in shown(client, pages_about(plan, "pl")[0])
    [later] = freeze(plan, range(2027, 2028))
    html = shown(client, pages_about(plan, "pl")[0])
    assert f"/pl/reports/{later.public_id}/" in html
    assert str(report.public_id) not in html


def test_reports_of_another_plan_are_not_linked(client: Client, plan: PlanPage) -> None:
    other = make_plan(title="Other", kind=plan.kind, organisation=plan.organisation)
    [report] = freeze(other, range(2026, 2027))
    assert str(report.public_id) not in shown(client, plan.url)


def test_it_costs_the_same_with_none_one_and_several(client: Client, plan: PlanPage) -> None:
    costs = [[queries_of(client, address) for address in pages_about(plan)]]
    for years in (range(2020, 2021), range(2021, 2026)):
        freeze(plan, years)
        costs.append([queries_of(client, address) for address in pages_about(plan)])
    assert costs[0] == costs[1] == costs[2]
    assert max(costs[0]) <= MOST
