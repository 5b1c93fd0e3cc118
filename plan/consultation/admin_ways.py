"""The admin's pages on one consultation, in groups, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

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
    label: str
    icon: str


@dataclass(frozen=True)
class LinkedWay:
    """A way with its address."""

    url: str
    label: str
    icon: str


def reading_ways(user: Any, consultation: Consultation) -> Iterator[Way]:
    """To see and to take away what was answered."""
    if can_view_responses(user, consultation):
        yield Way("dashboard", _("Dashboard"), "view")
        yield Way("responses", _("Read responses"), "list-ul")
        yield Way("codebook", _("Codebook"), "openquote")
    if can_export_responses(user, consultation):
        yield Way("exports", _("Exports"), "download")
    if can_publish_results(user, consultation):
        yield Way("results", _("Publish results"), "globe")


def channel_ways(user: Any, consultation: Consultation) -> Iterator[Way]:
    """To take in what comes in another way than by the website."""
    if can_view_responses(user, consultation):
        yield Way("paper", _("On paper"), "doc-full")
    if can_view_entries(user, consultation):
        yield Way("entries", _("Entered by staff"), "edit")
    if can_import_responses(user, consultation):
        yield Way("import_responses", _("Import responses"), "upload")
    if can_view_paper_requests(user, consultation):
        yield Way("paper_requests", _("Forms to send by post"), "mail")


def running_ways(user: Any, consultation: Consultation) -> Iterator[Way]:
    """To run it: when, with which form, known by whom."""
    if can_view_responses(user, consultation):
        yield Way("dates", _("Dates"), "calendar-alt")
        yield Way("versions", _("History of the form"), "history")
    if can_test_response(user, consultation):
        yield Way("tests", _("Tests"), "check")
    if can_view_responses(user, consultation):
        yield Way("sources", _("Sources"), "link")
    if can_view_subscribers(user, consultation):
        yield Way("subscribers", _("News by email"), "mail")


def ways(user: Any, consultation: Consultation) -> list[LinkedWay]:
    """All pages that this person may open, in the order of the work."""
    found = [
        *reading_ways(user, consultation),
        *channel_ways(user, consultation),
        *running_ways(user, consultation),
    ]
    space = "plan_consultation_admin"
    return [
        LinkedWay(
            reverse(f"{space}:{way.name}", args=[consultation.public_id]), way.label, way.icon
        )
        for way in found
    ]
