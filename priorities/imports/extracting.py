"""Figures of measures from a file and a mapping, with everything that is wrong at once."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from typing import Any

from priorities.figure_rows import FigureRow
from priorities.imports.area_names import AreaTable
from priorities.imports.counts import Counts, MeasureCounts, Unknown
from priorities.imports.delimited import WINDOWS
from priorities.imports.fitting import fit_mapping
from priorities.imports.mapping import Mapping
from priorities.imports.problems import ProblemList
from priorities.imports.reading_rows import RowsReader
from priorities.imports.sheets import Workbook
from priorities.imports.survey import survey, tell


@dataclass
class Extraction:
    """What a file gives by a mapping.

    `figures` are complete only where `is_whole`; a caller applies nothing otherwise. All lists of
    texts are capped, their totals are not.
    """

    figures: dict[str, list[FigureRow]] = field(default_factory=dict)
    problems: ProblemList = field(default_factory=ProblemList)
    notices: ProblemList = field(default_factory=ProblemList)
    counts: Counts = field(default_factory=Counts)
    unknown_areas: list[Unknown] = field(default_factory=list)
    unknown_groups: list[Unknown] = field(default_factory=list)
    #: Headings of the columns under which figures stand, in a wide table.
    period_columns: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return self.problems.total == 0

    def to_json(self) -> dict[str, Any]:
        """Everything but the figures, for storage."""
        return {
            "problems": self.problems.to_json(),
            "notices": self.notices.to_json(),
            "counts": self.counts.to_json(),
            "unknown_areas": [one.to_json() for one in self.unknown_areas],
            "unknown_groups": [one.to_json() for one in self.unknown_groups],
            "period_columns": self.period_columns,
        }


def extract(workbook: Workbook, mapping: Mapping, areas: AreaTable | None = None) -> Extraction:
    """The figures of each measure, all problems, and where each row went.

    `areas` are the names and codes that may occur. FileRefusedError only where a value
    of a text file has no end; all else that is wrong with file or mapping is listed.
    """
    result = Extraction()
    tell_of_workbook(workbook, result.notices)
    fitted = fit_mapping(workbook, mapping, result.problems, result.notices)
    result.counts = Counts(mapping.filters)
    result.counts.measures = {one.measure: MeasureCounts() for one in mapping.measures}
    result.figures = {one.measure: [] for one in mapping.measures}
    if fitted is None or result.problems.total:
        return result
    found = survey(fitted)
    tell(fitted, found, result.problems, result.notices)
    reader = RowsReader(
        fitted, found, areas or AreaTable({}), result.problems, result.notices, result.counts
    )
    reader.read()
    result.period_columns = [header for _place, header in fitted.period_columns]
    for gatherer in reader.gatherers:
        result.figures[gatherer.measure.measure] = gatherer.figures
    result.unknown_areas = list(reader.unknown_areas.values())
    result.unknown_groups = list(reader.unknown_groups.values())
    tell_of_unknown(result, areas)
    if result.is_whole and not any(result.figures.values()):
        result.problems.add("no_figures")
    return result


def tell_of_workbook(workbook: Workbook, notices: ProblemList) -> None:
    """What was noticed while the file was read."""
    if workbook.encoding == WINDOWS:
        notices.add("windows_encoding")
    measured = workbook.measured
    if measured.formulas_without_result:
        notices.add("formulas_without_result", count=measured.formulas_without_result)
    if measured.error_cells:
        notices.add("error_cells", count=measured.error_cells)


def tell_of_unknown(result: Extraction, areas: AreaTable | None) -> None:
    """One problem for each text without a code, with what it may be."""
    for one in result.unknown_areas:
        one.proposals = areas.proposals(one.text) if areas is not None else []
        facts: Table[str, object] = {"count": one.rows}
        if one.proposals:
            facts = {**facts, "proposal": one.proposals[0][0]}
        kind = "similar_area" if one.proposals else "unknown_area"
        result.problems.add(kind, one.first_row, one.column, one.text, **facts)
    for one in result.unknown_groups:
        result.problems.add(
            "unknown_group", one.first_row, one.column, one.text, count=one.rows, header=one.header
        )
