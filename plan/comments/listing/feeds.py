"""The newest comments of a consultation as feeds, each entry in its own language.

Atom is RFC 4287; RSS says the language of an item as Dublin Core does. No entry holds an address.
Readers of both take the words of an entry as HTML: nothing that somebody typed is any.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.comments.contributor import FRESH_FOR
from plan.comments.exports.files import clean
from plan.comments.listing.doors import Listing, for_listing
from plan.comments.listing.downloads import asked_each_time
from plan.comments.listing.queries import places_of, shown_rows
from plan.comments.listing.shown import place_of_comment
from plan.comments.models import Comment
from plan.comments.templatetags.comment_tags import plain
from plan.page_cache import keep_for

#: Entries of a feed.
NEWEST = 50


class LanguageAtom(Atom1Feed):
    """Atom whose entries say their language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        """`xml:lang` of an entry."""
        return {"xml:lang": item["language"]}


class LanguageRss(Rss201rev2Feed):
    """RSS whose items say their language."""

    def rss_attributes(self) -> dict[str, str]:
        """Add the name space of `dc:language`."""
        return {**super().rss_attributes(), "xmlns:dc": "http://purl.org/dc/elements/1.1/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        """Add the language."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("dc:language", item["language"])


#: Feeds by kind, with the type under which each is sent.
KINDS: dict[str, tuple[type[SyndicationFeed], str]] = {
    "atom": (LanguageAtom, "application/atom+xml; charset=utf-8"),
    "rss": (LanguageRss, "application/rss+xml; charset=utf-8"),
}


@require_safe
@for_listing
def comments_feed(request: HttpRequest, listing: Listing, kind: str) -> HttpResponse:
    """The newest comments that this reader may read."""
    rows = shown_rows(listing, places_of(listing)).select_related("author")
    title = clean(_("Comments on “%(title)s”") % {"title": listing.page.title})
    make, content_type = KINDS[kind]
    feed = make(
        title=title,
        link=request.build_absolute_uri(listing.url("all_comments")),
        description=title,
        language=listing.reader.language,
        feed_url=request.build_absolute_uri(listing.url(f"comments_{kind}")),
    )
    for comment in rows.order_by("-posted_at", "-pk")[:NEWEST]:
        feed.add_item(**entry(request, comment))
    response = HttpResponse(content_type=content_type)
    feed.write(response, "utf-8")
    asked_each_time(response, listing.reader)
    if not listing.reader.is_known:
        keep_for(response, FRESH_FOR)
    return response


def entry(request: HttpRequest, comment: Comment) -> dict[str, Any]:
    """What a feed says of a comment."""
    link = request.build_absolute_uri(place_of_comment(comment))
    author = getattr(comment, "author", None)
    return {
        "title": clean(title_of(comment)),
        "link": link,
        "description": plain(clean(comment.text)),
        "unique_id": link,
        "unique_id_is_permalink": True,
        "author_name": clean(author.name) if author and author.name else None,
        "pubdate": comment.posted_at,
        "updateddate": comment.edited_at or comment.posted_at,
        "language": comment.language,
    }


def title_of(comment: Comment) -> str:
    """Which passage a comment is about, as its author saw it."""
    names = {"number": comment.passage_number, "title": comment.page_title}
    if not comment.passage_number:
        return comment.page_title
    return _("Passage %(number)s of “%(title)s”") % names
