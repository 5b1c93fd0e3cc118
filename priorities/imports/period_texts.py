"""Texts and dates that name a stretch of time, before it is known what the measure expects.

`read_stretch` says what a text names: a day, a month, a quarter, a year, a financial year, or any
stretch with its own two ends. `priorities.imports.period_fit` makes the measure's period of it.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from priorities.imports.sheets import Cell
from priorities.periods import last_day, months_later

EARLIEST, LATEST = 1900, 2199
MONTH_NAMES = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTHS = {
    **{name.casefold(): place for place, name in enumerate(MONTH_NAMES, start=1)},
    **{name[:3].casefold(): place for place, name in enumerate(MONTH_NAMES, start=1)},
    "sept": 9,
}
NAMES = "|".join(sorted(MONTHS, key=len, reverse=True))
#: Four digits, and the footnote's digit that a converter may have fused to them.
YEAR = r"(?:19|20|21)\d\d(?=\d?\b)\d?"
ENDING = r"(?:year|12 months|twelve months|rolling 12 months|rolling year|ye|r12m?)"


class StretchKind(enum.StrEnum):
    """What a text names."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    FINANCIAL_YEAR = "financial_year"
    TWELVE_MONTHS = "twelve_months"
    MONTHS = "months"


class DateOrder(enum.StrEnum):
    """What comes first in 03/04/2021."""

    UNKNOWN = ""
    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time that a text names; for a year, the calendar year."""

    kind: StretchKind
    start: date
    end: date


@dataclass(frozen=True, slots=True)
class PeriodStyle:
    """How a file writes periods, where the texts themselves do not say."""

    date_order: DateOrder = DateOrder.DAY_FIRST
    #: Whether “Q3 2021” counts from January or from the financial year's first month.
    has_financial_quarters: bool = False
    #: The month in which financial years begin.
    first_month: int = 4
    #: “2011-12” is a financial year, not December 2011.
    prefers_years: bool = False


USUAL_STYLE = PeriodStyle()
Reader = Callable[[re.Match[str], PeriodStyle], "Stretch | None"]


def day_stretch(year: int, month: int, day: int) -> Stretch | None:
    """A single day, where there is such a day."""
    try:
        found = date(full_year(year), month, day)
    except ValueError:
        return None
    return Stretch(StretchKind.DAY, found, found) if EARLIEST <= found.year <= LATEST else None


def full_year(year: int) -> int:
    """Two digits are of this century up to 69, like in spreadsheets and POSIX."""
    if year >= 100:
        return year
    return year + (2000 if year < 70 else 1900)


def months_stretch(kind: StretchKind, year: int, month: int, months: int) -> Stretch | None:
    """So many whole months from a month on."""
    year = full_year(year)
    if not (1 <= month <= 12 and EARLIEST <= year <= LATEST):
        return None
    start = date(year, month, 1)
    return Stretch(kind, start, last_day(months_later(start, months - 1)))


def year_of(text: str) -> int:
    """A year, without the digit of a footnote behind it."""
    return int(text[:4])


def read_iso_day(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    return day_stretch(int(found[1]), int(found[2]), int(found[3]))


def read_slashed_day(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    first, second, year = int(found[1]), int(found[2]), int(found[3])
    if style.date_order is DateOrder.MONTH_FIRST:
        return day_stretch(year, first, second)
    return day_stretch(year, second, first)


def read_named_day(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    return day_stretch(year_of(found[3]), MONTHS[found[2].casefold()], int(found[1]))


def read_american_day(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    return day_stretch(year_of(found[3]), MONTHS[found[1].casefold()], int(found[2]))


def read_named_month(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    year = int(found[2]) if len(found[2]) == 2 else year_of(found[2])
    return months_stretch(StretchKind.MONTH, year, MONTHS[found[1].casefold()], 1)


def read_year_first_month(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    return months_stretch(StretchKind.MONTH, int(found[1]), MONTHS[found[2].casefold()], 1)


def read_numbered_month(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    year, second = int(found[1]), int(found[2])
    if style.prefers_years and second == (year + 1) % 100:
        return financial_year(year, style)
    return months_stretch(StretchKind.MONTH, year, second, 1)


def read_month_then_year(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    return months_stretch(StretchKind.MONTH, int(found[2]), int(found[1]), 1)


def financial_year(year: int, style: PeriodStyle) -> Stretch | None:
    """The financial year that begins in a year."""
    return months_stretch(StretchKind.FINANCIAL_YEAR, year, style.first_month, 12)


def read_financial_year(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    first, second = int(found[1]), found[2]
    if int(second) != (first + 1 if len(second) == 4 else (first + 1) % 100):
        return None
    return financial_year(first, style)


def financial_quarter(year: int, quarter: int, style: PeriodStyle) -> Stretch | None:
    start = months_later(date(year, style.first_month, 1), 3 * (quarter - 1))
    return months_stretch(StretchKind.QUARTER, start.year, start.month, 3)


def read_quarter(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    year, second, quarter = int(found["year"]), found["second"], int(found["quarter"])
    if second:
        if int(second[-2:]) != (year + 1) % 100:
            return None
        return financial_quarter(year, quarter, style)
    if style.has_financial_quarters:
        return financial_quarter(year, quarter, style)
    return months_stretch(StretchKind.QUARTER, year, 3 * quarter - 2, 3)


def read_twelve_months(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    year = int(found[2]) if len(found[2]) == 2 else year_of(found[2])
    end = months_stretch(StretchKind.MONTH, year, MONTHS[found[1].casefold()], 1)
    return twelve_months_to(end)


def twelve_months_to(stretch: Stretch | None) -> Stretch | None:
    """The twelve months up to the end of a stretch."""
    if stretch is None:
        return None
    start = months_later(stretch.end.replace(day=1), -11)
    return Stretch(StretchKind.TWELVE_MONTHS, start, last_day(stretch.end))


def read_from_to(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    end_year = year_of(found[4])
    last = MONTHS[found[3].casefold()]
    first = MONTHS[found[1].casefold()]
    start_year = year_of(found[2]) if found[2] else end_year - (first > last)
    months = (end_year - start_year) * 12 + last - first + 1
    if months < 1:
        return None
    kind = {1: StretchKind.MONTH, 3: StretchKind.QUARTER, 12: StretchKind.TWELVE_MONTHS}
    return months_stretch(kind.get(months, StretchKind.MONTHS), start_year, first, months)


def read_year(found: re.Match[str], style: PeriodStyle) -> Stretch | None:
    return months_stretch(StretchKind.YEAR, year_of(found[1]), 1, 12)


def pattern(text: str) -> re.Pattern[str]:
    """A pattern for the whole text, whatever its capitals."""
    return re.compile(text, re.IGNORECASE)


NTH = r"(?:st|nd|rd|th)?"
GAP = r"[\s\-/.,]*"
QUARTER = r"(?:q|qtr|quarter)\s*(?P<quarter>[1-4])"
YEARS = r"(?:fy\s*)?(?P<year>(?:19|20|21)\d\d)(?:\s*[/\-–]\s*(?P<second>(?:19|20|21)?\d\d))?"
PATTERNS: tuple[tuple[re.Pattern[str], Reader], ...] = (
    (pattern(r"(\d{4})-(\d\d)-(\d\d)(?:[t ]\d\d:\d\d(?::\d\d)?(?:\.\d+)?z?)?"), read_iso_day),
    (pattern(r"(\d{4})/(\d\d?)/(\d\d?)"), read_iso_day),
    (
        pattern(r"(\d\d?)[/.\-](\d\d?)[/.\-](\d{4}|\d\d)(?: \d\d?:\d\d(?::\d\d)?)?"),
        read_slashed_day,
    ),
    (pattern(rf"(\d\d?){NTH}{GAP}({NAMES}){GAP}({YEAR})"), read_named_day),
    (pattern(rf"({NAMES})\.? (\d\d?){NTH},? ({YEAR})"), read_american_day),
    (pattern(rf"({NAMES}){GAP}({YEAR}|\d\d)"), read_named_month),
    (pattern(rf"((?:19|20|21)\d\d){GAP}({NAMES})"), read_year_first_month),
    (pattern(r"((?:19|20|21)\d\d)(0[1-9]|1[0-2])"), read_numbered_month),
    (pattern(r"((?:19|20|21)\d\d)[-.](0[1-9]|1[0-2])"), read_numbered_month),
    (pattern(r"((?:19|20|21)\d\d)m(0?[1-9]|1[0-2])"), read_numbered_month),
    (pattern(r"(0?[1-9]|1[0-2])[/.\-]((?:19|20|21)\d\d)"), read_month_then_year),
    (
        pattern(r"(?:fy\s*)?((?:19|20|21)\d\d)\s*[/\-–]\s*((?:19|20|21)\d\d|\d\d)"),
        read_financial_year,
    ),
    (pattern(rf"{YEARS}{GAP}{QUARTER}"), read_quarter),
    (pattern(rf"{QUARTER}{GAP}{YEARS}"), read_quarter),
    (
        pattern(rf"{ENDING} ?(?:ending|ended|to|end)?:? (?:\d\d? )?({NAMES}){GAP}({YEAR}|\d\d)"),
        read_twelve_months,
    ),
    (pattern(rf"({NAMES}) ?({YEAR})? ?(?:to|-|–|/) ?({NAMES}) ({YEAR})"), read_from_to),
    (pattern(rf"(?:calendar year |cy ?)?({YEAR})"), read_year),
)
LEADING = re.compile(
    r"^(?:as at|as of|at|period|month|quarter ending|quarter to)[:\s]+", re.IGNORECASE
)


def read_stretch(cell: Cell, style: PeriodStyle) -> Stretch | None:
    """What a cell names, or None."""
    if isinstance(cell, date):
        return day_stretch(cell.year, cell.month, cell.day)
    text = " ".join(str(cell).split())
    if len(text) > 60 or not any(letter.isdigit() for letter in text):
        return None
    text = LEADING.sub("", text)
    for shape, reader in PATTERNS:
        found = shape.fullmatch(text)
        if found is not None:
            return reader(found, style)
    return None
