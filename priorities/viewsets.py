"""The menu “Measures”: figures to list, add, change and delete."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it brings no types
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput

from priorities.forms import ObservationForm
from priorities.models import Measure, Observation


class ObservationFilters(WagtailFilterSet):
    """Which measure, which time."""

    measure = django_filters.ModelChoiceFilter(
        label=_("Measure"), queryset=lambda request: Measure.objects.all()
    )
    since = django_filters.DateFilter(
        field_name="period_end", lookup_expr="gte", label=_("Since"), widget=AdminDateInput
    )
    until = django_filters.DateFilter(
        field_name="period_end", lookup_expr="lte", label=_("Until"), widget=AdminDateInput
    )

    class Meta:
        model = Observation
        fields: ClassVar = ["measure", "since", "until"]


class ObservationIndexView(generic.IndexView):
    """The list, with the measures in the same query."""

    def get_base_queryset(self) -> QuerySet[Observation]:
        """Figures that hold now or wait for their release, with their measures."""
        found: QuerySet[Observation] = super().get_base_queryset().select_related("measure")
        return found.filter(published_until__isnull=True)


class ObservationViewSet(ModelViewSet):
    """Rights are Django's own on the model; Wagtail's views write the log."""

    model = Observation
    name = "plan_figures"
    url_prefix = "plan/figures"
    icon = "order-up"
    menu_label = _("Measures")
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = ObservationIndexView
    filterset_class = ObservationFilters
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm[Any]]:
        """Our form, whichever the view."""
        return ObservationForm


observations = ObservationViewSet(
    menu_order=210,
    ordering=["measure__name", "-period_end", "area"],
    list_display=[
        Column("measure", label=_("Measure"), sort_key="measure__name"),
        Column("period", label=_("Period"), sort_key="period_end"),
        Column("area", label=_("Area")),
        Column("figure", label=_("Figure")),
        Column("status_words", label=_("Status")),
    ],
)
