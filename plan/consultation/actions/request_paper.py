"""Somebody asks for the form by post; staff send it, and forget the address."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from plan.consultation.models import Consultation, PaperRequest
from plan.consultation.permissions import can_erase_paper_request, can_send_paper


@transaction.atomic
def request_paper(
    *, consultation: Consultation, name: str, address: str, format: str, language: str
) -> PaperRequest:
    """Note a request. The same one again, while it is open, adds nothing."""
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    wanted = {"name": name, "address": address, "format": format, "language": language}
    found = PaperRequest.objects.filter(consultation=consultation, sent_at=None, **wanted).first()
    return found or PaperRequest.objects.create(consultation=consultation, **wanted)


@transaction.atomic
def mark_paper_sent(*, request: PaperRequest, user: Any) -> None:
    """Note who sent it and when; the first to say so stays. PermissionDenied without the right."""
    if not can_send_paper(user, request.consultation):
        raise PermissionDenied
    open_ones = PaperRequest.objects.filter(pk=request.pk, sent_at=None)
    if open_ones.update(sent_at=timezone.now(), sent_by=user):
        note("mark_paper_sent", request, user)


@transaction.atomic
def erase_paper_request(*, request: PaperRequest, user: Any) -> None:
    """Delete name and address. PermissionDenied without the right to."""
    if not can_erase_paper_request(user, request.consultation):
        raise PermissionDenied
    note("erase_paper_request", request, user)
    request.delete()


def note(action: str, request: PaperRequest, user: Any) -> None:
    """Log that something was done, without saying for whom."""
    consultation = request.consultation
    log(
        instance=consultation,
        action=f"plan_consultation.{action}",
        user=user,
        title=str(consultation),
        data={"request": request.pk},
    )
