"""Areas and groups of a measure side by side: one set of rows in sentence, chart and table."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from priorities.models import Area, MeasurePage
from tests import factories
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_measure, make_priority, quarters, record

pytestmark = pytest.mark.django_db
LONDON, CAMDEN, BARNET, BRENT = "E12000007", "E09000007", "E09000003", "E09000005"
FIRST = date(2020, 1, 1)
SEX = {
    "type": "breakdown",
    "id": "4ff3a1f6-9d0d-4d5d-8a27-6c0f9e6c5a01",
    "value": {
        "code": "sex",
        "label": "sex",
        "groups": [{"code": "f", "label": "Women"}, {"code": "m", "label": "Men"}],
    },
}


@pytest.fixture
def page() -> MeasurePage:
    """A measure of three boroughs, of which one withholds its last figure, and of two groups."""
    for code, name in ((CAMDEN, "Camden"), (BARNET, "Barnet"), (BRENT, "Brent")):
        Area.objects.create(code=code, name=name, names={"pl": f"{name} PL"})
    found = make_measure(
        make_priority(factories.make_plan()),
        title="Good job",
        geography=f"{LONDON} {CAMDEN} {BARNET} {BRENT}",
        breakdowns=[SEX],
    )
    values = {LONDON: [57, 61], CAMDEN: [50, 45], BARNET: [64, 70], BRENT: [40, "c"]}
    for area, own in values.items():
        record(found, [replace(row, area=area) for row in quarters(FIRST, own)])
    for group, own in {"f": [55, 60], "m": [59, 62]}.items():
        rows = quarters(FIRST, own, dimensions={"sex": group})
        record(found, [replace(row, area=LONDON) for row in rows])
    return found


def address(page: MeasurePage) -> str:
    """Where the comparison is."""
    return reverse("plan:compare_measure", args=[page.measure.public_id])


def html_of(client: Client, page: MeasurePage, **query: str) -> str:
    """The page with single blanks."""
    response = client.get(address(page), query)
    assert response.status_code == 200
    assert not response.cookies
    return " ".join(response.content.decode().split())


def table_of(html: str) -> list[tuple[str, list[str]]]:
    """Names and cells of the table."""
    body = html.split("<tbody")[1].split("</tbody>", maxsplit=1)[0]
    rows = re.findall(r'<th scope="row"[^>]*>(.*?)</th>(.*?)</tr>', body)
    return [(name, re.findall(r"<td[^>]*>(.*?)</td>", cells)) for name, cells in rows]


def marks(html: str) -> list[str]:
    """What the marks of the wide drawing say of themselves."""
    drawing = html.split("<svg")[1].split("</svg>", maxsplit=1)[0]
    return re.findall(r"<title>([^<]*)</title>", drawing)


def test_areas_of_the_newest_period_the_highest_first(client: Client, page: MeasurePage) -> None:
    html = html_of(client, page)
    assert table_of(html) == [("Barnet", ["70%"]), ("Camden", ["45%"]), ("Brent", ["[c]"])]
    assert "Highest: Barnet (70%). Lowest: Camden (45%)." in html
    assert "[c]</bdi> confidential" in html
    said = [mark for mark in marks(html) if "%" in mark]
    assert [("Barnet" in said[0], "70%" in said[0]), ("Camden" in said[1], "45%" in said[1])] == [
        (True, True),
        (True, True),
    ]
    assert "40" not in html.split("<table")[1].split("</table>")[0]


def test_an_earlier_period(client: Client, page: MeasurePage) -> None:
    html = html_of(client, page, period="2020-03-31")
    assert table_of(html) == [("Barnet", ["64%"]), ("Camden", ["50%"]), ("Brent", ["40%"])]
    assert '<option value="2020-03-31" selected>' in html


def test_areas_over_time_each_on_its_own(client: Client, page: MeasurePage) -> None:
    html = html_of(client, page, show="time")
    assert table_of(html) == [
        ("Barnet", ["70%", "64%"]),
        ("Brent", ["[c]", "40%"]),
        ("Camden", ["45%", "50%"]),
    ]
    assert 'name="period"' not in html


def test_groups_in_the_order_of_the_page(client: Client, page: MeasurePage) -> None:
    html = html_of(client, page, by="sex", show="time")
    assert table_of(html) == [("Women", ["60%", "55%"]), ("Men", ["62%", "59%"])]
    assert "<rect" in html  # bars beside each other
    assert "plan-chart__target" not in html


def test_the_whole_and_the_target_are_not_among_them(client: Client, page: MeasurePage) -> None:
    page.target_value, page.target_on = 75, date(2024, 3, 31)
    page.save_revision().publish()
    html = html_of(client, page)
    assert "75%" not in html
    assert "London" not in html.split("<tbody")[1]


@pytest.mark.parametrize(
    "query",
    [
        {"by": "nonsense"},
        {"by": "\x00"},
        {"show": "x" * 10_000},
        {"period": "2020-13-99"},
        {"period": "\x00"},
        {"by": "sex", "show": "latest", "period": "1999-12-31"},
    ],
)
def test_whatever_is_asked_something_is_shown(
    client: Client, page: MeasurePage, query: dict[str, str]
) -> None:
    assert table_of(html_of(client, page, **query))


def test_the_measure_leads_there(client: Client, page: MeasurePage) -> None:
    html = client.get(page.url).content.decode()
    assert f'href="{address(page)}?by=.areas"' in html
    assert f'href="{address(page)}?by=sex"' in html
    assert "Compare groups: Sex" in html


def test_nothing_to_compare_is_said(client: Client) -> None:
    page = make_measure(factories.make_plan())
    record(page, quarters(FIRST, [57, 61]))
    response = client.get(address(page))
    assert response.status_code == 404
    assert "Compare" not in client.get(page.url).content.decode()


def test_names_are_those_of_the_language(client: Client, page: MeasurePage) -> None:
    factories.translate(page, "pl")
    url = address(page).replace("/en/", "/pl/")
    assert "Barnet PL" in client.get(url).content.decode()
    assert "[pl] Women" in client.get(url, {"by": "sex"}).content.decode()


def test_what_waits_or_is_shut_is_not_shown(client: Client, page: MeasurePage) -> None:
    factories.restrict(page)
    assert client.get(address(page)).status_code == 404


def test_many_areas_cost_no_more_queries(client: Client, page: MeasurePage) -> None:
    few = queries_of(client, address(page))
    codes = [f"E060000{number:02}" for number in range(10, 40)]
    page.geography = " ".join([*page.measure.area_codes, *codes])
    page.save_revision().publish()
    for code in codes:
        record(page, [replace(row, area=code) for row in quarters(FIRST, [30, 31])])
    assert queries_of(client, address(page)) == few
    assert few <= 12


def test_the_picture_is_of_the_figures_that_are_shown(client: Client, page: MeasurePage) -> None:
    url = reverse("plan:measure_picture", args=[page.measure.public_id])
    whole: Any = client.get(url)
    assert (whole.status_code, whole["Content-Type"]) == (200, "image/png")
    assert whole.content.startswith(b"\x89PNG")
    assert client.get(url).content == whole.content
    assert client.get(url, {"area": CAMDEN}).content != whole.content
    assert client.get(url, {"area": "E99999999"}).status_code == 404
    html = client.get(page.url).content.decode()
    assert f'href="{url}"' in html
    assert f'property="og:image" content="http://testserver{url}"' in html
    factories.restrict(page)
    assert client.get(url).status_code == 404
