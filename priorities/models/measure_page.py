"""How progress is known: the words around a measure, in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from plan.models import PlanChildMixin
from plan.translation import synchronized
from priorities.models.priority_pages import SUMMARY_HELP
from priorities.models.records import Measure, MeasureFacts

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

    #: Facts that publishing the source page writes to the record.
    record_model = Measure
    record_field = "measure"
    record_fields: ClassVar = FACTS

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("counted"),
        FieldPanel("definition"),
        FieldPanel("why_it_matters"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("unit"), FieldPanel("decimals")]),
                FieldRowPanel([FieldPanel("rate_per"), FieldPanel("currency")]),
                FieldRowPanel([FieldPanel("frequency"), FieldPanel("compared_with")]),
                FieldPanel("direction_wanted"),
                FieldRowPanel([FieldPanel("range_low"), FieldPanel("range_high")]),
                FieldRowPanel(
                    [FieldPanel("baseline_period_start"), FieldPanel("baseline_period_end")]
                ),
                FieldPanel("baseline_value"),
                FieldRowPanel([FieldPanel("target_value"), FieldPanel("target_on")]),
                FieldPanel("geography"),
            ],
            heading=_("Facts"),
            help_text=_("Set on the source page; hold in every language once published."),
        ),
        MultiFieldPanel(
            [FieldPanel("source_name"), FieldPanel("source_url"), FieldPanel("caveats")],
            heading=_("Source"),
        ),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("definition"),
        index.SearchField("why_it_matters"),
        index.SearchField("source_name"),
    ]
    override_translatable_fields: ClassVar = [
        *synchronized("slug"),
        *synchronized(*FACTS, overridable=False),
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
        return {"name": self.title, **{name: getattr(self, name) for name in FACTS}}

    @property
    def figure_label(self) -> str:
        """What the figure says, in a few words."""
        return self.counted or self.title

    def shown_measure(self, *, is_preview: bool) -> Measure:
        """The record; in a preview with the facts as they would be once published."""
        if not is_preview:
            return self.measure
        record = self.measure if self.measure_id else Measure()
        identity = {"pk": record.pk, "public_id": record.public_id}
        return Measure(**identity, **self.record_values())

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add sentence, chart and table."""
        from priorities.contexts import measure

        context = super().get_context(request, *args, **kwargs)
        return {**context, **measure(self, context["reader"])}
