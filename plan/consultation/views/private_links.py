"""The admin's page that makes a new private link for the author of a response."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy

from plan.consultation.actions.renew_private_link import renew_private_link
from plan.consultation.models import Response
from plan.consultation.permissions import can_renew_private_link
from plan.consultation.private_links import private_path
from plan.consultation.views.consultation_admin import ConsultationAdminView


class NewPrivateLinkView(ConsultationAdminView):
    """Asks once more, then shows the new link, which is never shown again."""

    template_name = "plan/consultation/admin/new_private_link.html"
    page_title: Any = gettext_lazy("New private link")
    http_method_names = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those who may read all of the response."""
        if not can_renew_private_link(request.user, self.found()):
            raise PermissionDenied
        answer = super().dispatch(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store, private"
        return answer

    def found(self) -> Response:
        """The response of the address, as long as it is not withdrawn."""
        return get_object_or_404(
            Response.objects.select_related("consultation"),
            consultation__public_id=self.kwargs["public_id"],
            reference=self.kwargs["reference"],
            withdrawn_at=None,
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the response."""
        kwargs.setdefault("response", self.found())
        context: dict[str, Any] = super().get_context_data(**kwargs)
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make it, and show it."""
        response = renew_private_link(response=self.found(), user=request.user)
        path = private_path(response, response.consultation, response.language)
        link = request.build_absolute_uri(path)
        return self.render_to_response(self.get_context_data(response=response, link=link))
