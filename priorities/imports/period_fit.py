"""The period that a measure expects, made of what a text names.

A text names a day, a month or more; the measure's kind of period decides what is meant:
31 December 2014 is October to December for a quarter, the twelve months before its end for a
rolling year, and itself for a point in time. What is longer than the kind is refused.
"""

from __future__ import annotations

import enum
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from priorities.enums import PeriodKind
from priorities.imports.period_texts import (
    USUAL_STYLE,
    PeriodStyle,
    Stretch,
    StretchKind,
    financial_year,
    months_stretch,
    twelve_months_to,
)
from priorities.periods import last_day, months_later


class PeriodFault(enum.StrEnum):
    """Why no period of the kind can be made."""

    UNREADABLE = "unreadable_period"
    TOO_LONG = "period_too_long"
    YEAR_IS_OPEN = "year_is_open"
    OTHER_YEAR = "other_year"


class YearMeaning(enum.StrEnum):
    """What a single year means where a financial year is expected."""

    UNKNOWN = ""
    BEGINS = "begins"
    ENDS = "ends"


@dataclass(frozen=True, slots=True)
class Fit:
    """What is expected. `day_of_year` (month, day) turns a bare year into that day."""

    kind: PeriodKind
    style: PeriodStyle = USUAL_STYLE
    year_means: YearMeaning = YearMeaning.UNKNOWN
    day_of_year: tuple[int, int] | None = None


class BadPeriodError(Exception):
    """A stretch that is no period of the kind; `fault` says why."""

    def __init__(self, fault: PeriodFault) -> None:
        super().__init__(fault)
        self.fault = fault


#: First and last day.
Period = tuple[date, date]
YEARLY = {StretchKind.YEAR, StretchKind.FINANCIAL_YEAR, StretchKind.TWELVE_MONTHS}


def fitted(stretch: Stretch, fit: Fit) -> Period:
    """The period of the expected kind; BadPeriodError where there is none."""
    if stretch.kind is StretchKind.YEAR and fit.day_of_year is not None:
        stretch = day_in_year(stretch.start.year, fit.day_of_year)
    found = FITS[fit.kind](stretch, fit)
    if found is None:
        raise BadPeriodError(PeriodFault.UNREADABLE)
    return found.start, found.end


def day_in_year(year: int, day_of_year: tuple[int, int]) -> Stretch:
    """The day of a year, such as each 31 March; 29 February is the month's last day."""
    month, day = day_of_year
    found = date(year, month, min(day, monthrange(year, month)[1]))
    return Stretch(StretchKind.DAY, found, found)


def as_month(stretch: Stretch, fit: Fit) -> Stretch | None:
    """The month that a day lies in."""
    if stretch.kind not in {StretchKind.DAY, StretchKind.MONTH}:
        raise BadPeriodError(PeriodFault.TOO_LONG)
    return months_stretch(StretchKind.MONTH, stretch.end.year, stretch.end.month, 1)


def as_quarter(stretch: Stretch, fit: Fit) -> Stretch | None:
    """The quarter that a day or month lies in; three months as given."""
    if stretch.kind is StretchKind.QUARTER:
        return stretch
    if stretch.kind not in {StretchKind.DAY, StretchKind.MONTH}:
        raise BadPeriodError(PeriodFault.TOO_LONG)
    into = (stretch.end.month - fit.style.first_month) % 3
    start = months_later(stretch.end.replace(day=1), -into)
    return months_stretch(StretchKind.QUARTER, start.year, start.month, 3)


def as_calendar_year(stretch: Stretch, fit: Fit) -> Stretch | None:
    """The calendar year; twelve other months are refused."""
    return whole_year(stretch, date(stretch.start.year, 1, 1), StretchKind.YEAR)


def as_financial_year(stretch: Stretch, fit: Fit) -> Stretch | None:
    """The financial year; of a single year the mapping says which is meant."""
    first = fit.style.first_month
    if stretch.kind is StretchKind.YEAR and first != 1:
        if fit.year_means is YearMeaning.UNKNOWN:
            raise BadPeriodError(PeriodFault.YEAR_IS_OPEN)
        return financial_year(stretch.start.year - (fit.year_means is YearMeaning.ENDS), fit.style)
    begins = stretch.start.year - (stretch.start.month < first)
    return whole_year(stretch, date(begins, first, 1), StretchKind.FINANCIAL_YEAR)


def whole_year(stretch: Stretch, start: date, kind: StretchKind) -> Stretch | None:
    """The twelve months from a day on, which must hold all of the stretch."""
    end = last_day(months_later(start, 11))
    if stretch.end > end:
        raise BadPeriodError(
            PeriodFault.OTHER_YEAR if stretch.kind in YEARLY else PeriodFault.TOO_LONG
        )
    return Stretch(kind, start, end)


def as_rolling_year(stretch: Stretch, fit: Fit) -> Stretch | None:
    """The twelve months up to the end of the month in which the stretch ends."""
    return twelve_months_to(stretch)


def as_given(stretch: Stretch, fit: Fit) -> Stretch | None:
    """A day, or whatever stretch it is."""
    return stretch


FITS = {
    PeriodKind.MONTH: as_month,
    PeriodKind.QUARTER: as_quarter,
    PeriodKind.FINANCIAL_YEAR: as_financial_year,
    PeriodKind.CALENDAR_YEAR: as_calendar_year,
    PeriodKind.ROLLING_12_MONTHS: as_rolling_year,
    PeriodKind.OTHER: as_given,
}
