"""The download of a measure, and that it says what chart and table say."""

from __future__ import annotations

import csv
import re
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from priorities.figure_rows import FigureRow
from priorities.models import MeasurePage
from priorities.numbers import END_OF_ISOLATE, ISOLATE
from priorities.open_data.csv_files import harmless
from priorities.tables import plain
from tests.factories import make_locale, make_plan, restrict, translate
from tests.priorities.makers import make_measure, make_priority, quarters, record

pytestmark = pytest.mark.django_db
COLUMNS = (
    "period_start,period_end,period_kind,period,area_code,area_name,"
    "value,numerator,denominator,lower,upper,marker,unit,published_on,revision"
)


@pytest.fixture
def page() -> MeasurePage:
    """A measure with a withheld, a provisional and a plain figure."""
    found = make_measure(make_priority(make_plan()), slug="good-job")
    record(found, quarters(date(2020, 1, 1), [57, "c", (58.5, "p")]))
    return found


def address(page: MeasurePage, language: str = "en") -> str:
    """Where the download is."""
    with override(language):
        return reverse("plan:measure_csv", args=[page.measure.public_id])


def rows(client: Client, url: str) -> list[dict[str, str]]:
    """The download, read."""
    response = client.get(url)
    assert response.status_code == 200
    return list(csv.DictReader(StringIO(response.getvalue().decode())))


def test_it_is_a_file_with_the_columns_promised(client: Client, page: MeasurePage) -> None:
    response = client.get(address(page))
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="good-job.csv"'
    published_on = timezone.localtime(page.measure.observations.first().published_from).isoformat()
    rest = f"percentage,{published_on},0"
    assert response.getvalue().decode().splitlines() == [
        COLUMNS,
        f"2020-01-01,2020-03-31,quarter,January to March 2020,,,57,,,,,,{rest}",
        f"2020-04-01,2020-06-30,quarter,April to June 2020,,,,,,,,c,{rest}",
        f"2020-07-01,2020-09-30,quarter,July to September 2020,,,58.5,,,,,p,{rest}",
    ]
    assert not response.cookies


def test_the_page_links_to_it(client: Client, page: MeasurePage) -> None:
    assert f'href="http://testserver{address(page)}"' in client.get(page.url).content.decode()


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_chart_table_and_download_have_the_same_figures(
    client: Client, page: MeasurePage, language: str
) -> None:
    record(page, quarters(date(2019, 1, 1), [41, 42, (43, "r"), 44]))
    html = client.get(page_in(page, language).url).content.decode()
    html = html.replace(ISOLATE, "").replace(END_OF_ISOLATE, "")
    table = dict(re.findall(r'<th scope="row"[^>]*>([^<]+)</th><td[^>]*>([^<]+)</td>', html))
    chart = dict(
        title.split(": ") for title in re.findall(r"<circle[^>]*><title>([^<]+)</title>", html)
    )
    download = rows(client, address(page, language))
    assert len(download) == len(table) == 7
    for row in download:
        shown = table[row["period"]]
        if not row["value"]:
            assert (shown, row["marker"]) == ("[c]", "c")
            assert row["period"] not in chart
            continue
        figure = f"{Decimal(row['value']).quantize(Decimal(1), rounding='ROUND_HALF_UP')}%"
        assert shown == (f"{figure} [{row['marker']}]" if row["marker"] else figure)
        assert chart[row["period"]] == figure


def page_in(page: MeasurePage, language: str) -> MeasurePage:
    """The page in a language, with all that it stands below."""
    if language == "en":
        return page
    make_locale(language)
    for one in (page.plan_page, page.get_parent().specific):
        translate(one, language)
    return translate(page, language)


def test_margins_are_in_the_download(client: Client) -> None:
    page = make_measure(make_priority(make_plan()))
    row = FigureRow(
        date(2020, 1, 1), date(2020, 3, 31), Decimal(50), lower=Decimal("48.5"), upper=Decimal(52)
    )
    record(page, [row])
    (found,) = rows(client, address(page))
    assert (found["lower"], found["upper"]) == ("48.5", "52")
    assert "49 to 52" in client.get(page.url).content.decode()


