"""Files that are too large to be read while somebody waits are read in a task."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django_tasks import task

from priorities.actions.check_batch import check_batch
from priorities.enums import BatchChannel
from priorities.models import ImportBatch

#: Bytes that are read at once; a workbook is packed, and holds more than it weighs.
LARGEST_AT_ONCE = 1_000_000
LARGEST_WORKBOOK_AT_ONCE = 250_000


@task()
def check_batch_task(batch_pk: int, user_pk: int, mapping: dict[str, Any] | None) -> None:
    """Check a batch; one that was discarded meanwhile, or whose sender may no more, is left."""
    batch = ImportBatch.objects.filter(pk=batch_pk).first()
    user = get_user_model().objects.filter(pk=user_pk).first()
    if batch is None or user is None:
        return
    try:
        check_batch(batch=batch, user=user, mapping=mapping)
    except (PermissionDenied, ValidationError):
        return


def check_soon(batch: ImportBatch, user: Any, mapping: dict[str, Any] | None = None) -> ImportBatch:
    """Check now, or in a task where that would take long: the batch then says since when."""
    if not is_large(batch):
        return check_batch(batch=batch, user=user, mapping=mapping)
    batch.findings = {**batch.findings, "busy_since": timezone.now().isoformat()}
    batch.save(update_fields=["findings"])
    check_batch_task.enqueue(batch.pk, user.pk, mapping)
    return batch


def is_large(batch: ImportBatch) -> bool:
    """Whether reading its file may take longer than a person waits."""
    if batch.channel == BatchChannel.TYPED or not batch.file:
        return False
    with batch.file.open("rb") as file:
        is_packed = file.read(2) == b"PK"
    most = LARGEST_WORKBOOK_AT_ONCE if is_packed else LARGEST_AT_ONCE
    return bool(batch.file.size > most)
