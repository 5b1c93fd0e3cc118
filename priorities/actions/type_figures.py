"""Figures that a person typed, as a batch that waits for approval."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from priorities.actions.check_batch import store_differences
from priorities.enums import BatchChannel
from priorities.figure_rows import FigureRow, Identity
from priorities.intake.checking import RowProblems, check_rows
from priorities.log_actions import BATCH_UPLOADED
from priorities.models import ImportBatch, Measure
from priorities.permissions import can_import_figures, require


@transaction.atomic
def type_figures(
    *,
    measure: Measure,
    rows: Sequence[FigureRow],
    cleared: Collection[Identity] = (),
    user: Any,
) -> ImportBatch:
    """A batch of typed figures; `cleared` are proposed to be taken away.

    ValidationError where a figure is wrong, or nothing was typed. PermissionDenied for other roles.
    """
    require(can_import_figures(user))
    problems = RowProblems()
    check_rows(measure, rows, problems)
    if problems.total:
        raise ValidationError([one["sentence"] for one in problems.found.values()])
    if not rows and not cleared:
        raise ValidationError(_("Nothing was changed. Type a figure first."))
    batch = ImportBatch.objects.create(
        channel=BatchChannel.TYPED,
        file_name="",
        findings={"measures": [str(measure.public_id)]},
        created_by=user,
    )
    log(instance=batch, action=BATCH_UPLOADED, user=user, data={"measure": measure.name})
    every = [measure]
    store_differences(batch, {measure: rows}, user, every=every, cleared={measure: cleared})
    return batch
