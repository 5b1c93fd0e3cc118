"""The passage of the plan beside which a response was begun, as columns of a file.

Its identity never changes; number, words and title are those of now, on the page as it was first
written, so that a file does not depend on the language of whoever makes it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from django.utils.text import Truncator
from wagtail.models import Page

from plan.models import Passage

ABOUT_COLUMNS = ("about_page", "about_passage", "about_key", "about_block")
#: Characters of a passage's words, enough to know it again.
WORDS = 120
NOTHING = [""] * len(ABOUT_COLUMNS)

#: Translation key of a page, and the id of a passage on it; neither where there is none.
Identity = tuple[uuid.UUID | None, uuid.UUID | None]


class Passages:
    """Cells of passages by identity; each is looked up once, those of a batch together."""

    def __init__(self) -> None:
        self.known: dict[Identity, list[str]] = {(None, None): NOTHING}

    def learn(self, identities: Iterable[Identity]) -> None:
        """Look up those that are not known yet: two queries, or none."""
        new = {identity for identity in identities if identity not in self.known}
        if not new:
            return
        keys = {key for key, _block in new}
        pages: dict[uuid.UUID, tuple[int, str]] = {}
        for pk, key, title in (
            Page.objects.filter(translation_key__in=keys)
            .order_by("pk")
            .values_list("pk", "translation_key", "title")
        ):
            pages.setdefault(key, (pk, title))
        words = words_of([pk for pk, _title in pages.values()])
        for key, block in new:
            _pk, title = pages.get(key, (0, "")) if key else (0, "")
            ids = ["" if part is None else str(part) for part in (key, block)]
            self.known[key, block] = [title, words.get((key, block), ""), *ids]


def words_of(pages: list[int]) -> dict[Identity, str]:
    """Number and first words of each passage of some pages.

    The colon keeps "2.10" from being taken for a number and cut to 2.1.
    """
    rows = Passage.objects.filter(page__in=pages)
    return {
        (key, block): f"{number}: {shortened}".strip() if number else shortened
        for key, block, number, text in rows.values_list(
            "translation_key", "block_id", "number", "text"
        )
        if (shortened := Truncator(text).chars(WORDS)) or number
    }
