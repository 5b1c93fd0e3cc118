"""The admin's pages on sources: the list with its numbers, QR codes, posters."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from plan.consultation.actions.add_source import add_source
from plan.consultation.models import ConsultationPage, Source
from plan.consultation.paper.views import as_pdf
from plan.consultation.permissions import can_add_source, can_view_responses
from plan.consultation.queries import form_languages
from plan.consultation.sources.addresses import qr_svg, short_path
from plan.consultation.sources.counts import counts_by_source
from plan.consultation.sources.forms import SourceForm
from plan.consultation.views.consultation_admin import ConsultationAdminView
from plan.paper.compiling import CannotPrintError


class SourceListView(ConsultationAdminView):
    """All sources of a consultation; those who may, add one."""

    template_name = "plan/consultation/admin/sources.html"
    page_title: Any = gettext_lazy("Sources")
    http_method_names = ("get", "head", "post")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add numbers, addresses and the form."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        counts = counts_by_source(self.consultation)
        kwargs.setdefault("form", SourceForm(consultation=self.consultation))
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            rows=[(item, self.address(item.source)) for item in counts],
            languages=form_languages(self.consultation),
            can_add=can_add_source(self.request.user, self.consultation),
            **kwargs,
        )
        return context

    def address(self, source: Source) -> str:
        """The whole short address."""
        return str(self.request.build_absolute_uri(short_path(source)))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Add a source, or show what is wrong."""
        assert self.consultation is not None  # noqa: S101  # the address has one
        if not can_add_source(request.user, self.consultation):
            raise PermissionDenied
        form = SourceForm(request.POST, consultation=self.consultation)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        source = add_source(consultation=self.consultation, user=request.user, **form.cleaned_data)
        messages.success(request, _("“%(name)s” has been added.") % {"name": source.label})
        return redirect("plan_consultation_admin:sources", self.consultation.public_id)


def source_of(request: HttpRequest, public_id: str, code: str) -> Source:
    """The source of an address, for those who may see its consultation's numbers."""
    if not can_view_responses(request.user):
        raise PermissionDenied
    rows = Source.objects.select_related("consultation")
    return get_object_or_404(rows, consultation__public_id=public_id, code=code)


@require_safe
def source_qr(request: HttpRequest, public_id: str, code: str) -> HttpResponse:
    """The QR code of a source's short address, as SVG to print."""
    source = source_of(request, public_id, code)
    address = request.build_absolute_uri(short_path(source))
    response = HttpResponse(qr_svg(address), content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="qr-{source.code}.svg"'
    return response


@require_safe
def source_poster(request: HttpRequest, public_id: str, code: str, language: str) -> HttpResponse:
    """The poster of a source in a language."""
    from plan.consultation.sources.poster import poster_pdf

    source = source_of(request, public_id, code)
    page = get_object_or_404(
        ConsultationPage.objects.select_related("locale"),
        translation_key=source.consultation.translation_key,
        locale__language_code=language,
        live=True,
    )
    address = request.build_absolute_uri(short_path(source))
    try:
        pdf = poster_pdf(source, page, address)
    except CannotPrintError as error:
        message = _("No font on the server has these letters: %(letters)s")
        raise Http404(message % {"letters": error}) from error
    return as_pdf(pdf, f"poster-{source.code}-{language}.pdf")
