"""One area against the whole, the list of areas, and the choice on a measure's page."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from priorities.models import Area
from tests.factories import make_plan
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_measure, make_priority, quarters, record

pytestmark = pytest.mark.django_db
LONDON, CAMDEN, BARNET = "E12000007", "E09000007", "E09000003"


@pytest.fixture
def plan() -> Any:
    london = Area.objects.create(code=LONDON, name="London")
    Area.objects.create(code=CAMDEN, name="Camden", names={"pl": "Kamden"}, within=london)
    plan = make_plan()
    for title in ("Good job", "Trust"):
        page = make_measure(plan, title=title, geography=f"{LONDON} {CAMDEN} {BARNET}")
        for area, values in ((LONDON, [57, 61]), (CAMDEN, [50, 45])):
            rows = quarters(date(2020, 1, 1), values)
            record(page, [replace(row, area=area) for row in rows])
    trust = [replace(row, area=BARNET) for row in quarters(date(2020, 1, 1), [40, "c"])]
    record(page, trust)
    return plan


def shown(client: Client, name: str, plan: Any, *arguments: str) -> str:
    """A page in words with single blanks."""
    response = client.get(reverse(name, args=[plan.translation_key, *arguments]))
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_an_area_has_its_measures_beside_the_whole(client: Client, plan: Any) -> None:
    html = shown(client, "plan:progress_area", plan, CAMDEN)
    assert html.count("<strong>45%</strong>") == 2
    assert html.count("61%") == 2
    assert "Down 5 percentage points" in html
    assert ">London</th>" in html
    assert f"?area={CAMDEN}" in html


def test_small_letters_will_do(client: Client, plan: Any) -> None:
    assert "45%" in shown(client, "plan:progress_area", plan, CAMDEN.lower())


def test_what_is_withheld_stays_withheld(client: Client, plan: Any) -> None:
    html = shown(client, "plan:progress_area", plan, BARNET)
    assert "<strong>[c]</strong>" in html
    assert "Trust" in html
    assert "Good job" not in html
    assert "40" not in html.split("<table")[1].split("</table>")[0]


def test_areas_are_listed_by_name_or_code(client: Client, plan: Any) -> None:
    html = shown(client, "plan:progress_areas", plan)
    assert html.index(">Camden<") < html.index(f">{BARNET}<")
    assert ">London<" not in html


@pytest.mark.parametrize("code", ["E99999999", "x", LONDON])
def test_no_figures_no_page(client: Client, plan: Any, code: str) -> None:
    url = reverse("plan:progress_area", args=[plan.translation_key, code])
    assert client.get(url).status_code == 404


def test_a_plan_without_areas_says_so(client: Client) -> None:
    html = shown(client, "plan:progress_areas", make_plan())
    assert "have no figures for single areas" in html


def test_it_costs_the_same_for_many(client: Client, plan: Any) -> None:
    url = reverse("plan:progress_area", args=[plan.translation_key, CAMDEN])
    few = queries_of(client, url)
    for _number in range(6):
        page = make_measure(plan, geography=f"{LONDON} {CAMDEN}")
        rows = quarters(date(2020, 1, 1), [1, 2, 3])
        record(page, [replace(row, area=CAMDEN) for row in rows])
    assert queries_of(client, url) == few <= 12


class TestMeasurePage:
    @pytest.fixture
    def page(self) -> Any:
        Area.objects.create(code=CAMDEN, name="Camden")
        breakdown = {
            "type": "breakdown",
            "value": {
                "code": "sex",
                "label": "Sex",
                "groups": [{"code": "f", "label": "Women"}],
            },
        }
        page = make_measure(
            make_priority(make_plan()),
            geography=f"{LONDON} {CAMDEN}",
            breakdowns=json.dumps([breakdown]),
            target_value=65,
        )
        row = quarters(date(2020, 1, 1), [57, 61])
        record(page, [replace(one, area=LONDON) for one in row])
        record(page, [replace(one, area=CAMDEN) for one in quarters(date(2020, 1, 1), [50, 45])])
        women = [replace(one, area=CAMDEN, dimensions={"sex": "f"}) for one in row[:1]]
        record(page, women)
        return page

    def words(self, client: Client, page: Any, query: str = "") -> str:
        """The page in words."""
        return " ".join(client.get(f"{page.url}{query}").content.decode().split())

    def test_an_area_is_chosen_by_address(self, client: Client, page: Any) -> None:
        html = self.words(client, page, f"?area={CAMDEN}")
        assert "45% (April to June 2020), down 5 percentage points" in html
        assert "the target of" not in html
        assert "The whole area: 61% (April to June 2020)" in html
        assert f'<option value="{CAMDEN}" selected>Camden</option>' in html

    def test_a_group_is_chosen_by_address(self, client: Client, page: Any) -> None:
        html = self.words(client, page, f"?area={CAMDEN}&group=sex=f")
        assert "Camden · Sex: Women" in html
        assert "57% (January to March 2020)." in html

    def test_the_headline_has_its_target(self, client: Client, page: Any) -> None:
        html = self.words(client, page)
        assert "the target of 65% is not yet met" in html
        assert "The whole area:" not in html

    @pytest.mark.parametrize("query", ["?area=nowhere", "?group=sex=m", "?area=%00&group=%FF"])
    def test_what_there_is_not_is_said(self, client: Client, page: Any, query: str) -> None:
        response = client.get(f"{page.url}{query}")
        assert response.status_code == 200

    def test_an_unknown_area_is_said_in_words(self, client: Client, page: Any) -> None:
        html = self.words(client, page, "?area=nowhere")
        assert "There are no figures for this choice. Choose another." in html

    def test_nothing_is_offered_where_there_is_nothing_to_choose(self, client: Client) -> None:
        page = make_measure(make_priority(make_plan()))
        record(page, quarters(date(2020, 1, 1), [57, 61]))
        assert "plan-filter" not in self.words(client, page)
