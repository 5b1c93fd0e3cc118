"""Single figures typed into a grid."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from priorities.actions.approve_batch import approve_batch
from priorities.actions.check_batch import check_batch
from priorities.desk.grid import Grid, next_periods
from priorities.enums import PeriodKind
from priorities.figure_rows import FigureRow
from priorities.models import Area, ImportBatch, Measure
from tests.factories import make_plan
from tests.priorities.intake.browsing import Data, held, newest, url
from tests.priorities.intake.makers import OWNER, PUBLISHER, make_measure_record, person, shown
from tests.priorities.makers import make_measure, make_priority, quarters, record

pytestmark = pytest.mark.django_db
FIRST = date(2024, 1, 1)


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(person(*OWNER))
    return client


@pytest.fixture
def measure() -> Measure:
    found = make_measure_record("Trust", unit="percentage", frequency="quarterly")
    record(found, quarters(FIRST, [61, 62.5]))
    return found


def grid_of(client: Client, measure: Measure, **given: Any) -> tuple[str, Data]:
    """The address of a grid and what its form holds."""
    address = f"{url('type')}?measure={measure.pk}" + "".join(
        f"&{name}={value}" for name, value in given.items()
    )
    soup = BeautifulSoup(client.get(address).content.decode(), "html.parser")
    forms = [one for one in soup.find_all("form") if one.find("input", attrs={"name": True})]
    (form,) = [one for one in forms if "cell:" in str(one)]
    return address, held(form)


def cell(quarter: int, key: str = "", year: int = 2024) -> str:
    """The name of a cell."""
    start = date(year, 3 * quarter - 2, 1)
    end = {1: "03-31", 2: "06-30", 3: "09-30", 4: "12-31"}[quarter]
    return f"cell:{start.isoformat()}:{year}-{end}:{key}"


def test_it_holds_what_is_in_force_and_the_next_periods(owner: Client, measure: Measure) -> None:
    _address, data = grid_of(owner, measure)
    shown_cells = {name: value for name, (value,) in data.items() if name.startswith("cell:")}
    assert shown_cells == {cell(1): "61", cell(2): "62.5", cell(3): "", cell(4): ""}


def test_typed_figures_become_a_batch(owner: Client, measure: Measure) -> None:
    address, data = grid_of(owner, measure)
    data |= {cell(1): [""], cell(2): ["63 [r]"], cell(3): ["64 %"], cell(4): ["c"]}
    response = owner.post(address, data)
    batch = newest()
    assert response["Location"] == url("batch", batch.public_id)
    assert (batch.channel, batch.state) == ("typed", "checked")
    found = {
        (one.period_start.month, one.change, one.value, one.marker) for one in batch.figures.all()
    }
    assert found == {
        (1, "vanished", Decimal(61), ""),
        (4, "changed", Decimal(63), "r"),
        (7, "new", Decimal(64), ""),
        (10, "new", None, "c"),
    }
    page = owner.get(response["Location"]).content.decode()
    assert "62.5" in page
    publisher = person(*PUBLISHER)
    batch = check_batch(batch=batch, user=publisher)
    assert batch.figures.count() == 4
    approve_batch(batch=batch, user=publisher, ended=[measure.pk])
    assert list(shown([measure]).values()) == ["r", "64", "c"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("0,67", "Write decimals with a point, such as 61.5."),
        ("about sixty", "Enter a number."),
        ("1e400", "Enter a number."),
        ("nan", "Enter a number."),
    ],
)
def test_mistakes_keep_everything_that_was_typed(
    owner: Client, measure: Measure, text: str, sentence: str
) -> None:
    address, data = grid_of(owner, measure)
    data |= {cell(3): [text], cell(4): ["66"]}
    response = owner.post(address, data)
    assert response.status_code == 422
    html = response.content.decode()
    assert f'value="{text}"' in html
    assert 'value="66"' in html
    assert 'aria-invalid="true"' in html
    assert not ImportBatch.objects.exists()


def test_nothing_typed_makes_no_batch(owner: Client, measure: Measure) -> None:
    address, data = grid_of(owner, measure)
    response = owner.post(address, data)
    assert "Nothing was changed." in response.content.decode()
    assert not ImportBatch.objects.exists()


def test_what_others_changed_meanwhile_is_not_taken_back(owner: Client, measure: Measure) -> None:
    address, data = grid_of(owner, measure)
    record(measure, quarters(FIRST, [61, 62.5, 70]))
    owner.post(address, {**data, cell(4): ["66"]})
    assert [one.value for one in newest().figures.all()] == [66]


def test_columns_are_areas_or_groups(owner: Client) -> None:
    Area.objects.create(code="E12000007", name="London")
    measure = make_measure_record(
        "Trust",
        frequency="quarterly",
        geography="E12000007 E09000007",
        breakdowns=[{"code": "sex", "values": ["f", "m"]}],
    )
    record(measure, [FigureRow(FIRST, date(2024, 3, 31), Decimal(5), area="E12000007")])
    _address, data = grid_of(owner, measure)
    assert data[cell(1, "E12000007")] == ["5"]
    assert data[cell(1, "E09000007")] == [""]
    address, data = grid_of(owner, measure, by="sex")
    owner.post(address, {**data, cell(1, "f"): ["2"]})
    (figure,) = newest().figures.all()
    assert (figure.area, figure.dimensions) == ("E12000007", {"sex": "f"})


def test_another_period_is_asked_for(owner: Client, measure: Measure) -> None:
    address, data = grid_of(owner, measure, start="2019-01-01", end="2019-02-28")
    name = "cell:2019-01-01:2019-02-28:"
    assert data[name] == [""]
    owner.post(address, {**data, name: ["50"]})
    assert newest().figures.get().period_kind == "other"
    html = owner.get(f"{url('type')}?measure={measure.pk}&start=2019-01-01").content.decode()
    assert "Give both days of the period." in html


@pytest.mark.parametrize("query", ["", "?measure=x", "?measure=999999", "?measure=1&by=nonsense"])
def test_nonsense_is_no_error(owner: Client, query: str) -> None:
    assert owner.get(url("type") + query).status_code == 200
    assert owner.post(url("type") + query).status_code in {302, 422}


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        (PeriodKind.MONTH, "2024-08-01", "2025-03-31"),
        (PeriodKind.QUARTER, "2023-04-01", "2025-03-31"),
        (PeriodKind.CALENDAR_YEAR, "2017-01-01", "2024-12-31"),
        (PeriodKind.FINANCIAL_YEAR, "2016-04-01", "2024-03-31"),
        (PeriodKind.ROLLING_12_MONTHS, "2023-09-01", "2025-03-31"),
    ],
)
def test_a_measure_without_figures_begins_with_what_is_over(
    kind: PeriodKind, first: str, last: str
) -> None:
    today = date(2025, 4, 7) if kind != PeriodKind.FINANCIAL_YEAR else date(2025, 3, 31)
    periods = next_periods(kind, [], today)
    assert len(periods) == 8
    assert periods[0][0].isoformat() == first
    assert periods[-1][1].isoformat() == last


def test_rolling_periods_keep_their_step(measure: Measure) -> None:
    measure.frequency = "rolling_12_months"
    there = [(date(2023, 1, 1), date(2023, 12, 31)), (date(2023, 4, 1), date(2024, 3, 31))]
    assert next_periods(measure.period_kind, there, FIRST)[0][1] == date(2024, 6, 30)
    assert Grid(measure).columns[0].label == "Figure"


def with_margin(value: int) -> FigureRow:
    """A figure of the first quarter with all that it can have."""
    margin = {"lower": Decimal(value - 1), "upper": Decimal(value + 1)}
    divided = {"numerator": Decimal(610), "denominator": Decimal(1000)}
    return FigureRow(FIRST, date(2024, 3, 31), value=Decimal(value), **margin, **divided)


def test_what_belongs_to_a_number_stays_with_it(owner: Client) -> None:
    measure = make_measure_record("Trust", unit="percentage", frequency="quarterly")
    record(measure, [with_margin(61)])
    address, data = grid_of(owner, measure)
    response = owner.post(address, {**data, cell(1): ["61 [p]"]})
    (figure,) = newest().figures.all()
    assert (figure.value, figure.marker, figure.numerator) == (61, "p", 610)
    assert (figure.denominator, figure.lower, figure.upper) == (1000, 60, 62)
    assert "Dropped with the old number" not in owner.get(response["Location"]).content.decode()


@pytest.mark.parametrize("text", ["62", "62 [p]", "c"])
def test_with_another_number_it_is_dropped_and_the_preview_says_so(
    owner: Client, text: str
) -> None:
    measure = make_measure_record("Trust", unit="percentage", frequency="quarterly")
    record(measure, [with_margin(61)])
    address, data = grid_of(owner, measure)
    response = owner.post(address, {**data, cell(1): [text]})
    (figure,) = newest().figures.all()
    rest = (figure.numerator, figure.denominator, figure.lower, figure.upper)
    assert rest == (None, None, None, None)
    html = owner.get(response["Location"]).content.decode()
    names = "numerator, denominator or number asked, margin of error"
    assert f"Dropped with the old number: {names}" in html


def test_columns_have_the_names_that_readers_see(owner: Client) -> None:
    page = make_measure(make_priority(make_plan()), breakdowns=[sex()])
    html = owner.get(f"{url('type')}?measure={page.measure_id}&by=sex").content.decode()
    heads = [
        one.get_text()
        for one in BeautifulSoup(html, "html.parser").select(".plan-intake-rows thead th")
    ]
    assert heads == ["Period", "Women", "m"]
    assert ">Sex of the person<" in html


def sex() -> Any:
    """A breakdown whose second group has lost its name."""
    groups = [{"code": "f", "label": "Women"}, {"code": "m", "label": ""}]
    value = {"code": "sex", "label": "Sex of the person", "groups": groups}
    return {"type": "breakdown", "value": value, "id": "1"}
