"""How files are read, by name: the list, and a profile's own page to rename it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from priorities.actions.keep_profile import rename_profile
from priorities.desk.pages import SPACE, DeskView, words_of
from priorities.imports import Mapping, MappingRefusedError, mapping_from_json
from priorities.models import ImportProfile, Measure
from priorities.permissions import can_import_figures


class ProfileListView(DeskView):
    """All profiles, and when each was last used."""

    template_name = "priorities/admin/profiles.html"
    page_title: Any = gettext_lazy("Import profiles")
    header_icon = "list-ul"
    may = staticmethod(can_import_figures)
    http_method_names = ("get", "head")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the profiles."""
        profiles = ImportProfile.objects.annotate(used_at=Max("batches__created_at"))
        context: dict[str, Any] = super().get_context_data(profiles=profiles, **kwargs)
        return context


class ProfileView(DeskView):
    """One profile: its measures and columns, and its name."""

    template_name = "priorities/admin/profile.html"
    header_icon = "list-ul"
    may = staticmethod(can_import_figures)

    @cached_property
    def profile(self) -> ImportProfile:
        """The profile of the address."""
        return get_object_or_404(ImportProfile, public_id=self.kwargs["public_id"])

    def get_page_title(self) -> str:
        """Its name."""
        return str(self.profile)

    def trail(self) -> list[dict[str, Any]]:
        """Below the profiles."""
        return [
            {"url": reverse(f"{SPACE}:profiles"), "label": _("Import profiles")},
            *super().trail(),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what its mapping says."""
        try:
            mapping: Mapping | None = mapping_from_json(self.profile.mapping)
        except MappingRefusedError:
            mapping = None
        keys = [one.measure for one in mapping.measures] if mapping else []
        names = dict(Measure.objects.filter(public_id__in=keys).values_list("public_id", "name"))
        measures = [
            (names.get(key, ""), one)
            for key, one in zip(
                map(as_uuid, keys), mapping.measures if mapping else (), strict=True
            )
        ]
        context: dict[str, Any] = super().get_context_data(
            **{"profile": self.profile, "name": self.profile.name, **kwargs},
            mapping=mapping,
            measures=measures,
        )
        return context

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Rename it."""
        name = request.POST.get("name", "")
        try:
            rename_profile(profile=self.profile, name=name, user=request.user)
        except ValidationError as error:
            return self.again(name=name, error=words_of(error))
        messages.success(request, _("The profile has its new name."))
        return redirect(f"{SPACE}:profiles")


def as_uuid(text: str) -> Any:
    """The public id in a text, or None."""
    import uuid

    try:
        return uuid.UUID(text)
    except ValueError:
        return None
