"""Walking through a form that is not published: in the admin, or with a link to the draft."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plan.consultation.models import ConsultationPage
from plan.consultation.permissions import can_try_form
from plan.consultation.views.previews import Trial
from plan.views.draft_links import DraftLinkUnusableError, kept_private, page_of_link, unavailable


@csrf_exempt  # stores nothing, and its pages are the public ones, which carry no token
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def try_form(request: HttpRequest, page_id: int) -> HttpResponse:
    """The newest draft's form, for those who may edit the page."""
    page = get_object_or_404(ConsultationPage, pk=page_id)
    if not can_try_form(request.user, page):
        raise PermissionDenied
    address = reverse("plan_consultation_admin:try_form", args=[page_id])
    return walk(page.get_latest_revision_as_object(), request, address)


@csrf_exempt  # stores nothing
@kept_private
@require_http_methods(["GET", "HEAD", "POST"])
def try_shared_form(request: HttpRequest, token: str) -> HttpResponse:
    """The newest draft's form, for whoever holds a link to the draft."""
    try:
        page = page_of_link(token)
    except DraftLinkUnusableError as error:
        return unavailable(request, error.status)
    if not isinstance(page, ConsultationPage):
        raise Http404(_("This page has no form."))
    return walk(page, request, reverse("plan:draft_form", args=[token]))


def walk(page: ConsultationPage, request: HttpRequest, address: str) -> HttpResponse:
    """The next page of the form, in the page's language."""
    if not len(page.form):
        raise Http404(_("This form has no questions yet."))
    with override(page.locale.language_code):
        return Trial(page, request, address).walk()
