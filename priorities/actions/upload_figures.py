"""Take a file of figures in: stored privately, looked at, changing nothing yet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from priorities.enums import BatchChannel, BatchState
from priorities.imports import FileRefusedError
from priorities.intake.batches import OPEN
from priorities.log_actions import BATCH_UPLOADED
from priorities.models import ImportBatch, ImportProfile, Measure
from priorities.permissions import can_import_figures, require

LARGEST = 50 * 1024 * 1024


@dataclass(frozen=True)
class Upload:
    """The batch of a file; one that was there before is not `is_new`."""

    batch: ImportBatch
    is_new: bool


class KeyUsedError(Exception):
    """A sender's key names a batch with other content."""


def upload_figures(
    *,
    content: bytes,
    name: str,
    user: Any,
    profile: ImportProfile | None = None,
    measures: Sequence[Measure] = (),
    channel: BatchChannel = BatchChannel.FILE,
    key: str = "",
) -> Upload:
    """Store a file as a batch that waits to be checked.

    The same file again for the same profile is the batch it was, while that still holds. The same
    `key` is the same batch always; KeyUsedError where the content is another. FileRefusedError for
    an empty file or one that is too large. PermissionDenied for other roles.
    """
    require(can_import_figures(user))
    refuse_size(content)
    digest = hashlib.sha256(content).hexdigest()
    if key and (found := batch_of_key(profile, key, digest)):
        return Upload(found, is_new=False)
    if not key and profile and (found := same_batch(profile, digest)):
        return Upload(found, is_new=False)
    batch = ImportBatch(
        profile=profile,
        channel=channel,
        key=key,
        file_name=PurePath(name.replace("\\", "/")).name[-255:],
        sha256=digest,
        mapping=profile.mapping if profile else {},
        findings={"measures": [str(measure.public_id) for measure in measures]},
        created_by=user,
    )
    try:
        store(batch, content, user)
    except IntegrityError:
        found = batch_of_key(profile, key, digest)
        if found is None:
            raise
        return Upload(found, is_new=False)
    return Upload(batch, is_new=True)


@transaction.atomic
def store(batch: ImportBatch, content: bytes, user: Any) -> None:
    """File and row together; a file whose row cannot be stored goes again."""
    suffix = PurePath(batch.file_name).suffix[:10]
    batch.file.save(f"{batch.public_id}{suffix}", ContentFile(content), save=False)
    try:
        batch.save()
    except IntegrityError:
        batch.file.delete(save=False)
        raise
    log(instance=batch, action=BATCH_UPLOADED, user=user, data={"file": batch.file_name})


def refuse_size(content: bytes) -> None:
    """Neither nothing nor too much."""
    if not content:
        raise FileRefusedError(_("The file is empty. Choose another file."))
    if len(content) > LARGEST:
        raise FileRefusedError(
            _("The file is larger than %(size)s MB. Divide it, or leave out what is not needed.")
            % {"size": LARGEST // 1024 // 1024}
        )


def batch_of_key(profile: ImportProfile | None, key: str, digest: str) -> ImportBatch | None:
    """The batch that a sender named so before."""
    found = ImportBatch.objects.filter(profile=profile, key=key).first()
    if found is not None and found.sha256 != digest:
        raise KeyUsedError(key)
    return found


def same_batch(profile: ImportProfile, digest: str) -> ImportBatch | None:
    """The batch of the very same file: one still open, or approved and wholly in force."""
    states = (*OPEN, BatchState.APPROVED)
    rows = ImportBatch.objects.filter(profile=profile, sha256=digest, state__in=states)
    for batch in rows.order_by("-created_at"):
        is_same = batch.mapping == profile.mapping
        is_ended = batch.observations.filter(published_until__isnull=False).exists()
        if is_same and not (batch.state == BatchState.APPROVED and is_ended):
            return batch
    return None
