"""What a reader may see: the one place every public byte comes through."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.query import PageQuerySet

from plan.models import Passage
from plan.readers import Reader


def restricted_paths() -> list[str]:
    """Tree paths of pages behind a restriction, in any language; all below them are too."""
    restricted = Page.objects.filter(view_restrictions__isnull=False)
    return list(
        Page.objects.filter(translation_key__in=restricted.values("translation_key"))
        .order_by()
        .values_list("path", flat=True)
    )


def visible_pages(reader: Reader) -> PageQuerySet:
    """Live, unrestricted pages in the reader's language that are really in that language."""
    pages = Page.objects.live().filter(locale=reader.locale, alias_of__isnull=True)
    if paths := restricted_paths():
        hidden = Q()
        for path in paths:
            hidden |= Q(path__startswith=path)
        pages = pages.exclude(hidden)
    return pages


def chapters(plan_page: Page, reader: Reader) -> list[Page]:
    """The plan's visible chapters in order, as plain pages."""
    return list(visible_pages(reader).child_of(plan_page).order_by("path"))


@dataclass(frozen=True)
class PageLanguage:
    """A language in which a page can be read."""

    code: str
    name: str
    url: str
    is_current: bool
    full_url: str = ""

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`."""
        return direction_of(self.code)


def direction_of(code: str) -> str:
    """Writing direction of a language."""
    from django.conf import settings

    base = code.split("-")[0]
    return "rtl" if base in {*settings.LANGUAGES_BIDI, "ckb"} else "ltr"


def page_languages(page: Page, request: HttpRequest | None = None) -> list[PageLanguage]:
    """Languages in which this page is really there: no alias, no untranslated copy."""
    from django.conf import settings

    names = dict(settings.LANGUAGES)
    translations = (
        Page.objects.filter(translation_key=page.translation_key, live=True, alias_of=None)
        .exclude(
            plan_translation_progress__segments__gt=0,
            plan_translation_progress__translated_segments=0,
        )
        .select_related("locale")
        .order_by("locale__language_code")
    )
    found = []
    for translation in translations:
        code = translation.locale.language_code
        found.append(
            PageLanguage(
                code=code,
                name=names.get(code, code),
                url=translation.get_url(request) or "",
                is_current=translation.locale_id == page.locale_id,
                full_url=translation.get_full_url(request) or "",
            )
        )
    return found


def passage_numbers(page: Page) -> dict[uuid.UUID, str]:
    """Numbers of a page's passages as last published, by block id."""
    rows = Passage.objects.filter(page=page).order_by()
    return dict(rows.values_list("block_id", "number"))


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


def neighbours(page: Page, ordered: Sequence[Page]) -> tuple[Page | None, Page | None]:
    """The chapters before and after this one."""
    keys = [chapter.pk for chapter in ordered]
    if page.pk not in keys:
        return None, None
    place = keys.index(page.pk)
    before = ordered[place - 1] if place else None
    after = ordered[place + 1] if place + 1 < len(keys) else None
    return before, after


def languages_of_passage(translation_key: uuid.UUID, block_id: uuid.UUID) -> list[tuple[str, str]]:
    """Codes and own names of the languages in which a passage is public."""
    from django.conf import settings

    names = dict(settings.LANGUAGES)
    rows = Passage.objects.filter(translation_key=translation_key, block_id=block_id)
    return [
        (passage.locale.language_code, names.get(passage.locale.language_code, ""))
        for passage in rows.select_related("locale").order_by("locale__language_code")
        if passage_by_identity(translation_key, block_id, Reader(passage.locale)) is not None
    ]
