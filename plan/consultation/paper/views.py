"""The form on paper: for everybody once it opens, for editors before."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_safe

from plan.consultation import queries
from plan.consultation.contexts import record_for
from plan.consultation.enums import ConsultationState, PaperFormat
from plan.consultation.models import ConsultationPage
from plan.consultation.paper import TEMPLATES
from plan.consultation.paper.form_document import PRINTED, form_document
from plan.consultation.paper.stored import PaperForm, paper_form
from plan.consultation.permissions import can_try_form
from plan.consultation.views.previews import draft_definition
from plan.paper.compiling import CannotPrintError, compile_pdf

#: Seconds for which caches may hand out a form without asking.
FRESH = 300


@require_safe
def show_paper_form(request: HttpRequest, public_id: str, variant: str) -> HttpResponse:
    """The form in force in the language of the address, as PDF."""
    language = get_language() or ""
    door, chosen = queries.door(public_id, language), format_of(variant)
    if door is None or door.state is ConsultationState.SCHEDULED:
        raise Http404(_("There is no form on paper here. Start from the consultation’s page."))
    page = queries.page_behind(door)
    restrictions = list(page.get_view_restrictions()) if door.is_guarded else []
    if any(not one.accept_request(request) for one in restrictions):
        return redirect(page.get_url(request) or "/")
    texts = queries.words_in_force(door.consultation, language)
    if texts is None:
        raise Http404(_("There is no form in this language yet."))
    form = PaperForm(page, door.consultation, texts, chosen)
    cached = "no-store, private" if restrictions else f"public, max-age={FRESH}"
    return answer(request, form, cached)


def answer(request: HttpRequest, form: PaperForm, cache_control: str) -> HttpResponse:
    """The file, or 304, or the page that says why there is none."""

    @condition(etag_func=lambda request: quote_etag(form.key))
    def send(request: HttpRequest) -> HttpResponse:
        return as_pdf(paper_form(form), f"form-{form.consultation.public_id}-{form.variant}.pdf")

    try:
        response: HttpResponse = send(request)
    except CannotPrintError:
        context = {"is_unlisted": True, "consultation_page": form.page}
        response = render(request, "plan/consultation/no_paper.html", context, status=404)
        response["Cache-Control"] = "no-store"
        return response
    response["Cache-Control"] = cache_control
    return response


@require_safe
def preview_paper_form(request: HttpRequest, page_id: int, variant: str) -> HttpResponse:
    """The newest draft on paper, marked as a draft, for those who may edit the page."""
    page = get_object_or_404(ConsultationPage, pk=page_id)
    if not can_try_form(request.user, page):
        raise PermissionDenied
    draft = page.get_latest_revision_as_object()
    record = record_for(draft, is_preview=True)
    data = form_document(draft, record, draft_definition(draft), format_of(variant))
    response = as_pdf(compile_pdf(TEMPLATES / "form.typ", data), f"draft-{page.pk}-{variant}.pdf")
    response["Cache-Control"] = "no-store, private"
    return response


def format_of(variant: str) -> PaperFormat:
    """The format of this name; Http404 for those that software does not make."""
    if variant not in {one.value for one in PRINTED}:
        raise Http404(_("The form is not printed in this format."))
    return PaperFormat(variant)


def as_pdf(content: bytes, filename: str) -> HttpResponse:
    """A PDF that browsers show."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}"'
    response["X-Robots-Tag"] = "noindex"
    return response
