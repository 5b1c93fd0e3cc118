"""What comments add to a plan: a way to each passage's comments, and the addresses for them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, reverse
from wagtail.models import Page

from plan.comments import queries
from plan.comments.composing import Place, invitation
from plan.comments.links_to_lists import listing_links
from plan.comments.taking_words import nearest, why_not
from plan.comments.threads import Asked, listing_at
from plan.consultation.freshness import limit_freshness
from plan.contributors import Contributor, Embed
from plan.mail import is_mail_configured
from plan.models import Passage
from plan.readers import Reader
from plan.shown_passages import passage_url

#: Seconds after which a page asks anew how many comments there are.
FRESH_FOR = 60


class CommentsContributor(Contributor):
    """Comments, to the rest of the plan."""

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Public addresses of comments."""
        from plan.comments.urls import urlpatterns

        return urlpatterns

    def passage_notes(
        self, keys: Sequence[tuple[uuid.UUID, uuid.UUID]], reader: Reader
    ) -> Mapping[tuple[uuid.UUID, uuid.UUID], Sequence[Embed]]:
        """“Comment on 2.14 (3)” beside each passage that takes comments or has some."""
        if not (found := queries.takings_beside((key for key, _ in keys), reader)):
            return {}
        limit(found, reader)
        numbers = queries.numbers_at(keys, found)
        notes = {}
        for identity in keys:
            is_open = queries.open_at(identity, found) is not None
            number = numbers.get(identity, 0)
            if is_open or number:
                url = f"{passage_url(*identity)}#comments"
                context = {"is_open": is_open, "number": number, "url": url}
                notes[identity] = [Embed("plan/comments/note.html", context)]
        return notes

    def below_passage(self, passage: Passage, request: HttpRequest, reader: Reader) -> Embed | None:
        """The passage's comments, and the form while comments are taken."""
        found = queries.takings(passage.plan_id, reader)
        identity = (passage.translation_key, passage.block_id)
        if not any(one.reaches(identity) or one.settings.is_shown for one in found):
            return None
        limit(found, reader)
        reader.freshness.ask_each_time()
        place = Place(request, reader, passage, found)
        asked = Asked.of(request.GET)
        listing = listing_at(identity, found, reader, asked, place.passage_url)
        taking = queries.open_at(identity, found)
        why = "" if taking else why_not(nearest(identity, found))
        if taking is None and not why and not listing.comments:
            return None
        if taking is not None:
            # Its token makes the page one reader's own.
            reader.freshness.limit(0)
        context = {
            "passage": passage,
            "listing": listing,
            "is_shown": any(one.settings.is_shown for one in found),
            "has_agreements": any(one.settings.has_agreements for one in found),
            "invitation": invitation(place, taking) if taking else None,
            "follow_url": follow_url(identity, taking),
            "why": why,
        }
        return Embed("plan/comments/below.html", context)

    def below_overview(self, page: Page, reader: Reader) -> Sequence[Embed]:
        """The way from a plan, and from a consultation, to all published comments."""
        return listing_links(page, reader)


def follow_url(identity: queries.Identity, taking: queries.Taking | None) -> str:
    """Where to ask for news of comments; empty where none are to come, or no mail goes out."""
    if taking is None or not taking.settings.is_shown or not is_mail_configured():
        return ""
    return reverse("plan:follow_passage", args=identity)


def limit(found: Sequence[queries.Taking], reader: Reader) -> None:
    """No copy of the page may outlive an opening or a closing, or be older than a minute."""
    for one in found:
        limit_freshness(one.settings.consultation, reader, one.moment)
    reader.freshness.limit(FRESH_FOR)
