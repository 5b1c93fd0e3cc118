"""What will be done, by whom and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from plan.fields import PlanStreamField
from plan.models import InPlanMixin, PassagesMixin
from plan.translation import synchronized
from priorities.blocks import (
    CommitmentUpdateBlock,
    MilestoneBlock,
    PartnerBlock,
    ServedBlock,
)
from priorities.commitments.facts import record_facts
from priorities.commitments.page_form import CommitmentPageForm
from priorities.commitments.reference_codes import clean_reference, reference_errors
from priorities.enums import EXPLAINED_STATUSES, CommitmentStatus
from priorities.models.priority_pages import SUMMARY_HELP
from priorities.models.records import Commitment

if TYPE_CHECKING:
    from django.http import HttpRequest


class CommitmentPage(PassagesMixin, InPlanMixin, Page):
    """A commitment in one language; its state and date are the record's."""

    commitment = models.ForeignKey(
        Commitment,
        on_delete=models.PROTECT,
        related_name="pages",
        blank=True,
        editable=False,
    )
    reference = models.CharField(
        _("reference"),
        max_length=20,
        blank=True,
        help_text=_("A short code that people can quote, such as C12. No two in a plan are alike."),
    )
    summary = models.TextField(_("summary"), blank=True, help_text=SUMMARY_HELP)
    lead = models.ForeignKey(
        "plan.Organisation",
        verbose_name=_("lead organisation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who answers for it."),
    )
    partners = PlanStreamField(
        [("partner", PartnerBlock())], verbose_name=_("partners"), blank=True
    )
    status = models.CharField(
        _("status"),
        max_length=12,
        choices=CommitmentStatus.choices,
        default=CommitmentStatus.NOT_STARTED,
    )
    status_reason = models.TextField(
        _("reason for the status"),
        blank=True,
        help_text=_("Needed when the commitment is at risk, off track, paused or withdrawn."),
    )
    due_on = models.DateField(_("due"), null=True, blank=True)
    updates = PlanStreamField(
        [("update", CommitmentUpdateBlock())], verbose_name=_("updates"), blank=True
    )
    milestones = PlanStreamField(
        [("milestone", MilestoneBlock())], verbose_name=_("milestones"), blank=True
    )
    serves = PlanStreamField(
        ServedBlock(),
        verbose_name=_("measures and outcomes it serves"),
        blank=True,
    )

    #: Facts that publishing the source page writes to the record.
    record_model = Commitment
    record_field = "commitment"
    record_fields: ClassVar = ("status", "due_on", "reference")

    base_form_class = CommitmentPageForm
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("reference"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("status"), FieldPanel("due_on")]),
                FieldPanel("status_reason"),
            ],
            heading=_("Progress"),
            help_text=_(
                "Status and date are set on the source page and hold in every language once "
                "published."
            ),
        ),
        MultiFieldPanel([FieldPanel("lead"), FieldPanel("partners")], heading=_("Who does it")),
        FieldPanel("milestones"),
        FieldPanel("updates"),
        FieldPanel("serves"),
        *PassagesMixin.body_panels,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("reference"),
        index.SearchField("updates"),
        index.SearchField("milestones"),
        *PassagesMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = [
        *synchronized("slug"),
        *synchronized(*record_fields, overridable=False),
    ]
    parent_page_types: ClassVar = ["plan_priorities.PriorityPage", "plan_priorities.OutcomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("What will be done: who leads, by when, and how it stands.")
    template = "priorities/commitment_page.html"
    whole_plan_template = "priorities/whole_plan/commitment.html"

    class Meta:
        verbose_name = _("commitment")

    def record_values(self) -> dict[str, Any]:
        """What the record repeats of the source page."""
        return record_facts(self)

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """A reference is compared as people read it: capitals and spaces make no other."""
        self.reference = clean_reference(self.reference)
        super().full_clean(*args, **kwargs)

    def clean(self) -> None:
        """Readers are told why a commitment stopped or slipped; references name one thing."""
        super().clean()
        errors = reference_errors(self, self.get_parent() if self.path else None)
        if self.status in EXPLAINED_STATUSES and not self.status_reason.strip():
            errors["status_reason"] = gettext(
                "Say why, since readers will ask when they see this status."
            )
        if errors:
            raise ValidationError(errors)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add partners, history, milestones, updates and passages."""
        from priorities.commitments.shown import commitment

        context = super().get_context(request, *args, **kwargs)
        return {**context, **commitment(self, context["reader"])}
