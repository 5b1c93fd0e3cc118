"""What the editor of a form asks for while it is open: lists to pick from, and faults."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from plan.consultation.linter import faults_of
from plan.consultation.models import ConsultationPage
from plan.consultation.outlines import outline
from plan.consultation.permissions import can_try_form


@never_cache
@require_POST
def outline_of_form(request: HttpRequest) -> HttpResponse:
    """Questions and conditions of the form as posted, which is nobody's but the sender's."""
    found = outline(request.POST, request.FILES, language=get_language() or "")
    return JsonResponse(found)


@never_cache
@require_safe
def form_faults(request: HttpRequest, page_id: int) -> HttpResponse:
    """The list of faults of the newest draft, for those who may edit it."""
    page = get_object_or_404(ConsultationPage, pk=page_id)
    if not can_try_form(request.user, page):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    context = {"faults": faults_of(draft)}
    return render(request, "plan/consultation/admin/faults.html", context)
