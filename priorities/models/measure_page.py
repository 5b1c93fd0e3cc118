"""How progress is known: the words around a measure, in one language."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail.search import index

from plan.fields import PlanStreamField
from plan.models import PlanChildMixin
from plan.translation import synchronized
from priorities.blocks import BreakdownBlock, InterimTargetBlock, SeriesBreakBlock
from priorities.measure_form import MeasurePageForm
from priorities.models.facts import MeasureFacts
from priorities.models.measure_lists import breakdowns_of, breaks_of, list_errors, targets_of
from priorities.models.measure_panels import FACT_PANELS, SOURCE_PANELS, WORD_PANELS
from priorities.models.priority_pages import SUMMARY_HELP
from priorities.models.records import Measure

if TYPE_CHECKING:
    from django.http import HttpRequest

FACTS = tuple(field.name for field in MeasureFacts._meta.local_fields)


class MeasurePage(MeasureFacts, PlanChildMixin, Page):
    """A measure in one language; its facts and figures are the record's."""

    measure = models.ForeignKey(
        Measure,
        on_delete=models.PROTECT,
        related_name="pages",
        blank=True,
        editable=False,
    )
    summary = models.TextField(_("summary"), blank=True, help_text=SUMMARY_HELP)
    counted = models.CharField(
        _("what the figure says"),
        max_length=200,
        blank=True,
        help_text=_("For example “Victims of homicide”. Stands above the chart. Empty: the title."),
    )
    definition = models.TextField(
        _("definition"), help_text=_("What is counted and what is not, in plain words.")
    )
    why_it_matters = models.TextField(_("why it matters"), blank=True)
    source_name = models.CharField(
        _("source"), max_length=200, help_text=_("Who publishes the figures.")
    )
    source_url = models.URLField(_("address of the source"), blank=True)
    caveats = models.TextField(
        _("what to bear in mind"),
        blank=True,
        help_text=_("Changes of method, delays, small numbers."),
    )

    interim_targets = PlanStreamField(
        [("target", InterimTargetBlock())],
        verbose_name=_("interim targets"),
        blank=True,
        help_text=_("Figures to be reached on the way."),
    )
    no_target_reason = models.TextField(
        _("why there is no target"), blank=True, help_text=_("Readers ask. Empty with a target.")
    )
    breaks = PlanStreamField(
        [("break", SeriesBreakBlock())], verbose_name=_("breaks in the series"), blank=True
    )
    breakdowns = PlanStreamField(
        [("breakdown", BreakdownBlock())], verbose_name=_("breakdowns"), blank=True
    )
    judgement_reason = models.TextField(
        _("why it is judged by hand"),
        blank=True,
        help_text=_("Shown beside the judgement that replaces the rule."),
    )
    contact = models.CharField(
        _("contact"), max_length=200, blank=True, help_text=_("For questions about the figures.")
    )
    data_owner = models.ForeignKey(
        "plan.Organisation",
        verbose_name=_("owner"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Who answers for the figures."),
    )
    licence_name = models.CharField(
        _("licence"), max_length=200, blank=True, default="Open Government Licence v3.0"
    )
    licence_url = models.URLField(
        _("address of the licence"),
        blank=True,
        default="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    )

    #: Facts that publishing the source page writes to the record.
    record_model = Measure
    record_field = "measure"
    record_fields: ClassVar = FACTS

    base_form_class = MeasurePageForm
    content_panels: ClassVar = [
        *Page.content_panels,
        *WORD_PANELS,
        *FACT_PANELS,
        *SOURCE_PANELS,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("definition"),
        index.SearchField("why_it_matters"),
        index.SearchField("source_name"),
    ]
    override_translatable_fields: ClassVar = [
        *synchronized("slug", "licence_name", "licence_url"),
        *synchronized(*FACTS, "interim_targets", overridable=False),
    ]
    parent_page_types: ClassVar = [
        "plan.PlanPage",
        "plan_priorities.PriorityPage",
        "plan_priorities.OutcomePage",
    ]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("How progress is known: a figure over time, with chart and table.")
    template = "priorities/measure_page.html"
    whole_plan_template = "priorities/whole_plan/measure.html"

    class Meta:
        verbose_name = _("measure")

    def record_values(self) -> dict[str, Any]:
        """What the record repeats of the source page."""
        return {
            "name": self.title,
            **{name: getattr(self, name) for name in FACTS},
            "interim_targets": targets_of(self.interim_targets),
            "breaks": breaks_of(self.breaks),
            "breakdowns": breakdowns_of(self.breakdowns),
        }

    def clean(self) -> None:
        """Lists must fit the facts. The editor's form asks why there is no target."""
        super().clean()
        if errors := list_errors(self):
            raise ValidationError(errors)

    @property
    def figure_label(self) -> str:
        """What the figure says, in a few words."""
        return self.counted or self.title

    def shown_measure(self, *, is_preview: bool) -> Measure:
        """The record; in a preview with the facts as they would be once published."""
        if not is_preview:
            found: Measure = Measure.objects.select_related("calculated_from", "calculated_by").get(
                pk=self.measure_id
            )
            self.measure = found
            return found
        record = self.measure if self.measure_id else Measure()
        identity = {"pk": record.pk, "public_id": record.public_id}
        return Measure(**identity, **self.record_values())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add sentence, chart and table, of the area and group that the address asks for."""
        from priorities.measure_context import measure
        from priorities.open_data.on_pages import on_measure_page

        context = super().get_context(request, *args, **kwargs)
        shown = measure(self, context["reader"], request.GET)
        card = reverse("plan:measure_card", args=[self.measure.public_id]) if self.pk else ""
        picture = request.build_absolute_uri(shown["picture_url"]) if shown["chart"] else ""
        is_offered = shown["has_figures"] and not context["reader"].is_preview
        return {
            **context,
            **shown,
            "head": replace(context["head"], picture=picture),
            "card_url": request.build_absolute_uri(card),
            "open_data": is_offered
            and on_measure_page(self, shown["headline"], shown["choices"].area_labels, request),
        }
