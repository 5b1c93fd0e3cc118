"""Texts and dates that name periods, and what a measure makes of them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.enums import PeriodKind
from priorities.imports.date_order import OrderEvidence
from priorities.imports.period_fit import BadPeriodError, Fit, YearMeaning, fitted
from priorities.imports.period_texts import DateOrder, PeriodStyle, read_stretch
from priorities.periods import last_day, months_later

STYLE = PeriodStyle()


def ends(text: object, style: PeriodStyle = STYLE) -> tuple[str, str, str] | None:
    """Kind, first and last day of what a text names."""
    found = read_stretch(text, style)
    return (found.kind.value, str(found.start), str(found.end)) if found else None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021/22 Q3", ("quarter", "2021-10-01", "2021-12-31")),
        ("Q3 2021-22", ("quarter", "2021-10-01", "2021-12-31")),
        ("Q4 2021/22", ("quarter", "2022-01-01", "2022-03-31")),
        ("Q3 2021", ("quarter", "2021-07-01", "2021-09-30")),
        ("2021Q3", ("quarter", "2021-07-01", "2021-09-30")),
        ("Quarter 1 2021/2022", ("quarter", "2021-04-01", "2021-06-30")),
        ("Apr-21", ("month", "2021-04-01", "2021-04-30")),
        ("Apr 2021", ("month", "2021-04-01", "2021-04-30")),
        ("April 2021", ("month", "2021-04-01", "2021-04-30")),
        ("Sept. 2021", ("month", "2021-09-01", "2021-09-30")),
        ("2021 Apr", ("month", "2021-04-01", "2021-04-30")),
        ("201004", ("month", "2010-04-01", "2010-04-30")),
        (201004, ("month", "2010-04-01", "2010-04-30")),
        ("2021-04", ("month", "2021-04-01", "2021-04-30")),
        ("04/2021", ("month", "2021-04-01", "2021-04-30")),
        ("2021M04", ("month", "2021-04-01", "2021-04-30")),
        ("Jan 2003", ("month", "2003-01-01", "2003-01-31")),
        ("2021-04-05", ("day", "2021-04-05", "2021-04-05")),
        ("2021-04-05T10:30:00", ("day", "2021-04-05", "2021-04-05")),
        ("31/12/2014", ("day", "2014-12-31", "2014-12-31")),
        ("31.12.2014", ("day", "2014-12-31", "2014-12-31")),
        ("5/4/21", ("day", "2021-04-05", "2021-04-05")),
        ("31/12/2014 00:00", ("day", "2014-12-31", "2014-12-31")),
        ("As at 31 March 2021", ("day", "2021-03-31", "2021-03-31")),
        ("As at: 2018-09-30", ("day", "2018-09-30", "2018-09-30")),
        ("31 Mar 2021", ("day", "2021-03-31", "2021-03-31")),
        ("31st March 2021", ("day", "2021-03-31", "2021-03-31")),
        ("March 31, 2021", ("day", "2021-03-31", "2021-03-31")),
        ("30 September 20122", ("day", "2012-09-30", "2012-09-30")),
        ("2021/22", ("financial_year", "2021-04-01", "2022-03-31")),
        ("2021-22", ("financial_year", "2021-04-01", "2022-03-31")),
        ("2021–22", ("financial_year", "2021-04-01", "2022-03-31")),
        ("2021/2022", ("financial_year", "2021-04-01", "2022-03-31")),
        ("FY 1999/00", ("financial_year", "1999-04-01", "2000-03-31")),
        ("2021", ("year", "2021-01-01", "2021-12-31")),
        (2021, ("year", "2021-01-01", "2021-12-31")),
        ("year ending March 2021", ("twelve_months", "2020-04-01", "2021-03-31")),
        ("Year ending 31 March 2021", ("twelve_months", "2020-04-01", "2021-03-31")),
        ("12 months to March 2021", ("twelve_months", "2020-04-01", "2021-03-31")),
        ("Rolling 12 months to Mar-21", ("twelve_months", "2020-04-01", "2021-03-31")),
        ("Oct-Dec 2021", ("quarter", "2021-10-01", "2021-12-31")),
        ("October to December 2021", ("quarter", "2021-10-01", "2021-12-31")),
        ("Nov 2020 to Jan 2021", ("quarter", "2020-11-01", "2021-01-31")),
        ("April 2020 to March 2021", ("twelve_months", "2020-04-01", "2021-03-31")),
        (date(2018, 9, 30), ("day", "2018-09-30", "2018-09-30")),
        (datetime(2018, 9, 30, 12), ("day", "2018-09-30", "2018-09-30")),
    ],
)
def test_texts_are_read(text: object, expected: tuple[str, str, str]) -> None:
    assert ends(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Total",
        "31/02/2021",
        "2021/23",
        "2021-13",
        "Q5 2021",
        "32 March 2021",
        "202113",
        "9999",
        "12/2014/31",
        "Mar",
        "2014-02-30",
        "-",
        "3.5",
        "1066",
        "Change Sep-18 to Sep-19",
        "1" * 99,
    ],
)
def test_what_is_no_period_is_none(text: str) -> None:
    assert read_stretch(text, STYLE) is None


def test_the_order_of_dates_is_the_columns() -> None:
    american = PeriodStyle(date_order=DateOrder.MONTH_FIRST)
    assert ends("04/03/2021", american) == ("day", "2021-04-03", "2021-04-03")
    assert ends("04/03/2021") == ("day", "2021-03-04", "2021-03-04")


def test_financial_quarters_and_other_financial_years() -> None:
    financial = PeriodStyle(has_financial_quarters=True)
    assert ends("Q3 2021", financial) == ("quarter", "2021-10-01", "2021-12-31")
    july = PeriodStyle(first_month=7)
    assert ends("2021/22", july) == ("financial_year", "2021-07-01", "2022-06-30")
    years = PeriodStyle(prefers_years=True)
    assert ends("2011-12", years) == ("financial_year", "2011-04-01", "2012-03-31")
    assert ends("2011-12") == ("month", "2011-12-01", "2011-12-31")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("31/12/2014", "month", "2014-12-01 2014-12-31"),
        ("31/12/2014", "quarter", "2014-10-01 2014-12-31"),
        ("01/10/2014", "quarter", "2014-10-01 2014-12-31"),
        ("31/12/2014", "calendar_year", "2014-01-01 2014-12-31"),
        ("31/12/2014", "financial_year", "2014-04-01 2015-03-31"),
        ("31/03/2015", "financial_year", "2014-04-01 2015-03-31"),
        ("31/12/2014", "rolling_12_months", "2014-01-01 2014-12-31"),
        ("31/12/2014", "other", "2014-12-31 2014-12-31"),
        ("Nov 2020 to Jan 2021", "quarter", "2020-11-01 2021-01-31"),
        ("Mar-21", "rolling_12_months", "2020-04-01 2021-03-31"),
        ("Q4 2021/22", "rolling_12_months", "2021-04-01 2022-03-31"),
        ("2021/22", "rolling_12_months", "2021-04-01 2022-03-31"),
        ("2021", "calendar_year", "2021-01-01 2021-12-31"),
        ("year ending March 2021", "financial_year", "2020-04-01 2021-03-31"),
        ("2021", "other", "2021-01-01 2021-12-31"),
    ],
)
def test_the_kind_decides(text: str, kind: str, expected: str) -> None:
    start, end = fitted(read_stretch(text, STYLE), Fit(PeriodKind(kind)))
    assert f"{start} {end}" == expected


@pytest.mark.parametrize(
    ("text", "kind", "fault"),
    [
        ("2021", "month", "period_too_long"),
        ("Q1 2021", "month", "period_too_long"),
        ("2021/22", "quarter", "period_too_long"),
        ("2021", "financial_year", "year_is_open"),
        ("2021/22", "calendar_year", "other_year"),
        ("year ending June 2021", "financial_year", "other_year"),
        ("Nov 2020 to Jan 2021", "calendar_year", "period_too_long"),
    ],
)
def test_what_does_not_fit_is_refused(text: str, kind: str, fault: str) -> None:
    with pytest.raises(BadPeriodError) as error:
        fitted(read_stretch(text, STYLE), Fit(PeriodKind(kind)))
    assert error.value.fault == fault


def test_a_bare_year_means_what_the_mapping_says() -> None:
    year = read_stretch("2021", STYLE)
    kind = PeriodKind.FINANCIAL_YEAR
    begins = fitted(year, Fit(kind, year_means=YearMeaning.BEGINS))
    ends_then = fitted(year, Fit(kind, year_means=YearMeaning.ENDS))
    at_march = fitted(year, Fit(PeriodKind.OTHER, day_of_year=(3, 31)))
    leap = fitted(year, Fit(PeriodKind.OTHER, day_of_year=(2, 29)))
    assert begins == (date(2021, 4, 1), date(2022, 3, 31))
    assert ends_then == (date(2020, 4, 1), date(2021, 3, 31))
    assert at_march == (date(2021, 3, 31), date(2021, 3, 31))
    assert leap == (date(2021, 2, 28), date(2021, 2, 28))


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_days_and_months_come_back(day: date) -> None:
    for shape in ("%Y-%m-%d", "%d/%m/%Y", "%d %B %Y", "%B %d, %Y"):
        assert read_stretch(day.strftime(shape), STYLE).start == day
    for shape in ("%b %Y", "%Y-%m", "%Y%m", "%B %Y"):
        found = read_stretch(day.strftime(shape), PeriodStyle())
        assert (found.start, found.end) == (day.replace(day=1), last_day(day))
    rolling = fitted(read_stretch(day, STYLE), Fit(PeriodKind.ROLLING_12_MONTHS))
    assert rolling == (months_later(day.replace(day=1), -11), last_day(day))


@given(st.text(max_size=30), st.sampled_from(PeriodKind.values))
def test_no_text_breaks_the_reader(text: str, kind: str) -> None:
    found = read_stretch(text, STYLE)
    if found is not None:
        try:
            start, end = fitted(found, Fit(PeriodKind(kind)))
        except BadPeriodError:
            return
        assert start <= end


@pytest.mark.parametrize(
    ("texts", "order", "is_open", "is_conflict"),
    [
        (["01/02/2021", "13/02/2021"], "dmy", False, False),
        (["01/02/2021", "02/13/2021"], "mdy", False, False),
        (["01/02/2021"], "dmy", True, False),
        (["13/02/2021", "02/13/2021"], "dmy", False, True),
        (["2021-02-13", "Feb 2021"], "dmy", False, False),
        (["01/01/2021"], "dmy", False, False),
    ],
)
def test_the_order_is_decided_by_the_column(
    texts: list[str], order: str, is_open: bool, is_conflict: bool
) -> None:
    evidence = OrderEvidence()
    for text in texts:
        evidence.see(text)
    assert evidence.order == order
    assert evidence.is_open == is_open
    assert (evidence.conflict is not None) == is_conflict
