"""Withdraw a response because its author wants it back: only the fact that it was sent stays."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from wagtail.log_actions import log

from plan.committing import once_committed
from plan.consultation.actions.delete_exports import delete_exports_on_commit
from plan.consultation.actions.lead_team import forget_organisation
from plan.consultation.actions.replace_answers import mark_for_recount
from plan.consultation.actions.save_section import delete_file, forget_files
from plan.consultation.models import AnswerFile, Attempt, Response
from plan.consultation.rows import clear_answers


@transaction.atomic
def withdraw_response(*, response: Response) -> Response:
    """Delete answers, contact details, files and whatever was begun to change them.

    Stored files of the consultation's responses, which hold it too, go with it.

    The row stays, so that the reference still says when it was withdrawn. Doing it again changes
    nothing.
    """
    own = Q(changes=response) | Q(response=response)
    # Sending locks the attempt before the response: so does this, or both could wait for ever.
    attempts = list(Attempt.objects.select_for_update(of=("self",)).filter(own))
    locked = (
        Response.objects.select_for_update(of=("self",))
        .select_related("consultation")
        .get(pk=response.pk)
    )
    if locked.withdrawn_at is not None:
        return locked
    clear_answers(locked)
    delete_files(locked)
    locked.hints.all().delete()
    forget_files([attempt.pk for attempt in attempts])
    Attempt.objects.filter(pk__in=[attempt.pk for attempt in attempts]).delete()
    forget_organisation(response=locked)
    mark_for_recount(locked)
    Response.objects.filter(pk=locked.pk).update(
        withdrawn_at=Now(), about_key=None, about_block=None, original_language=""
    )
    delete_exports_on_commit(consultation=locked.consultation)
    log(
        instance=locked.consultation,
        action="plan_consultation.withdraw_response",
        data={"reference": locked.reference},
    )
    locked.refresh_from_db()
    return locked


def delete_files(response: Response) -> None:
    """Delete its files, and what is stored of them once that is certain."""
    files = AnswerFile.objects.filter(response=response)
    for name in files.values_list("file", flat=True):
        once_committed(delete_file, name)
    files.delete()
