"""The history of a form: its versions, and what each changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy
from wagtail.admin.paginator import WagtailPaginator

from plan.consultation.form_changes import history
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_view_form_versions
from plan.consultation.views.responses import ConsultationAdminView

VERSIONS_A_PAGE = 20


class FormVersionListView(ConsultationAdminView):
    """Number, when, who, why and what, the newest version first."""

    template_name = "plan/consultation/admin/versions.html"
    page_title: Any = gettext_lazy("History of the form")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """For those who read responses, and those who edit the page."""
        self.consultation = get_object_or_404(Consultation, public_id=kwargs["public_id"])
        if not can_view_form_versions(request.user, self.consultation):
            raise PermissionDenied
        return super(ConsultationAdminView, self).dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a page of versions."""
        assert self.consultation is not None  # noqa: S101  # dispatch found it
        paginator = WagtailPaginator(history(self.consultation), VERSIONS_A_PAGE)
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            rows=paginator.get_page(self.request.GET.get("p")),
            **kwargs,
        )
        return context
