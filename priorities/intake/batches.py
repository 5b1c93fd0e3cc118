"""What a batch is about: its file, its mapping, its measures, and its figures as rows."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from priorities.enums import BatchState
from priorities.figure_rows import FACTS, FigureRow
from priorities.models import ImportBatch, ImportedFigure, Measure

#: States in which a batch can still be changed, checked and discarded.
OPEN = (BatchState.UPLOADED, BatchState.CHECKED)


def measure_keys(batch: ImportBatch) -> list[str]:
    """Public ids of the measures that it is for."""
    mapped = batch.mapping.get("measures") if isinstance(batch.mapping, dict) else None
    if isinstance(mapped, list) and mapped:
        return [str(one.get("measure", "")) for one in mapped if isinstance(one, dict)]
    return [str(key) for key in batch.findings.get("measures", [])]


def batches_of(measure: Measure, batches: QuerySet[ImportBatch]) -> QuerySet[ImportBatch]:
    """Those of the batches that are for a measure."""
    key = str(measure.public_id)
    is_named = Q(findings__measures__icontains=key) | Q(mapping__measures__icontains=key)
    return batches.filter(is_named)


def measures_of(batch: ImportBatch) -> list[Measure]:
    """The measures that it is for, in the order of the mapping; unknown ones are left out."""
    keys = [key for key in measure_keys(batch) if is_uuid(key)]
    found = {str(one.public_id): one for one in Measure.objects.filter(public_id__in=keys)}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def is_uuid(text: str) -> bool:
    """Whether a text can be a public id."""
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def content_of(batch: ImportBatch) -> bytes:
    """The stored file. OSError where it is gone."""
    with batch.file.open("rb") as file:
        content: bytes = file.read()
        return content


def row_of(figure: ImportedFigure) -> FigureRow:
    """A figure of a batch as a row on its way to the store."""
    facts: dict[str, Any] = {name: getattr(figure, name) for name in FACTS}
    return FigureRow(
        figure.period_start,
        figure.period_end,
        area=figure.area,
        dimensions=figure.dimensions,
        **facts,
    )


def rows_in(figures: QuerySet[ImportedFigure]) -> Iterator[FigureRow]:
    """Figures of batches as such rows, read some thousand at a time and without instances.

    Rows of one group share its dictionary: there are few groups and many rows.
    """
    names = ("period_start", "period_end", "area", "dimensions_key", "dimensions", *FACTS)
    groups: dict[str, dict[str, str]] = {}
    for start, end, area, key, dimensions, *facts in figures.values_list(*names).iterator(2_000):
        shared = groups.setdefault(key, dimensions)
        given: dict[str, Any] = dict(zip(FACTS, facts, strict=True))
        yield FigureRow(start, end, area=area, dimensions=shared, **given)


def warnings_of(batch: ImportBatch) -> int:
    """How many problems keep the batch from being approved."""
    findings = batch.findings
    problems = findings.get("extraction", {}).get("problems", {}).get("total", 0)
    return int(problems) + int(findings.get("row_problems", {}).get("total", 0))
