"""What the admin's pages on consultations share: who may come in, the way back, the menu."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button, ButtonWithDropdown

from plan.consultation.admin_ways import ways
from plan.consultation.figures import figures_of
from plan.consultation.models import Consultation
from plan.consultation.permissions import can_view_responses


class ConsultationAdminView(WagtailAdminTemplateMixin, TemplateView):
    """What these pages share: who may see them, and the way back."""

    header_icon = "comment"
    consultation: Consultation | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those whom it is for."""
        if "public_id" in kwargs:
            self.consultation = Consultation.objects.filter(public_id=kwargs["public_id"]).first()
        if not self.is_allowed(request, self.consultation):
            raise PermissionDenied
        if "public_id" in kwargs and self.consultation is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def is_allowed(self, request: HttpRequest, consultation: Consultation | None) -> bool:
        """For those who may read responses, unless a page says otherwise."""
        return can_view_responses(request.user, consultation)

    @cached_property
    def title(self) -> str:
        """What the consultation is called; empty on pages on all of them."""
        return title_of(self.consultation) if self.consultation is not None else ""

    def get_page_subtitle(self) -> str:
        """Which consultation it is, for the window's title."""
        return self.title

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the admin's front page to here."""
        items: list[dict[str, Any]] = [
            *self.breadcrumbs_items,
            {"url": reverse("plan_consultation_admin:list"), "label": _("Consultations")},
        ]
        if self.consultation is not None:
            url = reverse("plan_consultation_admin:dashboard", args=[self.consultation.public_id])
            items.append({"url": url, "label": self.title})
        return [*items, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        """The last steps to here, below the consultation's dashboard."""
        return [{"url": "", "label": self.get_page_title()}]

    def get_header_buttons(self) -> list[Any]:
        """A menu of everything there is on this consultation."""
        if self.consultation is None:
            return []
        found = ways(self.request.user, self.consultation)
        buttons = [
            Button(way.label, url=way.url, icon_name=way.icon, priority=place)
            for place, way in enumerate(found)
        ]
        return [ButtonWithDropdown(label=_("More pages"), buttons=buttons)]


def title_of(consultation: Consultation) -> str:
    """The title of its page, or its public id where there is none any more."""
    found = figures_of([consultation])
    return found[0].title if found else consultation.public_id
