"""The admin's page of links to a page's draft."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.models import Page

from plan.actions.create_draft_link import create_draft_link
from plan.actions.revoke_draft_link import revoke_draft_link
from plan.forms.draft_links import DraftLinkForm
from plan.models import DraftLink
from plan.permissions import can_share_draft


class DraftLinksView(WagtailAdminTemplateMixin, TemplateView):
    """Lists a page's links and makes new ones; a new one's address is shown this once."""

    template_name = "plan/admin/draft_links.html"
    header_icon = "link"
    http_method_names = ("get", "head", "post")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for who may edit the page; nothing of it is stored on the way."""
        self.page = get_object_or_404(Page, pk=kwargs["page_id"]).specific
        if not can_share_draft(request.user, self.page):
            raise PermissionDenied
        response = super().dispatch(request, *args, **kwargs)
        patch_cache_control(response, no_store=True)
        return response

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Make a link, and show its address; or the form again with what is wrong."""
        form = DraftLinkForm(request.POST)
        addresses = []
        if form.is_valid():
            _link, token = create_draft_link(page=self.page, user=request.user, **form.cleaned_data)
            addresses = self.addresses(token)
            form = DraftLinkForm()
        context = self.get_context_data(form=form, addresses=addresses)
        return self.render_to_response(context)

    def addresses(self, token: str) -> list[tuple[str, str]]:
        """Name and full address of the draft, one for each way the page can be previewed."""
        with override(self.page.locale.language_code):
            address = self.request.build_absolute_uri(reverse("plan:draft", args=[token]))
            others = [
                (str(label), self.request.build_absolute_uri(reverse(name, args=[token])))
                for name, label in getattr(self.page, "draft_views", ())
            ]
        modes = self.page.preview_modes
        if len(modes) < 2:
            return [("", address), *others]
        return [*others, *((str(label), f"{address}?mode={name}") for name, label in modes)]

    def get_page_title(self) -> str:
        """What this is."""
        return _("Draft links")

    def get_page_subtitle(self) -> str:
        """The page's name, as the admin knows it."""
        return str(self.page.get_admin_display_title())

    def get_breadcrumbs_items(self) -> list[dict[str, str]]:
        """From the page to here."""
        above = reverse("wagtailadmin_explore", args=[self.page.pk])
        edit = reverse("wagtailadmin_pages:edit", args=[self.page.pk])
        return [
            {"url": above, "label": _("Pages")},
            {"url": edit, "label": self.get_page_subtitle()},
            {"url": "", "label": _("Draft links")},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The form, and the links there are, newest first."""
        links = DraftLink.objects.filter(page_id=self.page.pk).select_related("created_by")
        return {
            **super().get_context_data(**kwargs),
            "page": self.page,
            "links": links.order_by("-created_at", "-pk"),
            "now": timezone.now(),
            "form": kwargs.get("form") or DraftLinkForm(),
            "addresses": kwargs.get("addresses", []),
        }


@require_POST
def revoke(request: HttpRequest, link_id: int) -> HttpResponse:
    """End a link, and go back to the list."""
    link = get_object_or_404(DraftLink.objects.select_related("page"), pk=link_id)
    revoke_draft_link(link=link, user=request.user)
    messages.success(request, _("The link has ended: it shows the draft to nobody any more."))
    return redirect("plan_admin:draft_links", page_id=link.page_id)
