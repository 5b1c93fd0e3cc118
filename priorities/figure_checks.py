"""What may be stored as a figure of a measure: the same rules for every way in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Protocol

from django.utils.translation import gettext

from priorities.enums import WITHHOLDING, Calculation
from priorities.models.facts import AREA_CODE
from priorities.models.records import Measure


class Figure(Protocol):
    """What is looked at: a stored figure or one on its way there."""

    @property
    def period_start(self) -> date | None: ...

    @property
    def period_end(self) -> date | None: ...

    @property
    def area(self) -> str: ...

    @property
    def value(self) -> Decimal | None: ...

    @property
    def numerator(self) -> Decimal | None: ...

    @property
    def lower(self) -> Decimal | None: ...

    @property
    def upper(self) -> Decimal | None: ...

    @property
    def marker(self) -> str: ...


def figure_errors(figure: Figure, measure: Measure | None) -> dict[str, str]:
    """What is wrong, as sentences by field; empty when the figure can be stored."""
    errors = {**period_errors(figure), **number_errors(figure)}
    if measure is not None:
        errors |= area_errors(figure, measure)
        if measure.calculation:
            errors["value"] = gettext(
                "Figures of “%(measure)s” are calculated from others (%(how)s). Change those."
            ) % {"measure": measure.name, "how": Calculation(measure.calculation).label}
    return errors


def period_errors(figure: Figure) -> dict[str, str]:
    """A period ends on or after its first day."""
    start, end = figure.period_start, figure.period_end
    if start and end and end < start:
        return {"period_end": gettext("The last day of the period must not be before its first.")}
    return {}


def number_errors(figure: Figure) -> dict[str, str]:
    """A number or the reason why there is none, and a margin that holds the number."""
    is_withheld = figure.marker in WITHHOLDING
    if figure.value is None and not is_withheld:
        return {"value": gettext("Give a figure, or choose a marker that says why there is none.")}
    numbers = (figure.value, figure.numerator, figure.lower, figure.upper)
    if is_withheld and any(number is not None for number in numbers):
        return {"marker": gettext("This marker says there is no figure. Remove the numbers.")}
    if (figure.lower is None) != (figure.upper is None):
        name = "lower" if figure.lower is None else "upper"
        return {name: gettext("Give both ends of the margin, or neither.")}
    if not is_within_margin(figure):
        return {"lower": gettext("The figure must lie between the two ends of its margin.")}
    return {}


def is_within_margin(figure: Figure) -> bool:
    """Whether the figure lies in its margin, where there are both."""
    if figure.value is None or figure.lower is None or figure.upper is None:
        return True
    return figure.lower <= figure.value <= figure.upper


def area_errors(figure: Figure, measure: Measure) -> dict[str, str]:
    """Only areas that the measure covers."""
    codes = measure.area_codes
    if figure.area and not AREA_CODE.fullmatch(figure.area):
        return {"area": gettext("Write the area as a code such as E12000007.")}
    if figure.area in codes or (not codes and not figure.area):
        return {}
    if not codes:
        return {
            "area": gettext(
                "This measure has no areas. Leave the area empty, or add the code on the "
                "measure’s page and publish it."
            )
        }
    return {
        "area": gettext("This measure covers %(codes)s. Choose one of these areas.")
        % {"codes": ", ".join(codes[:5])}
    }
