"""Charts to draw in tests: every kind with everything it may meet, in three languages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import get_language

from priorities.charts.spec import ChartKind, ChartPoint, ChartSeries, ChartSpec, ChartTarget
from priorities.numbers import isolated, number
from priorities.periods import last_day, months_later, period_label, short_label

TITLES = {
    "en": "Adults who agree that the police do a good job in their local area",
    "pl": "Odsetek dorosłych, którzy uważają, że policja dobrze pracuje w ich okolicy",
    "ar": "نسبة البالغين الذين يرون أن الشرطة تؤدي عملاً جيداً في منطقتهم",
}
SENTENCES = {
    "en": "61% (October to December 2024), up 2 percentage points, which is better.",
    "pl": "61% (październik–grudzień 2024), o 2 punkty procentowe więcej, co jest poprawą.",
    "ar": "61% (أكتوبر إلى ديسمبر 2024)، بزيادة نقطتين مئويتين، وهذا أفضل.",
}
GROUPS = {
    "en": ["Women and girls", "Men and boys", "People who describe themselves otherwise"],
    "pl": ["Kobiety i dziewczęta", "Mężczyźni i chłopcy", "Osoby określające się inaczej"],
    "ar": ["النساء والفتيات", "الرجال والفتيان", "من يصفون أنفسهم بطريقة أخرى"],
}
AREAS = {
    "en": ["Barking and Dagenham", "Barnet", "Hammersmith and Fulham", "Kingston upon Thames"],
    "pl": ["Konstantynopolitańczykowianeczkowo", "Ciechanów", "Powiat starogardzki", "Łódź"],
    "ar": ["باركينغ وداغنهام", "بارنت", "هامرسميث وفولهام", "كينغستون على نهر التمز"],
}
#: Whole drawings with one thing of each kind, for the gallery and for what must always hold.
EXAMPLES: dict[str, tuple[ChartKind, dict[str, Any]]] = {
    "line": (ChartKind.LINE, {"count": 20, "has_all": True}),
    "line-single": (ChartKind.LINE, {"count": 1, "has_margins": True}),
    "line-monthly": (ChartKind.LINE, {"count": 120, "months": 1}),
    "line-groups": (ChartKind.LINE, {"count": 12, "series": 3, "has_margins": True}),
    "line-negative": (ChartKind.LINE, {"count": 8, "lowest": -30, "targets": 1}),
    "bars": (ChartKind.BARS, {"count": 7, "months": 12, "has_all": True}),
    "bars-single": (ChartKind.BARS, {"count": 1}),
    "bars-negative": (ChartKind.BARS, {"count": 6, "months": 12, "lowest": -30, "targets": 1}),
    "bars-monthly": (ChartKind.BARS, {"count": 120, "months": 1}),
    "groups": (ChartKind.BARS, {"count": 5, "months": 12, "series": 3, "has_all": True}),
    "groups-six": (ChartKind.BARS, {"count": 3, "months": 12, "series": 6}),
    "areas": (ChartKind.AREAS, {"count": 1, "series": 33, "has_margins": True, "targets": 1}),
    "areas-negative": (ChartKind.AREAS, {"count": 1, "series": 8, "lowest": -30}),
    "multiples": (ChartKind.MULTIPLES, {"count": 16, "series": 33, "has_all": True}),
    "multiples-few": (ChartKind.MULTIPLES, {"count": 9, "series": 3, "lowest": -20}),
}


def percent(value: Decimal) -> str:
    """A figure as the gallery's measure writes it."""
    return isolated(f"{number(value, 0)}%")


def names(count: int) -> list[str]:
    """Names of series: groups where they are few, areas where they are many."""
    language = get_language() or "en"
    found = GROUPS[language] if count <= 3 else [*AREAS[language], *GROUPS[language]]
    return [found[at] if at < len(found) else f"{found[at % 4]} {at}" for at in range(count)]


def points(
    values: Iterable[int | str | None],
    *,
    months: int = 3,
    margin: int = 0,
    breaks: Sequence[int] = (),
    provisional: int = 0,
) -> tuple[ChartPoint, ...]:
    """A point for each value; a text is a marker without a number."""
    given = list(values)
    found = []
    for place, value in enumerate(given):
        start = months_later(date(2015, 1, 1), place * months)
        end = last_day(months_later(start, months - 1))
        kind = {1: "month", 3: "quarter", 12: "calendar_year"}[months]
        amount = Decimal(value) if isinstance(value, int) else None
        is_late = amount is not None and place >= len(given) - provisional
        has_margin = amount is not None and margin
        found.append(
            ChartPoint(
                label=period_label(start, end, kind),
                short_label=short_label(start, end, kind),
                day=end,
                number=amount,
                lower=amount - margin if has_margin and amount is not None else None,
                upper=amount + margin if has_margin and amount is not None else None,
                marker=value if isinstance(value, str) else "p" if is_late else "",
                is_break_before=place in breaks,
            )
        )
    return tuple(found)


def values_of(count: int, series: int, lowest: int) -> list[int | str | None]:
    """Figures that go up and down, differently in each series."""
    return [lowest + 20 + (at * 7 + series * 11) % 37 for at in range(count)]


def spec(
    *,
    count: int,
    series: int = 1,
    months: int = 3,
    lowest: int = 20,
    targets: int = 0,
    has_all: bool = False,
    has_margins: bool = False,
    **given: Any,
) -> ChartSpec:
    """A chart of some series; `has_all` adds a gap, a break, targets, margins, late figures."""
    made = []
    for place, name in enumerate(names(series)):
        values = values_of(count, place, lowest)
        if has_all:
            values[count // 3] = "c"
        extra = {"breaks": (count * 2 // 3,), "provisional": 2} if has_all else {}
        margin = 3 if has_all or has_margins else 0
        made.append(ChartSeries(name, points(values, months=months, margin=margin, **extra)))
    days = [point.day for point in made[0].points]
    wanted = 3 if has_all and series == 1 else 1 if has_all else targets
    held = [
        ChartTarget(months_later(days[-1], (at - 1) * 12), Decimal(lowest + 25 + at * 9))
        for at in range(wanted)
    ]
    language = get_language() or "en"
    return ChartSpec(
        **{
            "key": "example",
            "title": TITLES[language],
            "description": SENTENCES[language],
            "series": tuple(made),
            "figure": percent,
            "axis_figure": lambda value, places: f"{number(value, places)}%",
            "targets": tuple(held),
            **given,
        }
    )


def example(name: str) -> tuple[ChartKind, ChartSpec]:
    """One of the examples in the active language."""
    kind, given = EXAMPLES[name]
    return kind, spec(**given)
