"""The history of a form: its versions, and what each changed."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from plan.consultation.form_changes import history
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_view_form_versions
from plan.consultation.views.one_consultation import OneConsultationView

VERSIONS_A_PAGE = 20


class FormVersionListView(OneConsultationView):
    """Number, when, who, why and what, the newest version first."""

    template_name = "plan/consultation/admin/versions.html"
    page_title: Any = gettext_lazy("History of the form")

    def may_enter(self, user: Any, consultation: Consultation) -> bool:
        """Those who read responses, and those who edit the page."""
        return can_view_form_versions(user, consultation)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of versions."""
        paginator = WagtailPaginator(history(self.record), VERSIONS_A_PAGE)
        context: dict[str, Any] = super().get_context_data(
            consultation=self.record,
            rows=paginator.get_page(self.request.GET.get("p")),
            **kwargs,
        )
        return context
