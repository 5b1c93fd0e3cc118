"""What a reader may see: the one place every public byte comes through."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.lookups import StartsWith
from django.http import HttpRequest
from django.utils.translation import override
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

from plan.models import Passage
from plan.readers import Reader

#: A page that wagtail-localize made and nobody has translated a word of.
UNTRANSLATED = Q(
    plan_translation_progress__segments__gt=0,
    plan_translation_progress__translated_segments=0,
)


def shut_pages(reader: Reader) -> PageQuerySet:
    """Pages behind a restriction this reader has not passed, in the language of it or another."""
    restrictions = PageViewRestriction.objects.exclude(pk__in=reader.admitted)
    found: PageQuerySet = Page.objects.filter(
        translation_key__in=restrictions.values("page__translation_key")
    )
    return found


def written_pages() -> PageQuerySet:
    """Live pages that are really in their language: no alias, no untranslated copy."""
    found: PageQuerySet = Page.objects.live().filter(alias_of=None).exclude(UNTRANSLATED)
    return found


def open_to(reader: Reader) -> Exists:
    """The condition that no page above, nor the page itself, is shut for this reader."""
    above = shut_pages(reader).order_by().filter(StartsWith(OuterRef("path"), F("path")))
    return ~Exists(above)  # type: ignore[return-value]  # negated, it stays a condition


class Prepared(threading.local):
    """The query that every public page begins with, for a reader who has passed no restriction.

    To put it together costs as much as to run it. It is never run itself: what is built upon it
    is. Each thread has its own, since Django does not promise that two may build upon one.
    """

    def __init__(self) -> None:
        self.public: PageQuerySet | None = None


PREPARED = Prepared()


def readable_pages(reader: Reader) -> PageQuerySet:
    """What the reader may see in any language."""
    if reader.admitted:
        return written_pages().filter(open_to(reader))
    if PREPARED.public is None:
        PREPARED.public = written_pages().filter(open_to(reader))
    found: PageQuerySet = PREPARED.public.all()
    return found


def visible_pages(reader: Reader) -> PageQuerySet:
    """What the reader may see in the reader's language."""
    return readable_pages(reader).filter(locale=reader.locale)


def chapters(plan_page: Page, reader: Reader) -> list[Page]:
    """The plan's visible chapters in order, as plain pages."""
    return list(visible_pages(reader).child_of(plan_page).order_by("path"))


@dataclass(frozen=True)
class PageLanguage:
    """A language in which something can be read."""

    code: str
    name: str
    url: str
    is_current: bool
    full_url: str = ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.code)

    @property
    def is_default(self) -> bool:
        """Whether readers of no language we offer are sent here."""
        return self.code == settings.LANGUAGE_CODE


def direction_of(code: str) -> str:
    """Writing direction of a language."""
    base = code.partition("-")[0]
    return "rtl" if base in {*settings.LANGUAGES_BIDI, "ckb"} else "ltr"


def language_name(code: str) -> str:
    """A language's own name for itself."""
    return str(dict(settings.LANGUAGES).get(code, code))


@dataclass(frozen=True)
class Surroundings:
    """What stands around a page: its translations, itself included, and the plan's chapters."""

    translations: Sequence[Page]
    chapters: Sequence[Page]


def surroundings(page: Page, plan_page: Page | None, reader: Reader) -> Surroundings:
    """Translations and chapters in one query; chapters bring a statement's own row along."""
    wanted = Q(translation_key=page.translation_key)
    if plan_page is not None:
        below = Q(path__startswith=plan_page.path, depth=plan_page.depth + 1)
        wanted |= below & Q(locale=reader.locale) & Q(open_to(reader))
    found = written_pages().filter(wanted).order_by("path")
    pages = list(found.select_related("locale", "statementpage__portrait"))
    return Surroundings(
        translations=[other for other in pages if other.translation_key == page.translation_key],
        chapters=[
            chapter
            for chapter in pages
            if plan_page is not None
            and chapter.depth == plan_page.depth + 1
            and chapter.path.startswith(plan_page.path)
        ],
    )


