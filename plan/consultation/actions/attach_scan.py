"""Keep a scan with the response that was copied from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.models import AnswerFile, Response
from plan.consultation.permissions import can_enter_response
from plan.consultation.scans import Scan

#: Ends of names in the private storage: what people called a file says too much there.
ENDS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/tiff": "tif"}


@transaction.atomic
def attach_scan(*, response: Response, scan: Scan, user: Any) -> AnswerFile:
    """Add a scan to an entered response; the same bytes twice make one file.

    PermissionDenied for other roles, and for responses that nobody entered.
    """
    if response.entered_at is None or not can_enter_response(user, response.consultation):
        raise PermissionDenied
    [kept] = store_scans(response, [scan])
    log(
        instance=response.consultation,
        action="plan_consultation.attach_scan",
        user=user,
        data={"reference": response.reference},
    )
    return kept


def store_scans(response: Response, scans: Sequence[Scan]) -> list[AnswerFile]:
    """Write the files and their rows."""
    return [store_scan(response, scan) for scan in scans]


def store_scan(response: Response, scan: Scan) -> AnswerFile:
    """One file, unless the response has it."""
    same = response.files.filter(question_id=None, sha256=scan.sha256).first()
    if same is not None:
        return same
    row = AnswerFile(
        response=response,
        name=scan.name,
        size=len(scan.content),
        content_type=scan.content_type,
        sha256=scan.sha256,
    )
    row.file.save(f"{row.public_id}.{ENDS[scan.content_type]}", ContentFile(scan.content))
    return row
