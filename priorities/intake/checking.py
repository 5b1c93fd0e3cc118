"""What keeps figures from being stored: the same rules for files, typed figures and programs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from priorities.figure_checks import area_errors, figure_errors, number_errors, period_errors
from priorities.figure_rows import FigureRow, Identity, key_of_dimensions
from priorities.models import Measure
from priorities.models.facts import AREA_CODE
from priorities.periods import period_label

#: How many are kept; the others are counted.
KEPT = 1_000
LONGEST_KEY = 255


@dataclass
class RowProblems:
    """Sentences about figures of measures. The same about one area or group is said once."""

    found: dict[tuple[str, str, str, str], dict[str, Any]] = field(default_factory=dict)
    total: int = 0

    def add(self, measure: Measure, row: FigureRow, sentence: str, *, once: bool = False) -> None:
        """Note a problem; `once` where it is not about the period."""
        self.total += 1
        label = period_label(row.period_start, row.period_end, kind_of(row, measure))
        group = key_of_dimensions(row.dimensions)
        key = (str(measure.pk), "" if once else label, row.area, f"{group}|{sentence}")
        if key in self.found:
            self.found[key]["count"] += 1
        elif len(self.found) < KEPT:
            self.found[key] = {
                "measure": measure.name,
                "period": label,
                "area": row.area,
                "group": group,
                "sentence": sentence,
                "count": 1,
            }

    def to_json(self) -> dict[str, Any]:
        """For storage."""
        return {"total": self.total, "kept": list(self.found.values())}


def kind_of(row: FigureRow, measure: Measure) -> str:
    """The kind of period a figure is for."""
    return str(row.period_kind or measure.period_kind)


def check_rows(measure: Measure, rows: Iterable[FigureRow], problems: RowProblems) -> None:
    """Add all that is wrong with figures of one measure."""
    codes, groups = frozenset(measure.area_codes), groups_of(measure)
    seen: set[Identity] = set()
    for row in rows:
        identity = row.identity
        if identity in seen:
            problems.add(measure, row, _("This figure is given twice. Remove one."))
        seen.add(identity)
        for sentence in sentences_about(measure, row, codes):
            problems.add(measure, row, sentence, once=bool(area_errors_of(measure, row, codes)))
        for sentence in group_errors(groups, row):
            problems.add(measure, row, sentence, once=True)


def sentences_about(measure: Measure, row: FigureRow, codes: frozenset[str]) -> Iterator[str]:
    """What the rules for stored figures say; they are asked in full only where something is."""
    is_right = not (
        measure.calculation
        or period_errors(row)
        or number_errors(row)
        or area_errors_of(measure, row, codes)
    )
    if not is_right:
        yield from figure_errors(row, measure).values()


def area_errors_of(measure: Measure, row: FigureRow, codes: frozenset[str]) -> dict[str, str]:
    """The rule for areas, quick where the area is right."""
    if row.area in codes or (not codes and not row.area):
        return {}
    errors = area_errors(row, measure)
    if errors and codes and AREA_CODE.fullmatch(row.area or "-"):
        return {
            "area": _("“%(measure)s” does not cover %(area)s. Leave it out, or add its code.")
            % {"measure": measure.name, "area": row.area}
        }
    return errors


def groups_of(measure: Measure) -> dict[str, frozenset[str]]:
    """Codes of the measure's breakdowns with those of their groups."""
    return {one["code"]: frozenset(one["values"]) for one in measure.breakdowns}


def group_errors(groups: dict[str, frozenset[str]], row: FigureRow) -> Iterator[str]:
    """Breakdowns and groups must be the measure's."""
    for code, value in row.dimensions.items():
        if code not in groups:
            yield _(
                "The measure has no breakdown “%(code)s”. Add it on the measure’s page and publish "
                "it, or do not split the figures by it."
            ) % {"code": code}
        elif value not in groups[code]:
            yield _(
                "The breakdown “%(code)s” has no group “%(value)s”. Give the text in the file "
                "another code, or add the group on the measure’s page and publish it."
            ) % {"code": code, "value": value}
    if row.dimensions and len(key_of_dimensions(row.dimensions)) > LONGEST_KEY:
        yield _("The codes of this group are too long together. Use shorter ones.")
