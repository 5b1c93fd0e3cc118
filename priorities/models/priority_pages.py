"""What matters, and what should change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from plan.fields import PlanStreamField
from plan.models import BslMixin, InPlanMixin, PassagesMixin, PlanChildMixin
from plan.translation import synchronized
from priorities.blocks import FocusAreaBlock

if TYPE_CHECKING:
    from django.http import HttpRequest

SUMMARY_HELP = _("One or two sentences. Shown on cards and in search results.")


class PriorityPage(BslMixin, PassagesMixin, PlanChildMixin, Page):
    """What matters to the plan: why, what should change, what will be done, how we will know."""

    label = models.CharField(
        _("short name"),
        max_length=60,
        blank=True,
        help_text=_("Where there is little room. Empty: the title."),
    )
    summary = models.TextField(_("summary"), help_text=SUMMARY_HELP)
    focus_areas = PlanStreamField(
        [("area", FocusAreaBlock())], verbose_name=_("focus areas"), blank=True
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("label"),
        FieldPanel("summary"),
        FieldPanel("focus_areas"),
        FieldPanel("body", heading=capfirst(_("why it matters"))),
        *BslMixin.bsl_panels,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("focus_areas"),
        *PassagesMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = synchronized("slug")
    subpage_types: ClassVar = [
        "plan_priorities.OutcomePage",
        "plan_priorities.CommitmentPage",
        "plan_priorities.MeasurePage",
    ]
    page_description = _("What matters: why, what should change, what will be done.")
    template = "priorities/priority_page.html"
    whole_plan_template = "priorities/whole_plan/focus_areas.html"

    class Meta:
        verbose_name = _("priority")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add outcomes, commitments and measures below."""
        from priorities.contexts import priority

        context = super().get_context(request, *args, **kwargs)
        return {**context, **priority(self, context["reader"], context["chapters"])}


class OutcomePage(PassagesMixin, InPlanMixin, Page):
    """What should change. An optional level between a priority and its commitments."""

    summary = models.TextField(_("summary"), blank=True, help_text=SUMMARY_HELP)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        *PassagesMixin.body_panels,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        *PassagesMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = synchronized("slug")
    parent_page_types: ClassVar = ["plan_priorities.PriorityPage"]
    subpage_types: ClassVar = ["plan_priorities.CommitmentPage", "plan_priorities.MeasurePage"]
    page_description = _("What should change. Leave this level out where you do not need it.")
    template = "priorities/outcome_page.html"

    class Meta:
        verbose_name = _("outcome")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add commitments and measures below."""
        from priorities.contexts import outcome

        context = super().get_context(request, *args, **kwargs)
        return {**context, **outcome(self, context["reader"])}
