"""Test responses in the admin: links to start them, what was sent, and clearing them away."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator

from plan.consultation import queries
from plan.consultation.actions.clear_tests import clear_tests
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_test_response, can_view_responses
from plan.consultation.testing_links import link_to_test
from plan.consultation.views.one_consultation import OneConsultationView

TESTS_A_PAGE = 50


class TestResponsesView(OneConsultationView):
    """Test responses apart from all others; POST deletes them."""

    template_name = "plan/consultation/admin/tests.html"
    page_title: Any = gettext_lazy("Tests")

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Only those who may test."""
        return can_test_response(user, consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add links and a page of tests."""
        record = self.record
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
        record = self.record
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
