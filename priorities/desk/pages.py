"""What the pages for figures share: who may come in, the way back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from priorities.models import ImportBatch
from priorities.permissions import can_view_batches

SPACE = "plan_figures_admin"


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page for figures on their way in."""

    header_icon = "upload"
    page_title: Any = ""
    may: Callable[[Any], bool] = staticmethod(can_view_batches)
    http_method_names: tuple[str, ...] = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those whom it is for; nothing of it is kept by a browser."""
        if not self.may(request.user):
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        return answer

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the admin's front page to here."""
        batches = {"url": reverse(f"{SPACE}:batches"), "label": _("Figures on their way in")}
        return [*self.breadcrumbs_items, batches, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        """The last steps to here, below the batches."""
        return [{"url": "", "label": self.get_page_title()}]

    def again(self, **context: Any) -> HttpResponse:
        """The page with what is wrong, and what was typed."""
        return self.render_to_response(self.get_context_data(**context), status=422)


class BatchPage(DeskView):
    """A page about one batch."""

    @cached_property
    def batch(self) -> ImportBatch:
        """The batch of the address."""
        rows = ImportBatch.objects.select_related(
            "profile", "created_by", "approved_by", "ended_by"
        )
        return get_object_or_404(rows, public_id=self.kwargs["public_id"])

    def address(self, name: str) -> str:
        """The address of one of the pages about this batch."""
        return reverse(f"{SPACE}:{name}", args=[self.batch.public_id])

    def trail(self) -> list[dict[str, Any]]:
        """Below the batch."""
        return [{"url": self.address("batch"), "label": str(self.batch)}, *super().trail()]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the batch, and the name under which its mapping is remembered."""
        profile = self.batch.profile
        kwargs.setdefault("profile_name", profile.name if profile else "")
        context: dict[str, Any] = super().get_context_data(batch=self.batch, **kwargs)
        return context


def words_of(error: ValidationError) -> str:
    """All sentences of an error as one text."""
    return " ".join(error.messages)
