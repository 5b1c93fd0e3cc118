"""The page that presents a consultation in one language, and where its form is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from plan.consultation.blocks import (
    WORDS,
    ConditionsBlock,
    FormBlock,
    OutcomeBlock,
    WayBlock,
)
from plan.consultation.enums import SectionOrder
from plan.consultation.models.consultations import Consultation
from plan.consultation.page_form import ConsultationPageForm
from plan.consultation.panels import FaultsPanel
from plan.consultation.rules import form_fault, opening_faults
from plan.fields import PlanStreamField
from plan.models import Plan
from plan.models.mixins import BslMixin, PlanChildMixin
from plan.translation import synchronized

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

FACTS = (
    "opens_at",
    "closes_at",
    "time_zone",
    "retain_until",
    "estimated_minutes",
    "results_due_on",
    "section_order",
    "is_sensitive",
    "grace_minutes",
    "suppress_below",
    "needs_second_check",
    "promised_languages",
)


class ConsultationPage(BslMixin, PlanChildMixin, Page):
    """What is asked, of whom, until when, and how to take part; the form is one of its fields."""

    summary = models.TextField(
        _("what is asked"), help_text=_("In a sentence or two: what people can influence.")
    )
    audiences = models.TextField(_("who can take part"), blank=True)
    happens_next = RichTextField(_("what happens with the answers"), blank=True, features=WORDS)
    other_ways = PlanStreamField(
        [("way", WayBlock())], verbose_name=_("other ways to take part"), blank=True
    )
    privacy_notice = RichTextField(
        _("privacy notice"),
        blank=True,
        features=["h3", *WORDS],
        help_text=_("Who holds the answers, why, on what legal basis, and for how long."),
    )
    confirmation = RichTextField(
        _("words after sending"), blank=True, features=WORDS, help_text=_("What happens next.")
    )
    call_to_action = models.CharField(
        _("words of the button while open"),
        max_length=120,
        blank=True,
        help_text=_("Empty: “Start the survey and have your say”."),
    )
    outcome = PlanStreamField(
        OutcomeBlock(),
        verbose_name=_("outcome"),
        blank=True,
        help_text=_("Shown as soon as it is published, and the button becomes “Read the results”."),
    )
    form = PlanStreamField(FormBlock(), verbose_name=_("form"), blank=True)
    conditions = PlanStreamField(
        ConditionsBlock(),
        verbose_name=_("conditions"),
        blank=True,
        help_text=_("When sections and questions are shown. Each can be used many times."),
    )
    support = RichTextField(
        _("support contacts"),
        blank=True,
        features=WORDS,
        help_text=_("Who helps people in distress. Shown around sensitive sections."),
    )
    change_reason = models.TextField(
        _("why the form is changed"),
        blank=True,
        help_text=_("Needed while the consultation is open. Kept in the history of the form."),
    )

    opens_at = models.DateTimeField(_("opens"), null=True, blank=True)
    closes_at = models.DateTimeField(_("closes"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="Europe/London")
    retain_until = models.DateField(
        _("responses are kept until"),
        null=True,
        blank=True,
        help_text=_("Needed before an opening time can be set."),
    )
    estimated_minutes = models.PositiveSmallIntegerField(
        _("minutes it takes"), null=True, blank=True
    )
    results_due_on = models.DateField(_("results promised by"), null=True, blank=True)
    section_order = models.CharField(
        _("order of sections"),
        max_length=10,
        choices=SectionOrder.choices,
        default=SectionOrder.LINEAR,
    )
    is_sensitive = models.BooleanField(
        _("sensitive"),
        default=False,
        help_text=_("Every page of the form offers a quick way out."),
    )
    grace_minutes = models.PositiveIntegerField(
        _("grace after closing, in minutes"),
        default=0,
        help_text=_("For those who had begun before it closed."),
    )
    suppress_below = models.PositiveSmallIntegerField(
        _("smallest number shown in results"),
        default=5,
        help_text=_("Smaller numbers are left out of what the public reads."),
    )
    needs_second_check = models.BooleanField(
        _("entries need a second check"),
        default=False,
        help_text=_("Somebody else looks at each response that staff enter."),
    )
    promised_languages = models.JSONField(
        _("promised languages"),
        default=list,
        blank=True,
        help_text=_("It does not open before the form is complete in these."),
    )

    #: Whether an action that changes the dates writes down itself what it does.
    dates_are_noted = False
    #: Facts that publishing the source page writes to the record.
    record_model = Consultation
    record_fields = FACTS

    #: What a link to the draft opens besides its preview: names of addresses, and labels.
    draft_views: ClassVar = (("plan:draft_form", _("The form, to walk through")),)

    base_form_class = ConsultationPageForm

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("audiences"),
        FieldPanel("happens_next"),
        FieldPanel("other_ways"),
        FieldPanel("privacy_notice"),
        FieldPanel("confirmation"),
        FieldPanel("call_to_action"),
        FieldPanel("support"),
        *BslMixin.bsl_panels,
    ]
    form_panels: ClassVar = [
        FaultsPanel(heading=_("What to put right")),
        FieldPanel("form"),
        FieldPanel("conditions"),
        FieldPanel("section_order"),
        FieldPanel("is_sensitive"),
        FieldPanel("change_reason"),
    ]
    date_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                FieldPanel("time_zone"),
            ],
            heading=_("Opening and closing"),
            help_text=_("Set on the source page; holds in every language once published."),
        ),
        FieldPanel("grace_minutes"),
        FieldPanel("promised_languages"),
        FieldPanel("retain_until"),
        FieldPanel("suppress_below"),
        FieldPanel("needs_second_check"),
        FieldRowPanel([FieldPanel("estimated_minutes"), FieldPanel("results_due_on")]),
    ]
    outcome_panels: ClassVar = [FieldPanel("outcome")]
    edit_handler = TabbedInterface(
        [
            ObjectList(content_panels, heading=_("Overview")),
            ObjectList(form_panels, heading=_("Form")),
            ObjectList(date_panels, heading=_("Dates")),
            ObjectList(outcome_panels, heading=_("Outcome")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
            ObjectList(Page.settings_panels, heading=_("Settings"), classname="settings"),
        ]
    )
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("audiences"),
        index.SearchField("outcome"),
    ]
    override_translatable_fields: ClassVar = [
        *synchronized("slug"),
        *synchronized(*FACTS, "conditions", "change_reason", overridable=False),
    ]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Asks the public: dates, audiences, the survey's form, the outcome.")
    template = "plan/consultation/consultation_page.html"

    class Meta:
        verbose_name = _("consultation")

    def record_values(self) -> dict[str, Any]:
        """Facts for the record, with the plan the page stands in."""
        plan = None
        if self.path and self.plan_page is not None:
            plan = Plan.objects.filter(translation_key=self.plan_page.translation_key).first()
        return {
            **{name: getattr(self, name) for name in FACTS},
            "plan": plan,
            "has_outcome": bool(len(self.outcome)),
        }

    def clean(self) -> None:
        """Nothing may keep a consultation from being answered fairly; see `rules`."""
        super().clean()
        faults = opening_faults(self)
        if fault := form_fault(self):
            faults["form"] = fault
        if faults:
            raise ValidationError(faults)

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """The overview in every state, each step of the form, and what follows it."""
        from plan.consultation.views.previews import preview_modes

        return preview_modes(self)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show a state or a step; nothing is stored."""
        from plan.consultation.views.previews import preview

        return preview(self, request, mode_name) or super().serve_preview(request, mode_name)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what holds at this moment: state, dates, languages, the way in."""
        from plan.consultation.contexts import overview

        context = super().get_context(request, *args, **kwargs)
        return {**context, **overview(self, request, context["reader"])}

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No copy of this page may outlive the next change of state."""
        from plan.consultation.freshness import ask_again

        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        if reader := (getattr(response, "context_data", None) or {}).get("reader"):
            ask_again(response, reader)
        return response
