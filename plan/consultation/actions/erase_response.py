"""Erase a response for good, because its author asked or its time has come."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.actions.count_responses import ask_for_recount
from plan.consultation.actions.delete_exports import delete_exports_on_commit
from plan.consultation.actions.lead_team import forget_organisation
from plan.consultation.models import Attempt, Response
from plan.consultation.permissions import can_erase_response


@transaction.atomic
def erase_response(*, response: Response, user: Any, reason: str) -> None:
    """Delete a response with its answers and contact details; only the fact is logged.

    Stored files of the consultation's responses, which hold it too, go with it.

    PermissionDenied for those whose role does not allow it.
    """
    if not can_erase_response(user, response):
        raise PermissionDenied
    consultation = response.consultation
    if Response.objects.select_for_update().filter(pk=response.pk, is_tallied=True).exists():
        ask_for_recount(consultation_pk=consultation.pk)
    reference = response.reference
    forget_organisation(response=response)
    Attempt.objects.filter(response=response).delete()
    response.delete()
    delete_exports_on_commit(consultation=consultation, user=user)
    log(
        instance=consultation,
        action="plan_consultation.erase_response",
        user=user,
        title=str(consultation),
        data={"reference": reference, "reason": reason},
    )
