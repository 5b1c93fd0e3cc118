"""What a batch changes, row by row, as its page lists it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from plan.forms.typed import field_of
from priorities.enums import Change, Unit
from priorities.intake.areas import area_names
from priorities.models import ImportBatch, ImportedFigure, Measure, Observation
from priorities.numbers import isolated, number

ALL = ("", _("All"))
#: What a figure can have beside its number; both ends of a margin go together.
NAMES_OF_REST = {
    "numerator": _("numerator"),
    "denominator": _("denominator or number asked"),
    "lower": _("margin of error"),
}


@dataclass(frozen=True)
class Line:
    """One figure of a batch, in words."""

    figure: ImportedFigure
    area: str
    before: str
    after: str
    size: str
    #: What belonged to the earlier number and is dropped with it; empty where nothing is.
    dropped: str


class PreviewFilters(forms.Form):
    """Which of the figures are listed."""

    measure = forms.ModelChoiceField(
        label=_("Measure"), queryset=Measure.objects.none(), required=False, empty_label=ALL[1]
    )
    change = forms.ChoiceField(label=_("Change"), required=False, choices=[ALL, *Change.choices])
    improbable = forms.BooleanField(label=_("Only improbable ones"), required=False)

    def __init__(self, data: Any, measures: list[Measure]) -> None:
        super().__init__(data)
        field = field_of(self, "measure", forms.ModelChoiceField)
        field.queryset = Measure.objects.filter(pk__in=[measure.pk for measure in measures])

    def narrowed(self, rows: QuerySet[ImportedFigure]) -> QuerySet[ImportedFigure]:
        """The figures that were asked for; what is nonsense asks for nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        if given.get("measure"):
            rows = rows.filter(measure=given["measure"])
        if given.get("change"):
            rows = rows.filter(change=given["change"])
        return rows.filter(is_improbable=True) if given.get("improbable") else rows


def lines_of(figures: list[ImportedFigure]) -> list[Line]:
    """Figures in words, with what they replace."""
    names = area_names()
    return [line_of(one, names) for one in figures]


def line_of(one: ImportedFigure, names: dict[str, str]) -> Line:
    """One line."""
    old = one.replaces
    before = words_of_figure(one.measure, old) if old else ""
    is_going = one.change == Change.VANISHED
    after = "" if is_going else words_of_figure(one.measure, one)
    if is_going and not before:
        before = words_of_figure(one.measure, one)
    return Line(
        one, names.get(one.area, one.area), before, after, size_of(one, old), dropped_of(one)
    )


def dropped_of(one: ImportedFigure) -> str:
    """Names of what the figure in force has beside its number and the new one has not."""
    old = one.replaces
    if one.change != Change.CHANGED or old is None:
        return ""
    lost = [
        str(label)
        for name, label in NAMES_OF_REST.items()
        if getattr(old, name) is not None and getattr(one, name) is None
    ]
    return ", ".join(lost)


def words_of_figure(measure: Measure, one: ImportedFigure | Observation) -> str:
    """A number, its marker, or both."""
    marker = f"[{one.marker}]" if one.marker else ""
    shown = exactly(one.value, measure.decimals) if one.value is not None else ""
    return " ".join(filter(None, [shown, marker]))


def exactly(value: Decimal, least: int) -> str:
    """A number with all the decimals that it has: here nothing is rounded away."""
    exponent = value.normalize().as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return isolated(number(value, max(least, decimals)))


def with_sign(value: Decimal, least: int) -> str:
    """The same with a sign in front, whichever it is."""
    sign = "+" if value > 0 else ""
    return f"{sign}{exactly(value, least)}"


def size_of(one: ImportedFigure, old: Observation | None) -> str:
    """How much a changed figure moves, in its own unit and as a percentage."""
    if one.change != Change.CHANGED or old is None or one.value is None or old.value is None:
        return ""
    moved = one.value - old.value
    words = with_sign(moved, one.measure.decimals)
    if not old.value or one.measure.unit in {Unit.PERCENTAGE, Unit.PERCENTAGE_POINTS}:
        return words
    share = (moved / abs(old.value) * 100).quantize(Decimal("0.1"))
    return f"{words} ({with_sign(share, 0)}%)"


def vanished_measures(batch: ImportBatch) -> list[int]:
    """Measures of which figures are no longer there."""
    rows = batch.figures.filter(change=Change.VANISHED).order_by()
    return list(rows.values_list("measure", flat=True).distinct())
