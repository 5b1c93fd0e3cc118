"""Periods: how long they last, and what they are called in the active language."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from priorities.enums import MONTHS_OF_PERIOD, PeriodKind

#: Languages that write months with a small letter, where Django's names have a capital.
SMALL_MONTHS = frozenset({"pl"})


def months_later(day: date, months: int) -> date:
    """The same day so many months on (or back), or that month's last day."""
    place = day.year * 12 + day.month - 1 + months
    year, month = divmod(place, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day(day: date) -> date:
    """The last day of a month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def period_end_of(start: date, kind: str) -> date | None:
    """The last day of a period that starts on the first of a month; None for other periods."""
    months = MONTHS_OF_PERIOD.get(PeriodKind(kind))
    if months is None or start.day != 1:
        return None
    return last_day(months_later(start, months - 1))


def is_year_earlier(earlier: date, later: date) -> bool:
    """Whether a period that ends on one day is the same a year before the other."""
    return last_day(months_later(later, -12)) == last_day(earlier)


def spans_whole_months(start: date, end: date) -> bool:
    """Whether a period begins and ends with a month."""
    return start.day == 1 and end == last_day(end)


def month_words(day: date, form: str) -> str:
    """A month as running text has it: small where the language writes months so."""
    words = date_format(day, form)
    is_small = (get_language() or "").partition("-")[0] in SMALL_MONTHS
    return words[:1].lower() + words[1:] if is_small else words


def period_label(start: date, end: date, kind: str) -> str:
    """A period's name for readers, such as “January to March 2021” or “2020/21”."""
    if not spans_whole_months(start, end):
        return day_label(start, end)
    if kind == PeriodKind.MONTH:
        return month_words(start, "F Y")
    if kind == PeriodKind.CALENDAR_YEAR:
        return str(end.year)
    if kind == PeriodKind.FINANCIAL_YEAR and end.year == start.year + 1:
        return f"{start.year}/{end.year % 100:02d}"
    if kind == PeriodKind.ROLLING_12_MONTHS:
        # "E": languages that inflect say "of September" here, with a small letter.
        return _("12 months to %(month)s") % {"month": date_format(end, "E Y")}
    first = month_words(start, "F" if start.year == end.year else "F Y")
    return _("%(start)s to %(end)s") % {"start": first, "end": month_words(end, "F Y")}


def day_label(start: date, end: date) -> str:
    """A day, or a stretch of days."""
    if start == end:
        return date_format(end, "DATE_FORMAT")
    return _("%(start)s to %(end)s") % {
        "start": date_format(start, "DATE_FORMAT"),
        "end": date_format(end, "DATE_FORMAT"),
    }


def short_label(start: date, end: date, kind: str) -> str:
    """A period's name where there is little room: under an axis."""
    if kind in {PeriodKind.CALENDAR_YEAR, PeriodKind.FINANCIAL_YEAR}:
        return period_label(start, end, kind)
    return date_format(end, "M Y")
