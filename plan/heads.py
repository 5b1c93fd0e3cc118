"""What a page says of itself to search engines, other sites and browsers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.text import Truncator
from wagtail.models import Page

from plan.files import public_file
from plan.queries import PageLanguage

#: Search engines and social networks cut off what is longer.
LONGEST_DESCRIPTION = 300


@dataclass(frozen=True)
class Head:
    """Description, public address, languages and social card of one page.

    `image` is one of the site's images; `picture` the address of one that is drawn, of 1200 by 630.
    """

    title: str
    canonical: str = ""
    description: str = ""
    image: Any = None
    picture: str = ""
    languages: Sequence[PageLanguage] = ()

    @property
    def fallback(self) -> PageLanguage | None:
        """Where readers of none of the languages are sent (hreflang `x-default`)."""
        if len(self.languages) < 2:
            return None
        return next((found for found in self.languages if found.is_default), self.languages[0])


def shortened(words: str) -> str:
    """One line of words that is not too long."""
    return Truncator(" ".join(words.split())).chars(LONGEST_DESCRIPTION)


def page_head(page: Page, languages: Sequence[PageLanguage], request: HttpRequest) -> Head:
    """The head of a page in the tree; its address is that of the site's public host name."""
    description = page.search_description or getattr(page, "summary", "")
    return Head(
        title=page.seo_title or page.title,
        canonical=page.get_full_url(request) or "",
        description=shortened(description),
        image=public_file(getattr(page, "social_image", None)),
        languages=languages,
    )