def page_languages(page: Page, request: HttpRequest | None = None) -> list[PageLanguage]:
    """Languages in which this page is really there: no alias, no untranslated copy."""
    found = written_pages().filter(translation_key=page.translation_key)
    return languages_of(page, found.select_related("locale"), request)


def languages_of(
    page: Page, translations: Iterable[Page], request: HttpRequest | None = None
) -> list[PageLanguage]:
    """The languages of a page's translations, by their codes."""
    languages = [
        PageLanguage(
            code=translation.locale.language_code,
            name=language_name(translation.locale.language_code),
            url=translation.get_url(request) or "",
            is_current=translation.locale_id == page.locale_id,
            full_url=translation.get_full_url(request) or "",
        )
        for translation in translations
    ]
    return sorted(languages, key=lambda language: language.code)


def languages_at(
    codes: Iterable[str], request: HttpRequest, reader: Reader, address: Sequence[object]
) -> list[PageLanguage]:
    """Languages of a view of ours, which has the same address in each but for its beginning."""
    from django.urls import reverse

    name, *arguments = address
    languages = []
    for code in sorted(codes):
        with override(code):
            url = reverse(str(name), args=arguments)
        languages.append(
            PageLanguage(
                code=code,
                name=language_name(code),
                url=url,
                is_current=code == reader.language,
                full_url=request.build_absolute_uri(url),
            )
        )
    return languages


def passage_numbers(pages: Iterable[Page]) -> dict[tuple[int, uuid.UUID], str]:
    """Numbers of passages as last published, by page and block."""
    rows = Passage.objects.filter(page__in=[page.pk for page in pages]).order_by()
    values = rows.values_list("page", "block_id", "number")
    return {(page, block): number for page, block, number in values}


def visible_targets(primary_keys: Iterable[int], reader: Reader) -> dict[int, Page]:
    """Pages that texts embed, as the reader may see them in their language, by the key stored.

    A text may point to a page in another language; what counts is its identity.
    """
    wanted = set(primary_keys)
    if not wanted:
        return {}
    stored = dict(Page.objects.filter(pk__in=wanted).values_list("pk", "translation_key"))
    found = visible_pages(reader).filter(translation_key__in=set(stored.values()))
    pages = {page.translation_key: page for page in found}
    return {pk: pages[key] for pk, key in stored.items() if key in pages}


def passage_by_identity(
    translation_key: uuid.UUID, block_id: uuid.UUID, reader: Reader
) -> Passage | None:
    """One passage in the reader's language; None where it is not public there."""
    found = Passage.objects.filter(
        translation_key=translation_key,
        block_id=block_id,
        page__in=visible_pages(reader).values("pk"),
    )
    return found.select_related("page", "page__locale", "plan").first()


def readings_of_passage(
    translation_key: uuid.UUID, block_id: uuid.UUID, reader: Reader
) -> list[Passage]:
    """One passage in each language in which the reader may see it, in one query.

    Each says in `read_in` which languages these are.
    """
    rows = Passage.objects.filter(
        translation_key=translation_key,
        block_id=block_id,
        page__in=readable_pages(reader).values("pk"),
    )
    rows = rows.select_related("page", "page__locale", "plan", "locale").order_by("locale")
    found = list(rows)
    for row in found:
        row.read_in = tuple(other.locale.language_code for other in found)
    return found


def neighbours(page: Page, ordered: Sequence[Page]) -> tuple[Page | None, Page | None]:
    """The chapters before and after this one."""
    keys = [chapter.pk for chapter in ordered]
    if page.pk not in keys:
        return None, None
    place = keys.index(page.pk)
    before = ordered[place - 1] if place else None
    after = ordered[place + 1] if place + 1 < len(keys) else None
    return before, after


def languages_of_passage(
    translation_key: uuid.UUID, block_id: uuid.UUID, reader: Reader
) -> list[str]:
    """Codes of the languages in which a passage can be read."""
    rows = Passage.objects.filter(
        translation_key=translation_key,
        block_id=block_id,
        page__in=readable_pages(reader).values("pk"),
    )
    return list(rows.order_by("locale").values_list("locale__language_code", flat=True))
