"""Read the file of a batch by its mapping, and find out what it would change."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from priorities.bulk_rows import insert_rows
from priorities.enums import BatchChannel, BatchState, Change
from priorities.figure_rows import CELLS, FigureRow, Identity, cells_of
from priorities.imports import RefusedError, extract, mapping_from_json, read_file
from priorities.intake.areas import area_table
from priorities.intake.batches import OPEN, content_of, measure_keys, measures_of, row_of
from priorities.intake.checking import RowProblems, check_rows
from priorities.intake.comparing import Differences, Held, differences, held_of, state_of
from priorities.intake.jumps import improbable
from priorities.intake.looking import guess_of, sample_of
from priorities.log_actions import BATCH_CHECKED
from priorities.models import ImportBatch, ImportedFigure, Measure
from priorities.permissions import can_approve_figures, can_import_figures, require

#: Columns of a figure of a batch.
COLUMNS = ("batch_id", "measure_id", "change", "replaces_id", "is_improbable", *CELLS)
COUNTED = (Change.NEW, Change.CHANGED, Change.VANISHED)


@dataclass
class Reading:
    """What was read: figures by measure where all is right, and what there is to tell."""

    figures: dict[str, list[FigureRow]] = field(default_factory=dict)
    findings: dict[str, Any] = field(default_factory=dict)
    mapping: dict[str, Any] = field(default_factory=dict)
    is_whole: bool = False


def check_batch(
    *, batch: ImportBatch, user: Any, mapping: dict[str, Any] | None = None
) -> ImportBatch:
    """Read, check and compare; the batch then waits for approval, or says what is wrong.

    `mapping` replaces the batch's. Without any mapping one is guessed, for a person to look at.
    ValidationError where the batch is not open any more; PermissionDenied for other roles.
    """
    require(can_import_figures(user) or can_approve_figures(user))
    if batch.channel == BatchChannel.TYPED:
        return recheck_typed(batch=batch, user=user)
    given = batch.mapping if mapping is None else mapping
    reading = read_batch(batch, given)
    return store_reading(batch=batch, reading=reading, user=user)


def read_batch(batch: ImportBatch, mapping: dict[str, Any]) -> Reading:
    """Everything that the file gives; what is wrong is told in the findings."""
    kept = {name: batch.findings[name] for name in ("measures", "sheet") if name in batch.findings}
    kept["measures"] = kept.get("measures") or measure_keys(batch)
    reading = Reading(findings=dict(kept), mapping=mapping)
    batch = ImportBatch(file=batch.file.name, mapping=mapping, findings=kept)
    measures = measures_of(batch)
    try:
        with read_file(content_of(batch)) as workbook:
            reading.findings["sample"] = sample_of(workbook)
            areas = area_table(measures)
            if not mapping:
                sheet = batch.findings.get("sheet", "")
                reading.mapping, reasons = guess_of(workbook, measures, areas, sheet)
                reading.findings["reasons"] = reasons
                reading.findings["is_guessed"] = True
            result = extract(workbook, mapping_from_json(reading.mapping), areas)
    except RefusedError as error:
        reading.findings["refusal"] = error.sentence
        return reading
    except OSError:
        reading.findings["refusal"] = _("The stored file is gone. Upload it again.")
        return reading
    reading.findings["extraction"] = result.to_json()
    reading.figures = {key: rows for key, rows in result.figures.items() if rows}
    reading.is_whole = result.is_whole and bool(mapping)
    return reading


@transaction.atomic
def store_reading(*, batch: ImportBatch, reading: Reading, user: Any) -> ImportBatch:
    """Keep what was read, instead of what an earlier check found."""
    batch = locked_open(batch)
    if "reasons" not in reading.findings and batch.findings.get("reasons"):
        reading.findings["reasons"] = batch.findings["reasons"]
    batch.mapping, batch.findings = reading.mapping, reading.findings
    rows = reading.figures if reading.is_whole else {}
    measures = {str(one.public_id): one for one in measures_of(batch)}
    unknown = sorted(set(rows) - set(measures))
    if unknown:
        batch.findings["refusal"] = _("A measure of the mapping is gone. Make the mapping anew.")
    known = {measures[key]: found for key, found in rows.items() if key in measures}
    store_differences(batch, known if not unknown else {}, user, every=list(measures.values()))
    return batch


def store_differences(
    batch: ImportBatch,
    rows: Mapping[Measure, Sequence[FigureRow]],
    user: Any,
    *,
    every: Sequence[Measure],
    cleared: Mapping[Measure, Collection[Identity]] | None = None,
) -> None:
    """Check the figures and keep those that change something; none where any is wrong."""
    problems = RowProblems()
    for measure, found in rows.items():
        check_rows(measure, found, problems)
    batch.figures.all().delete()
    batch.unchanged = 0
    counts: dict[str, int] = dict.fromkeys([*COUNTED, "improbable"], 0)
    is_right = not problems.total and "refusal" not in batch.findings
    if is_right:
        for measure, found in rows.items():
            held = held_of(measure)
            gone = None if cleared is None else cleared.get(measure, ())
            changes = differences(measure, found, held, gone)
            keep(batch, measure, changes, improbable(measure, changes, held), counts)
            batch.unchanged += changes.unchanged
    batch.findings["row_problems"] = problems.to_json()
    batch.findings["changes"] = counts
    batch.findings["in_force"] = state_of(every)
    batch.state = BatchState.CHECKED if is_right and rows else BatchState.UPLOADED
    batch.save()
    log(instance=batch, action=BATCH_CHECKED, user=user, data=counts)


def keep(
    batch: ImportBatch,
    measure: Measure,
    found: Differences,
    suspects: set[Identity],
    counts: dict[str, int],
) -> None:
    """Store what changes."""
    insert_rows(ImportedFigure, COLUMNS, figures_of(batch, measure, found, suspects, counts))


def figures_of(
    batch: ImportBatch,
    measure: Measure,
    found: Differences,
    suspects: set[Identity],
    counts: dict[str, int],
) -> Iterator[tuple[Any, ...]]:
    """Rows of the batch's figures, in the order of `COLUMNS`, counted by what they do."""
    changes: Iterator[tuple[FigureRow, str, Held | None]] = chain(
        ((row, Change.NEW.value, None) for row in found.new),
        ((row, Change.CHANGED.value, old) for row, old in found.changed),
        ((old.row, Change.VANISHED.value, old) for old in found.vanished),
    )
    kind = measure.period_kind.value
    for row, change, old in changes:
        is_improbable = bool(suspects) and change != Change.VANISHED and row.identity in suspects
        counts[change] += 1
        counts["improbable"] += is_improbable
        replaced = old.pk if old else None
        yield (batch.pk, measure.pk, change, replaced, is_improbable, *cells_of(row, kind))


def locked_open(batch: ImportBatch) -> ImportBatch:
    """The batch under lock, while it can still be changed."""
    found = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if found.state not in OPEN:
        raise ValidationError(
            _("This batch is not open any more: %(state)s.")
            % {"state": BatchState(found.state).label}
        )
    return found


@transaction.atomic
def recheck_typed(*, batch: ImportBatch, user: Any) -> ImportBatch:
    """Compare typed figures anew with what is in force now."""
    batch = locked_open(batch)
    rows: dict[Measure, list[FigureRow]] = {one: [] for one in measures_of(batch)}
    cleared: dict[Measure, list[Identity]] = {one: [] for one in rows}
    for figure in batch.figures.select_related("measure"):
        if figure.change == Change.VANISHED:
            cleared.setdefault(figure.measure, []).append(figure.identity)
        else:
            rows.setdefault(figure.measure, []).append(row_of(figure))
    store_differences(batch, rows, user, every=list(rows), cleared=cleared)
    return batch
