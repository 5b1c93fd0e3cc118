"""The site's front page and its pages of information."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from plan.models import InPlanMixin
from plan.readers import speaks
from plan.translation import synchronized

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]


class HomePage(InPlanMixin, Page):
    """The front page: which plans there are, and what can be done now."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("One or two sentences on what this site is for."),
    )
    body = RichTextField(_("text"), blank=True, features=TEXT_FEATURES)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    override_translatable_fields: ClassVar = synchronized("slug")
    subpage_types: ClassVar = ["plan.PlanPage", "home.InformationPage"]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    page_description = _("The site's front page. There is one in each language.")

    class Meta:
        verbose_name = _("home page")

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead readers of a language we do not have to the front page there is."""
        if not speaks(request, self.locale):
            return redirect(self.get_url(request) or "/")
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        return response

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the plans below."""
        from home.contexts import listed_plans

        context = super().get_context(request, *args, **kwargs)
        context["plans"] = listed_plans(self, context["reader"])
        return context


class InformationPage(InPlanMixin, Page):
    """Accessibility statement, privacy, cookies, contact, help."""

    summary = models.TextField(_("summary"), blank=True)
    body = RichTextField(_("text"), features=TEXT_FEATURES)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
    ]
    override_translatable_fields: ClassVar = synchronized("slug")
    subpage_types: ClassVar = ["home.InformationPage"]
    parent_page_types: ClassVar = ["home.HomePage", "home.InformationPage"]
    page_description = _("Accessibility, privacy, cookies, contact, help.")

    class Meta:
        verbose_name = _("information page")
