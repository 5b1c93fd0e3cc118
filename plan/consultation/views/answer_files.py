"""A file of a response, for staff who may read responses."""

from __future__ import annotations

import uuid

from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.log_actions import log

from plan.consultation.models import AnswerFile, Consultation
from plan.consultation.permissions import can_view_responses


@require_safe
def download(
    request: HttpRequest, public_id: str, reference: str, file_id: uuid.UUID
) -> HttpResponseBase:
    """The file to save: never shown in the browser, where it could run something."""
    consultation = get_object_or_404(Consultation, public_id=public_id)
    if not can_view_responses(request.user, consultation):
        raise PermissionDenied
    found = get_object_or_404(
        AnswerFile,
        public_id=file_id,
        response__reference=reference,
        response__consultation=consultation,
        question_id__isnull=False,
    )
    try:
        content = found.file.open("rb")
    except OSError:
        raise Http404(
            _("The content of this file is missing. Ask whoever runs the site.")
        ) from None
    log(
        instance=consultation,
        action="plan_consultation.download_file",
        user=request.user,
        data={"reference": reference},
    )
    response = FileResponse(
        content, as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "no-store"
    return response
