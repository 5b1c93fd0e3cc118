"""The plan's front page, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page, get_page_models
from wagtail.search import index

from plan.blocks.formats import FormatBlock
from plan.enums import PlanStage
from plan.fields import PlanStreamField
from plan.models.mixins import InPlanMixin, PlanChildMixin
from plan.models.records import Plan
from plan.translation import synchronized

if TYPE_CHECKING:
    from django.http import HttpRequest


class PlanPage(InPlanMixin, Page):
    """Title, stage, one call to action, and the way to everything else in the plan."""

    kind = models.ForeignKey(
        "plan.PlanKind",
        verbose_name=_("kind"),
        on_delete=models.PROTECT,
        related_name="+",
    )
    organisation = models.ForeignKey(
        "plan.Organisation",
        verbose_name=_("organisation"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Whose plan it is."),
    )
    summary = models.TextField(
        _("what it is, in a sentence or two"),
        help_text=_("The first thing a reader sees."),
    )
    stage = models.CharField(
        _("stage"), max_length=20, choices=PlanStage.choices, default=PlanStage.DRAFTING
    )
    stage_since = models.DateField(
        _("in this stage since"),
        null=True,
        blank=True,
        help_text=_("Shown beside the stage."),
    )
    period_start = models.DateField(_("period starts"), null=True, blank=True)
    period_end = models.DateField(_("period ends"), null=True, blank=True)
    formats = PlanStreamField(
        [("format", FormatBlock())], verbose_name=_("documents and formats"), blank=True
    )
    formats_contact = models.TextField(_("whom to ask for other formats and languages"), blank=True)
    social_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("image for social media"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    #: Facts that publishing the source page writes to the record.
    record_model = Plan
    record_fields: ClassVar = ("stage", "stage_since", "period_start", "period_end")

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("organisation")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("stage"), FieldPanel("stage_since")]),
                FieldRowPanel([FieldPanel("period_start"), FieldPanel("period_end")]),
            ],
            heading=_("Stage and period"),
            help_text=_("Set on the source page; holds in every language once published."),
        ),
        MultiFieldPanel(
            [FieldPanel("formats"), FieldPanel("formats_contact")],
            heading=_("Documents and formats"),
        ),
    ]
    promote_panels: ClassVar = [*Page.promote_panels, FieldPanel("social_image")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("summary")]
    override_translatable_fields: ClassVar = [
        *synchronized("slug"),
        *synchronized(*record_fields, overridable=False),
    ]
    page_description = _("A strategic plan: its text, priorities, consultations and progress.")
    template = "plan/plan_page.html"

    class Meta:
        verbose_name = _("plan")

    @classmethod
    def clean_subpage_models(cls) -> list[type[Page]]:
        """Page types that opted in through `PlanChildMixin`, whichever app they come from."""
        if cls._clean_subpage_models is None:
            cls._clean_subpage_models = [
                model for model in get_page_models() if issubclass(model, PlanChildMixin)
            ]
        return cls._clean_subpage_models

    def clean(self) -> None:
        """A period cannot end before it starts."""
        super().clean()
        if self.period_start and self.period_end and self.period_end < self.period_start:
            raise ValidationError({"period_end": _("The period must end after it starts.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the overview: priorities, statement, steps, formats, call to action."""
        from plan.contexts import plan_overview

        frame = super().get_context(request, *args, **kwargs)
        return {**frame, **plan_overview(self, request, frame["reader"], frame["chapters"])}
