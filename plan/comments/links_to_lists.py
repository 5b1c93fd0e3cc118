"""The way to all published comments, from the pages that people read before."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from wagtail.models import Page

from plan.comments.enums import Showing
from plan.comments.models import CommentSettings, PlaceTally
from plan.comments.queries import takings_among
from plan.consultation.models import ConsultationPage
from plan.contributors import Embed
from plan.models import PlanPage
from plan.queries import visible_pages
from plan.readers import Reader


def listing_links(page: Page, reader: Reader) -> Sequence[Embed]:
    """A link for each consultation of the page of which comments are shown, in two queries.

    It names no number: what a page keeps for minutes would be wrong.
    """
    if (about := consultations_of(page)) is None:
        return ()
    found = takings_among(with_comments().filter(about), reader)
    if not found:
        return ()
    keys = [one.settings.consultation.translation_key for one in found]
    rows = visible_pages(reader).filter(translation_key__in=keys)
    titles = dict(rows.values_list("translation_key", "title"))
    links = [
        (reverse("plan:all_comments", args=[consultation.public_id]), title)
        for consultation in (one.settings.consultation for one in found)
        if (title := titles.get(consultation.translation_key))
    ]
    context: dict[str, Any] = {"links": links, "has_titles": len(links) > 1}
    return [Embed("plan/comments/listing_links.html", context)] if links else ()


def consultations_of(page: Page) -> Q | None:
    """Which consultations a page tells of; None where it tells of none."""
    if isinstance(page, ConsultationPage):
        return Q(consultation__translation_key=page.translation_key)
    if isinstance(page, PlanPage):
        return Q(consultation__plan__translation_key=page.translation_key)
    return None


def with_comments() -> Any:
    """Settings of consultations of which the public reads at least one comment."""
    tallies = PlaceTally.objects.filter(consultation=OuterRef("consultation"), number__gt=0)
    return CommentSettings.objects.filter(Exists(tallies)).exclude(showing=Showing.NEVER)
