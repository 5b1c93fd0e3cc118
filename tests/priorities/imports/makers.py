"""Files and mappings for the tests of imports."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import xlsxwriter

from priorities.imports import AreaTable, Extraction, Mapping, extract, read_file
from priorities.imports.mapping import Column, MeasureMapping, Role

AREAS = AreaTable({"Camden": "E09000007", "Barnet": "E09000003", "Westminster": "E09000033"})
ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def xlsx(*sheets: Sequence[Sequence[Any]], **options: Any) -> bytes:
    """A workbook with these rows in each sheet."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        for rows in sheets:
            sheet = book.add_worksheet()
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
            for merged in options.get("merged", ()):
                sheet.merge_range(*merged)
    return file.getvalue()


def ods_cell(value: Any, more: str = "") -> str:
    """One cell as OpenDocument has it."""
    if value == "":
        return f"<table:table-cell {more}/>"
    if isinstance(value, int | float):
        return (
            f'<table:table-cell office:value-type="float" office:value="{value}" {more}>'
            f"<text:p>{value}</text:p></table:table-cell>"
        )
    return (
        f'<table:table-cell office:value-type="string" {more}>'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def ods(rows: Iterable[Iterable[Any]], row_repeats: str = "", manifest: str = "") -> bytes:
    """A small OpenDocument spreadsheet; `row_repeats` stands in the tag of each row."""
    body = "".join(
        f"<table:table-row {row_repeats}>{''.join(ods_cell(cell) for cell in row)}"
        "</table:table-row>"
        for row in rows
    )
    return packed_ods(body, manifest)


def packed_ods(body: str, manifest: str = "") -> bytes:
    """The file around the rows of a sheet."""
    names = "urn:oasis:names:tc:opendocument:xmlns"
    content = (
        f'<?xml version="1.0"?><office:document-content xmlns:office="{names}:office:1.0" '
        f'xmlns:table="{names}:table:1.0" xmlns:text="{names}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="Data">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped(
        {"mimetype": ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest or "<a/>"}
    )


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A packed archive of parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def long_mapping(headers: str = "Month,Area,Value", **changes: Any) -> Mapping:
    """A mapping of a long table whose first columns are period and area."""
    roles = {"Month": Role.PERIOD, "Date": Role.PERIOD, "Area": Role.AREA}
    columns = tuple(
        Column(header, place, roles.get(header, Role.IGNORED))
        for place, header in enumerate(headers.split(","))
    )
    measure = changes.pop("measure", MeasureMapping("m", value="Value"))
    mapping = Mapping(columns=columns, measures=(measure,))
    return replace(mapping, **changes)


def extracted(text: str | bytes, mapping: Mapping, areas: AreaTable = AREAS) -> Extraction:
    """What a file gives; each row must be in exactly one of the counts."""
    content = text.encode() if isinstance(text, str) else text
    with read_file(content) as workbook:
        result = extract(workbook, mapping, areas)
    check_counts(result)
    return result


def check_counts(result: Extraction) -> None:
    """No row may vanish."""
    counts = result.counts
    assert counts.rows_read == (
        counts.used
        + counts.with_problems
        + counts.empty
        + counts.without_figures
        + counts.unselected
        + counts.left_out
    )
    assert result.problems.total == result.problems.totals.total()
    if result.is_whole:
        assert counts.with_problems == 0
    for problem in (*result.problems.kept, *result.notices.kept):
        assert problem.sentence
        assert "%(" not in problem.sentence


def figures(result: Extraction, measure: str = "m") -> list[tuple[str, str, str, str]]:
    """Start, area, figure or marker, and group of each figure, as texts."""
    return [
        (
            row.period_start.isoformat(),
            row.area,
            f"{row.value}[{row.marker}]"
            if row.value is not None and row.marker
            else str(row.value)
            if row.value is not None
            else f"[{row.marker}]",
            row.identity[3],
        )
        for row in result.figures[measure]
    ]


def kinds(result: Extraction) -> dict[str, int]:
    """How many problems of each kind."""
    return dict(result.problems.totals)
