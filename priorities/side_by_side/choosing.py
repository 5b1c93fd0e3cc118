"""What can be set side by side, and what an address asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from priorities.models import Measure, MeasurePage
from priorities.selecting import LONGEST, Choice
from priorities.series import Selection

#: What stands in an address for areas; no breakdown is called so.
AREAS = ".areas"
LATEST, OVER_TIME = "latest", "time"
#: Fewer are not side by side with anything.
FEWEST = 2


@dataclass(frozen=True)
class Asked:
    """What an address asks for: areas or a breakdown, one period or several, and which period."""

    by: str
    show: str
    period: str

    @property
    def is_by_area(self) -> bool:
        """Whether areas are compared, and not groups."""
        return self.by == AREAS

    @property
    def is_over_time(self) -> bool:
        """Whether several periods are shown."""
        return self.show == OVER_TIME


def parts_by(measure: Measure, found: Iterable[Selection]) -> dict[str, list[Selection]]:
    """What can be compared, by `AREAS` or the code of a breakdown.

    Areas are those besides the headline's, of everybody; groups are those of one breakdown alone,
    in the area of the headline.
    """
    parts: dict[str, list[Selection]] = {}
    for one in found:
        if not one.group and one.area and one.area != measure.headline_area:
            parts.setdefault(AREAS, []).append(one)
        elif one.group and ";" not in one.group and one.area == measure.headline_area:
            parts.setdefault(one.group.partition("=")[0], []).append(one)
    return {code: some for code, some in parts.items() if len(some) >= FEWEST}


def asked_in(query: Mapping[str, Any], parts: Mapping[str, object]) -> Asked:
    """What an address asks for; the first that there is where it names none."""
    by = str(query.get("by", ""))[:LONGEST]
    show = str(query.get("show", ""))
    return Asked(
        by=by if by in parts else next(iter(parts), ""),
        show=show if show in {LATEST, OVER_TIME} else LATEST,
        period=str(query.get("period", ""))[:LONGEST],
    )


def part_names(page: MeasurePage, codes: Iterable[str]) -> dict[str, str]:
    """What the things to compare are called, by their codes."""
    labels = {block.value["code"]: block.value["label"] for block in page.breakdowns}
    names = {code: capfirst(labels.get(code, code)) for code in codes}
    return {**names, **({AREAS: _("Areas")} if AREAS in names else {})}


def choices_of(names: Mapping[str, str], chosen: str) -> list[Choice]:
    """Entries of a list to choose from."""
    return [Choice(code, label, code == chosen) for code, label in names.items()]


def show_names() -> dict[str, str]:
    """The two ways to show them."""
    return {LATEST: _("One period"), OVER_TIME: _("Over time")}


def links_to(
    page: MeasurePage, record: Measure, found: Sequence[Selection]
) -> list[tuple[str, str]]:
    """Ways from the page of a measure: words and address of each comparison."""
    parts = parts_by(record, found)
    address = reverse("plan:compare_measure", args=[record.public_id])
    names = part_names(page, parts)
    return [
        (
            _("Compare areas")
            if code == AREAS
            else _("Compare groups: %(name)s") % {"name": names[code]},
            f"{address}?{urlencode({'by': code})}",
        )
        for code in parts
    ]
