"""Ask for a file of responses, make it in a task, hand it out, delete it when its time is over."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files import File
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.conf import export_time
from plan.consultation.enums import ExportKind, ExportState
from plan.consultation.exports.csv_files import write_csv
from plan.consultation.exports.jsonl_files import write_jsonl
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.exports.sav_files import write_sav
from plan.consultation.exports.xlsx_files import write_xlsx
from plan.consultation.models import Consultation, Export
from plan.consultation.permissions import can_export_protected_answers, can_export_responses

logger = logging.getLogger(__name__)

Writer = Callable[[ResponseTable, Path, Callable[[int], None]], None]

WRITERS: Mapping[str, Writer] = {
    ExportKind.CSV: write_csv,
    ExportKind.XLSX: write_xlsx,
    ExportKind.SAV: write_sav,
    ExportKind.JSONL: write_jsonl,
}


@transaction.atomic
def ask_for_export(
    *, consultation: Consultation, user: Any, kind: ExportKind, options: ExportOptions
) -> Export:
    """Queue the making of a file. PermissionDenied for those who may not have it."""
    from plan.consultation.output_tasks import make_export_task

    if not can_export_responses(user, consultation):
        raise PermissionDenied
    if options.with_protected and not can_export_protected_answers(user, consultation):
        raise PermissionDenied
    export = Export.objects.create(
        consultation=consultation,
        kind=kind,
        options=options.as_json(),
        total=options.responses(consultation).count(),
        created_by=user,
    )
    log(
        instance=consultation,
        action="plan_consultation.export_responses",
        user=user,
        data={"responses": export.total, "kind": str(kind), **options.as_json()},
    )
    transaction.on_commit(lambda: make_export_task.enqueue(export.pk))
    return export


def make_export(*, export: Export) -> None:
    """Write the file and keep it privately. What goes wrong is logged, and shown as failed."""
    options = ExportOptions.from_json(export.options)
    try:
        Export.objects.filter(pk=export.pk).update(state=ExportState.RUNNING, done=0)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"responses.{export.kind}"
            table = ResponseTable(export.consultation, options)
            WRITERS[export.kind](table, path, lambda number: count_done(export, number))
            with path.open("rb") as file:
                export.file.save(f"{export.public_id}.{export.kind}", File(file), save=False)
    except Exception:
        logger.exception("Export %s failed", export.public_id)
        Export.objects.filter(pk=export.pk).update(state=ExportState.FAILED, finished_at=Now())
        return
    is_wanted = Export.objects.filter(pk=export.pk).update(
        file=export.file.name, state=ExportState.DONE, finished_at=Now()
    )
    if not is_wanted:  # deleted while it was made
        export.file.delete(save=False)


def count_done(export: Export, number: int) -> None:
    """Say how far it has come."""
    Export.objects.filter(pk=export.pk).update(done=F("done") + number)


def expires_at(export: Export) -> datetime | None:
    """When a finished file is deleted."""
    return export.finished_at + export_time() if export.finished_at else None


def delete_expired_exports(*, time: timedelta | None = None) -> int:
    """Delete files whose time is over, and what was never finished; returns how many."""
    old = Export.objects.filter(created_at__lt=Now() - (export_time() if time is None else time))
    number = 0
    for export in old:
        delete_export(export)
        number += 1
    return number


def delete_export(export: Export) -> None:
    """Delete a file, and what is kept of it."""
    if export.file:
        export.file.delete(save=False)
    export.delete()
