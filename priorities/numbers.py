"""Numbers with their units, in the active language."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from priorities.enums import Unit
from priorities.models.facts import MeasureFacts

CURRENCY_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}
#: Left-to-right isolate and its end: a sign or a unit stays on its side in right-to-left text.
ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"


def rounded(value: Decimal, decimals: int) -> Decimal:
    """The number as it is shown, halves away from zero."""
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def number(value: Decimal, decimals: int) -> str:
    """A number with grouped digits and a proper minus sign."""
    return number_format(rounded(value, decimals), decimals, force_grouping=True).replace("-", "−")


def isolated(text: str) -> str:
    """Keep a figure in one piece where the text around it runs from right to left."""
    return f"{ISOLATE}{text}{END_OF_ISOLATE}" if get_language_bidi() else text


def plural_number(value: Decimal, decimals: int) -> int:
    """The whole number whose plural form a figure takes; fractions take that of many."""
    shown = abs(rounded(value, decimals))
    return int(shown) if shown == shown.to_integral_value() else int(shown) + 2


def figure(measure: MeasureFacts, value: Decimal) -> str:
    """A figure with its unit: “61%”, “£1,200”, “3 days”, “12.3 per 1,000”."""
    shown = isolated(number(value, measure.decimals))
    if measure.unit == Unit.PERCENTAGE:
        return isolated(_("%(number)s%%") % {"number": number(value, measure.decimals)})
    if measure.unit == Unit.RATE and measure.rate_per:
        base = isolated(number(Decimal(measure.rate_per), 0))
        return _("%(number)s per %(base)s") % {"number": shown, "base": base}
    if measure.unit == Unit.MONEY:
        return isolated(money(measure, value))
    return counted(measure, value, shown)


def counted(measure: MeasureFacts, value: Decimal, shown: str) -> str:
    """Units that have a plural."""
    count = plural_number(value, measure.decimals)
    if measure.unit == Unit.PERCENTAGE_POINTS:
        return points(count, shown)
    if measure.unit == Unit.DAYS:
        return ngettext("%(number)s day", "%(number)s days", count) % {"number": shown}
    return shown


def points(count: int, shown: str) -> str:
    """So many percentage points."""
    return ngettext("%(number)s percentage point", "%(number)s percentage points", count) % {
        "number": shown
    }


def money(measure: MeasureFacts, value: Decimal) -> str:
    """An amount with its currency before it, and the minus sign before both."""
    symbol = CURRENCY_SYMBOLS.get(measure.currency, f"{measure.currency}\u00a0")
    sign = "−" if rounded(value, measure.decimals) < 0 else ""
    return f"{sign}{symbol}{number(abs(value), measure.decimals)}"


def difference(measure: MeasureFacts, change: Decimal) -> str:
    """The size of a change: percentages differ by percentage points."""
    size = abs(change)
    if measure.unit == Unit.PERCENTAGE:
        shown = isolated(number(size, measure.decimals))
        return points(plural_number(size, measure.decimals), shown)
    return figure(measure, size)


def axis_figure(measure: MeasureFacts, value: Decimal, decimals: int) -> str:
    """A number beside an axis: short, its unit stands above the chart."""
    shown = number(value, decimals)
    if measure.unit == Unit.PERCENTAGE:
        return _("%(number)s%%") % {"number": shown}
    return shown
