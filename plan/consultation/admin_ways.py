"""The admin's pages on one consultation, for whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from plan.consultation.models import Consultation
from plan.consultation.permissions import (
    can_export_responses,
    can_import_responses,
    can_publish_results,
    can_test_response,
    can_view_entries,
    can_view_paper_requests,
    can_view_responses,
    can_view_subscribers,
)


@dataclass(frozen=True)
class Way:
    """A page on the consultation: its name below the admin's, what it is called, a picture."""

    name: str
    label: Any
    icon: str
    space: str = "plan_consultation_admin"


@dataclass(frozen=True)
class LinkedWay:
    """A way with its address."""

    url: str
    label: str
    icon: str


#: All ways in the order of the work: what is read, what else comes in, what runs it.
WAYS: tuple[tuple[Callable[[Any, Consultation], bool], Way], ...] = (
    (can_view_responses, Way("dashboard", _("Dashboard"), "view")),
    (can_view_responses, Way("responses", _("Read responses"), "list-ul")),
    (can_view_responses, Way("codebook", _("Codebook"), "openquote")),
    (can_export_responses, Way("exports", _("Exports"), "download")),
    (can_publish_results, Way("results", _("Publish results"), "globe")),
    (can_view_responses, Way("paper", _("On paper"), "doc-full")),
    (can_view_entries, Way("entries", _("Entered by staff"), "edit")),
    (can_import_responses, Way("import_responses", _("Import responses"), "upload")),
    (can_view_paper_requests, Way("paper_requests", _("Forms to send by post"), "mail")),
    (can_view_responses, Way("dates", _("Dates"), "calendar-alt")),
    (can_view_responses, Way("versions", _("History of the form"), "history")),
    (can_test_response, Way("tests", _("Tests"), "check")),
    (can_view_responses, Way("sources", _("Sources"), "link")),
    (can_view_subscribers, Way("subscribers", _("News by email"), "mail")),
)


#: What apps that know of consultations have added, by an app's name and the name of the page.
_added: dict[tuple[str, str], tuple[Callable[[Any, Consultation], bool], Way]] = {}


def add_way(check: Callable[[Any, Consultation], bool], way: Way) -> None:
    """Add an app's own page on a consultation; a second call replaces the first."""
    _added[way.space, way.name] = (check, way)


def ways(user: Any, consultation: Consultation) -> list[LinkedWay]:
    """All pages that this person may open, in the order of the work; what apps added comes last."""
    every = (*WAYS, *_added.values())
    allowed = {check: check(user, consultation) for check, _way in every}
    return [
        LinkedWay(
            reverse(f"{way.space}:{way.name}", args=[consultation.public_id]),
            str(way.label),
            way.icon,
        )
        for check, way in every
        if allowed[check]
    ]
