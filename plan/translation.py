"""What translators may and may not change, said so that wagtail-localize is optional."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.apps import apps
from wagtail.models import Page


def synchronized(*names: str, overridable: bool = True) -> list[Any]:
    """Declare fields that follow the source page; an empty list without wagtail-localize.

    `overridable=False` is for facts, which a translation must never contradict.
    """
    if find_spec("wagtail_localize") is None:
        return []
    from wagtail_localize.fields import SynchronizedField

    return [SynchronizedField(name, overridable=overridable) for name in names]


def translatable(*names: str) -> list[Any]:
    """Declare the only fields that are translated; an empty list without wagtail-localize."""
    if find_spec("wagtail_localize") is None:
        return []
    from wagtail_localize.fields import TranslatableField

    return [TranslatableField(name) for name in names]


def is_localize_installed() -> bool:
    """Whether this site translates pages with wagtail-localize."""
    return apps.is_installed("wagtail_localize")


def counted_segments(page: Page) -> tuple[int, int] | None:
    """All segments of a translated page and those translated; None where nobody counts them.

    That is an original, a page written in its language by hand, or a site that translates pages
    in another way.
    """
    if not is_localize_installed():
        return None
    from wagtail_localize.models import Translation

    translation = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale_id=page.locale_id, enabled=True
    ).first()
    if translation is None:
        return None
    segments, translated = translation.get_progress()
    return int(segments), int(translated)
