"""Search over pages and passages that the reader may see."""

from __future__ import annotations

from dataclasses import dataclass
from unicodedata import category

from django.utils.text import Truncator
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from plan.models import Passage
from plan.queries import visible_pages
from plan.readers import Reader

#: More than anybody reads; keeps a search for "the" cheap.
MOST_RESULTS = 200


@dataclass(frozen=True)
class Result:
    """One hit: a page, or a passage in its page."""

    title: str
    url: str
    excerpt: str
    place: str = ""


def plain_words(question: str) -> str:
    """Letters, marks and digits only: search engines give other characters a meaning."""
    kept = (sign if category(sign)[0] in "LMN" else " " for sign in question)
    return " ".join("".join(kept).split())


def find(question: str, reader: Reader) -> list[Result]:
    """Pages first, then passages of other pages, best first.

    The search index knows only live and locale; what may be seen is decided by `visible_pages`.
    """
    words = plain_words(question)
    if not words:
        return []
    backend = get_search_backend()
    live = Page.objects.live().filter(locale_id=reader.locale.pk)
    pages = list(backend.search(words, live)[:MOST_RESULTS])
    passages = Passage.objects.filter(locale_id=reader.locale.pk).select_related("page")
    found = list(backend.search(words, passages)[:MOST_RESULTS])
    wanted = {page.pk for page in pages} | {passage.page_id for passage in found}
    allowed = set(visible_pages(reader).filter(pk__in=wanted).values_list("pk", flat=True))
    by_page: dict[int, list[Passage]] = {}
    for passage in found:
        if passage.page_id in allowed:
            by_page.setdefault(passage.page_id, []).append(passage)
    results = [page_result(p, by_page.pop(p.pk, [])) for p in pages if p.pk in allowed]
    for rest in by_page.values():
        results += [passage_result(passage) for passage in rest]
    return results


def page_result(page: Page, passages: list[Passage]) -> Result:
    """A page; where one of its passages has the words, that passage in its place."""
    if passages:
        return passage_result(passages[0])
    return Result(page.title, page.url or "", Truncator(page.search_description).words(40))


def passage_result(passage: Passage) -> Result:
    """A passage, which leads to its place in its page."""
    return Result(
        title=passage.page.title,
        url=f"{passage.page.url}#p-{passage.block_id}",
        excerpt=Truncator(passage.text).words(40),
        place=passage.number,
    )
