"""Take responses in from a table, or take such a table back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.actions.clear_tests import clear_tests_at_opening
from plan.consultation.actions.delete_exports import delete_exports_on_commit
from plan.consultation.enums import ConsultationState
from plan.consultation.hints import schedule_hints_of_import
from plan.consultation.models import Consultation, ImportBatch, Response, TallyState
from plan.consultation.permissions import can_import_responses
from plan.consultation.response_files.read import ImportedRow
from plan.consultation.rows import store_answers


class NothingNewError(Exception):
    """Everything in the file is there already; nothing was stored."""


@transaction.atomic
def import_responses(
    *,
    consultation: Consultation,
    rows: Sequence[ImportedRow],
    file_name: str,
    digest: str,
    user: Any,
    is_whole: bool = True,
) -> ImportBatch:
    """Store all rows that are not there yet, as one batch.

    `digest` is the SHA-256 of the file. A file that `is_whole` is not imported again; one of which
    rows were left out may be, once they are right. PermissionDenied for other roles;
    NothingNewError where the whole file, or each of its rows, was imported before.
    """
    if not can_import_responses(user, consultation):
        raise PermissionDenied
    locked = Consultation.objects.select_for_update().get(pk=consultation.pk)
    keys = [row.key for row in rows]
    there = set(
        Response.objects.filter(consultation=locked, import_key__in=keys).values_list(
            "import_key", flat=True
        )
    )
    new = [row for row in rows if row.key not in there]
    if not new or locked.imports.filter(digest=digest).exists():
        raise NothingNewError
    clear_tests_at_opening(locked)
    batch = ImportBatch.objects.create(
        consultation=locked,
        file_name=file_name,
        digest=digest if is_whole else uuid.uuid4().hex,
        added=len(new),
        created_by=user,
    )
    for row in new:
        store_row(locked, batch, row)
    log(
        instance=locked,
        action="plan_consultation.import_responses",
        user=user,
        data={"number": len(new), "file": file_name},
    )
    transaction.on_commit(lambda: schedule_hints_of_import(batch.pk), robust=True)
    return batch


def store_row(consultation: Consultation, batch: ImportBatch, row: ImportedRow) -> None:
    """One response with its answers."""
    definition = row.sheet.definition
    response = Response.objects.create(
        consultation=consultation,
        version_id=definition.version,
        texts_id=definition.texts,
        language=definition.language,
        channel=row.channel,
        received_at=row.received_at,
        is_late=consultation.state_at(row.received_at) is not ConsultationState.OPEN,
        import_batch=batch,
        import_key=row.key,
    )
    store_answers(response, row.sheet.pairs())


@transaction.atomic
def undo_import(*, batch: ImportBatch, user: Any) -> int:
    """Delete the responses of a batch for good, and the batch; how many they were.

    The same file can be imported again afterwards. PermissionDenied for other roles.
    """
    consultation = Consultation.objects.select_for_update().get(pk=batch.consultation_id)
    if not can_import_responses(user, consultation):
        raise PermissionDenied
    responses = batch.responses.all()
    if responses.filter(is_tallied=True).exists():
        TallyState.objects.update_or_create(
            consultation=consultation, defaults={"needs_recount": True}
        )
    number = responses.count()
    responses.delete()
    delete_exports_on_commit(consultation=consultation, user=user)
    name = batch.file_name
    batch.delete()
    log(
        instance=consultation,
        action="plan_consultation.undo_import",
        user=user,
        data={"number": number, "file": name},
    )
    return number
