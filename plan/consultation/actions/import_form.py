"""Put a form from a file into the draft of a page."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.log_actions import log

from plan.consultation.form_files.read import FormFile
from plan.consultation.models import ConsultationPage
from plan.consultation.permissions import can_import_form


@transaction.atomic
def import_form(*, page: ConsultationPage, file: FormFile, user: Any) -> ConsultationPage:
    """A new draft with the file's sections and conditions; nothing of it is published.

    Everything else of the newest draft stays. PermissionDenied for those who may not edit the
    page, and for pages in languages that the form is only translated into.
    """
    if not can_import_form(user, page):
        raise PermissionDenied
    draft: ConsultationPage = page.get_latest_revision_as_object()
    draft.form, draft.conditions = file.form, file.conditions
    draft.save_revision(user=user, changed=True)
    log(
        instance=page,
        action="plan_consultation.import_form",
        user=user,
        data={"questions": file.question_count},
    )
    return draft
