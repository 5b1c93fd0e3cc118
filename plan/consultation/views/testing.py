"""Test responses in the admin: links to start them, what was sent, and clearing them away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from plan.consultation import queries
from plan.consultation.actions.clear_tests import clear_tests
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_test_response, can_view_responses
from plan.consultation.testing_links import link_to_test
from plan.consultation.views.responses import ConsultationAdminView

TESTS_A_PAGE = 50


class TestResponsesView(ConsultationAdminView):
    """Test responses apart from all others; POST deletes them."""

    template_name = "plan/consultation/admin/tests.html"
    page_title: Any = gettext_lazy("Tests")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may test."""
        self.consultation = get_object_or_404(Consultation, public_id=kwargs["public_id"])
        if not can_test_response(request.user, self.consultation):
            raise PermissionDenied
        return super(ConsultationAdminView, self).dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add links and a page of tests."""
        record = self.consultation
        assert record is not None  # noqa: S101  # dispatch found it
        state = record.state_at(queries.database_now())
        is_early = state is ConsultationState.SCHEDULED
        tests = record.responses.filter(is_test=True).select_related("version")
        paginator = WagtailPaginator(tests.order_by("-received_at", "-pk"), TESTS_A_PAGE)
        context: dict[str, Any] = super().get_context_data(
            consultation=record,
            has_opened=not is_early,
            links=links_of(record) if is_early else [],
            tests=paginator.get_page(self.request.GET.get("p")),
            can_read=can_view_responses(self.request.user, record),
            **kwargs,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Clear them away."""
        record = self.consultation
        assert record is not None  # noqa: S101  # dispatch found it
        number = clear_tests(consultation=record, user=request.user)
        words = ngettext("%(number)d test deleted.", "%(number)d tests deleted.", number)
        messages.success(request, words % {"number": number})
        return redirect("plan_consultation_admin:tests", record.public_id)


def links_of(record: Consultation) -> list[dict[str, str]]:
    """A link for each language of the form."""
    names = dict(settings.LANGUAGES)
    return [
        {"name": names.get(code, code), "url": link_to_test(record, code)}
        for code in queries.form_languages(record)
    ]