@pytest.mark.parametrize(
    ("facts", "unit"),
    [
        ({"unit": "rate", "rate_per": 1000}, "rate per 1000"),
        ({"unit": "money", "currency": "EUR"}, "money EUR"),
        ({"unit": "days"}, "days"),
    ],
)
def test_units_are_in_no_language(client: Client, facts: dict[str, object], unit: str) -> None:
    page = make_measure(make_priority(make_plan()), **facts)
    record(page, quarters(date(2020, 1, 1), [57]))
    assert rows(client, address(page))[0]["unit"] == unit


def test_only_what_is_published_can_be_downloaded(client: Client, page: MeasurePage) -> None:
    later = timezone.now() + timedelta(days=1)
    page.measure.observations.filter(period_end=date(2020, 3, 31)).update(published_from=later)
    assert [row["period_start"] for row in rows(client, address(page))] == [
        "2020-04-01",
        "2020-07-01",
    ]


def test_a_revised_figure_is_published(client: Client, page: MeasurePage) -> None:
    record(page, quarters(date(2020, 1, 1), [50]))
    found = rows(client, address(page))
    assert len(found) == 3
    assert (found[0]["value"], found[0]["marker"]) == ("50", "r")


def test_a_draft_has_no_download(client: Client) -> None:
    draft = make_measure(make_priority(make_plan()), is_live=False)
    record(draft, quarters(date(2020, 1, 1), [57]))
    assert client.get(address(draft)).status_code == 404


def test_an_unpublished_page_takes_its_download_along(client: Client, page: MeasurePage) -> None:
    page.unpublish()
    assert client.get(address(page)).status_code == 404


@pytest.mark.parametrize("above", ["measure", "priority", "plan"])
def test_a_restriction_anywhere_above_closes_the_download(
    client: Client, page: MeasurePage, above: str
) -> None:
    places = {
        "measure": page,
        "priority": page.get_parent(),
        "plan": page.get_parent().get_parent(),
    }
    restrict(places[above])
    assert client.get(address(page)).status_code == 404


def test_a_restriction_in_another_language_closes_it_too(client: Client, page: MeasurePage) -> None:
    polish = translate(page, "pl")
    assert client.get(address(page, "pl")).status_code == 200
    restrict(polish)
    assert client.get(address(page)).status_code == 404
    assert client.get(address(page, "pl")).status_code == 404


def test_it_exists_in_the_languages_of_the_page(client: Client, page: MeasurePage) -> None:
    make_locale("pl")
    assert client.get(address(page, "pl")).status_code == 404
    translate(page, "pl")
    found = rows(client, address(page, "pl"))
    assert [row["value"] for row in found] == ["57", "", "58.5"]
    assert found[0]["unit"] == "percentage"


def test_nobody_s_measure_is_not_found(client: Client, page: MeasurePage) -> None:
    url = address(page).replace(
        str(page.measure.public_id), "0" * 8 + "-0000-4000-8000-" + "0" * 12
    )
    assert client.get(url).status_code == 404
    assert client.get(address(page).replace("/data", "x/data")).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_it_can_only_be_read(client: Client, page: MeasurePage, method: str) -> None:
    assert getattr(client, method)(address(page)).status_code == 405


def test_asking_for_its_head_is_answered(client: Client, page: MeasurePage) -> None:
    assert client.head(address(page)).status_code == 200


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("'=1+1", "''=1+1"),
        ("January", "January"),
        ("", ""),
    ],
)
def test_words_never_begin_a_formula(text: str, expected: str) -> None:
    assert harmless(text) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(None, ""), ("57.000000", "57"), ("0.500000", "0.5"), ("1200", "1200"), ("-3.10", "-3.1")],
)
def test_numbers_as_files_have_them(value: str | None, expected: str) -> None:
    assert plain(None if value is None else Decimal(value)) == expected


def test_a_withheld_number_is_in_no_table_even_if_it_were_stored(page: MeasurePage) -> None:
    from priorities.tables import row_of
    from tests.priorities.makers import read

    series = read(page.measure)
    leaky = series.points[1]._replace(value=Decimal(4), lower=Decimal(3), upper=Decimal(5))
    assert row_of(page.measure, leaky).figure == "[c]"
    assert row_of(page.measure, leaky).margin == ""
