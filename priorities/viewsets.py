"""The menu “Measures”: figures to look through, files and figures on their way in, areas."""

from __future__ import annotations

from typing import Any, ClassVar

import django_filters  # type: ignore[import-untyped]  # it brings no types
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views import generic
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets import AdminDateInput, Button

from priorities.desk.pages import SPACE
from priorities.forms import AreaForm
from priorities.models import Area, Measure, Observation
from priorities.permissions import (
    can_import_figures,
    can_keep_tokens,
    can_load_areas,
    can_view_batches,
)


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
    """The list, with the measures in the same query. Nothing is changed in place."""

    def get_base_queryset(self) -> QuerySet[Observation]:
        """Figures that hold now or wait for their release, with their measures."""
        found: QuerySet[Observation] = super().get_base_queryset().select_related("measure")
        return found.filter(published_until__isnull=True)

    def get_add_url(self) -> str | None:
        """Figures come in by files or the grid."""
        return None

    def get_edit_url(self, instance: Observation) -> str | None:
        """A figure is revised by a batch, so that its old value is kept."""
        return None

    def get_delete_url(self, instance: Observation) -> str | None:
        """It is taken away by a batch, too."""
        return None

    @cached_property
    def header_buttons(self) -> list[Button]:  # type: ignore[override]  # cached as Wagtail’s
        """The ways in."""
        if not can_import_figures(self.request.user):
            return []
        return [
            Button(_("Upload a file"), reverse(f"{SPACE}:upload"), icon_name="upload"),
            Button(_("Type figures"), reverse(f"{SPACE}:type"), icon_name="edit"),
        ]


class ObservationViewSet(ModelViewSet):
    """Figures to look through; rights are Django's own on the model."""

    model = Observation
    name = "plan_figures"
    url_prefix = "plan/figures"
    icon = "order-up"
    menu_label = _("Figures")
    copy_view_enabled = False
    index_view_class = ObservationIndexView
    filterset_class = ObservationFilters
    list_per_page = 50
    exclude_form_fields = ()

    def get_permissions_to_register(self) -> QuerySet[Permission]:
        """None from here: the app names its own, and those to change figures do nothing."""
        return Permission.objects.none()

    def get_urlpatterns(self) -> list[URLPattern]:
        """The list alone."""
        return [
            path("", self.index_view, name="index"),
            path("results/", self.index_results_view, name="index_results"),
        ]


class AreaIndexView(generic.IndexView):
    """Areas, and the way to load a list of them."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:  # type: ignore[override]  # as above
        """Add the way to a whole list."""
        found: list[Button] = list(super().header_more_buttons)
        if can_load_areas(self.request.user):
            url = reverse(f"{SPACE}:area_file")
            found.append(Button(_("Load a list"), url, icon_name="upload", priority=10))
        return found


class AreaViewSet(ModelViewSet):
    """Areas with their codes and names."""

    model = Area
    name = "plan_areas"
    url_prefix = "plan/areas"
    icon = "site"
    menu_label = _("Areas")
    copy_view_enabled = False
    index_view_class = AreaIndexView
    search_fields = ("name", "code")
    search_backend_name = None
    list_display = ("name", "code", "code_list", "within")
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> type[AreaForm]:
        """Our form, whichever the view."""
        return AreaForm


class GuardedItem(MenuItem):
    """An item for those who may open what it leads to."""

    def __init__(self, label: Any, name: str, icon: str, may: Any, order: int) -> None:
        super().__init__(label, reverse(name), name=name, icon_name=icon, order=order)
        self.may = may

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person may."""
        return bool(self.may(request.user))


observations = ObservationViewSet(
    ordering=["measure__name", "-period_end", "area"],
    list_display=[
        Column("measure", label=_("Measure"), sort_key="measure__name"),
        Column("period", label=_("Period"), sort_key="period_end"),
        Column("area", label=_("Area")),
        Column("figure", label=_("Figure")),
        Column("status_words", label=_("Status")),
    ],
)
areas = AreaViewSet()


class MeasuresGroup(ViewSetGroup):
    """Everything about figures in one menu."""

    menu_label = _("Measures")  # type: ignore[assignment]  # read when it is shown
    menu_name = "plan-measures"
    menu_icon = "order-up"
    menu_order: int = 210  # type: ignore[assignment]  # Wagtail’s own is None
    items = (observations, areas)  # type: ignore[assignment]  # Wagtail’s own is empty

    def get_submenu_items(self) -> list[MenuItem]:
        """Figures, how they come in, and what that needs."""
        figures, places = super().get_submenu_items()
        places.order = 60
        return [
            figures,
            GuardedItem(_("On their way in"), f"{SPACE}:batches", "upload", can_view_batches, 20),
            GuardedItem(_("Type figures"), f"{SPACE}:type", "edit", can_import_figures, 30),
            GuardedItem(
                _("Import profiles"), f"{SPACE}:profiles", "list-ul", can_import_figures, 40
            ),
            GuardedItem(_("Keys for programs"), f"{SPACE}:tokens", "key", can_keep_tokens, 50),
            places,
        ]
