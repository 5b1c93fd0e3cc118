"""The page of all published comments of a consultation."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from plan.comments.contributor import FRESH_FOR
from plan.comments.figures import transparency_line
from plan.comments.listing.doors import Listing, for_listing
from plan.comments.listing.filters import GONE, Asked, Sort
from plan.comments.listing.queries import SIZE, Group, Places, comments_on, found_groups, places_of
from plan.comments.listing.shown import parts_of
from plan.consultation.freshness import limit_freshness
from plan.heads import Head
from plan.queries import language_name, languages_at

#: Where the figures of moderation are reckoned.
#: Names of the addresses of files, with what they are called.
FILES = (("comments_csv", "CSV"), ("comments_xlsx", "Excel"), ("comments_jsonl", "JSON Lines"))


@require_safe
@for_listing
def all_comments(request: HttpRequest, listing: Listing) -> HttpResponse:
    """What was said of which passage, to read, filter, search and sort."""
    asked = Asked.of(request.GET)
    places = places_of(listing)
    groups = found_groups(listing, places, asked)
    comments = comments_on(listing, places, asked, groups)
    limit_freshness(listing.consultation, listing.reader, listing.taking.moment)
    listing.reader.freshness.limit(FRESH_FOR)
    listing.reader.freshness.ask_each_time()
    context = {
        "listing": listing,
        "asked": asked,
        "parts": parts_of(listing, places, comments),
        "by_passage": asked.sort == Sort.PASSAGE,
        **numbers_of(asked, places, groups),
        **choices_of(places),
        **around(request, listing, asked),
    }
    response = render(request, "plan/comments/all_comments.html", context)
    listing.reader.limit_caching(response)
    return response


def numbers_of(asked: Asked, places: Places, groups: Sequence[Group]) -> dict[str, Any]:
    """How many there are, how many were found, and where the pages before and after are."""
    found = sum(group.number for group in groups)
    last = max(1, ceil(found / SIZE))
    return {
        "total": sum(group.number for group in places.groups),
        "found": found,
        "last_page": last,
        "previous": f"?{asked.address(min(asked.number - 1, last))}" if asked.number > 1 else "",
        "next": f"?{asked.address(asked.number + 1)}" if asked.number < last else "",
    }


def choices_of(places: Places) -> dict[str, Any]:
    """What can be chosen: languages that were written in, pages that were commented on."""
    languages = sorted({group.language for group in places.groups})
    there = {group.key for group in places.groups if group.identity in places.numbers}
    in_order = dict.fromkeys(key for key, _block in places.numbers if key in there)
    chapters = [(str(key), places.titles[key]) for key in in_order]
    if any(group.identity not in places.numbers for group in places.groups):
        chapters.append((GONE, _("Text no longer in the plan")))
    return {
        "languages": [(code, language_name(code)) for code in languages],
        "chapters": chapters,
        "sorts": Sort.choices,
    }


def around(request: HttpRequest, listing: Listing, asked: Asked) -> dict[str, Any]:
    """Head, languages, ways to feeds, files and the consultation."""
    address = ("plan:all_comments", listing.consultation.public_id)
    languages = languages_at(listing.pages, request, listing.reader, address)
    title = _("Comments on “%(title)s”") % {"title": listing.page.title}
    is_later = asked == Asked(number=asked.number) and asked.number > 1
    place = f"{listing.url('all_comments')}{f'?p={asked.number}' if is_later else ''}"
    return {
        "title": title,
        "head": Head(title, request.build_absolute_uri(place), languages=languages),
        "page_languages": languages,
        "is_unlisted": asked.is_narrowed,
        "page_url": listing.page.get_url(request),
        "address": listing.url("all_comments"),
        "atom_url": listing.url("comments_atom"),
        "rss_url": listing.url("comments_rss"),
        "files": [(listing.url(name), words) for name, words in FILES],
        "transparency": "" if asked.is_narrowed else transparency_line(listing.consultation),
    }
