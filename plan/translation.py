"""What translators may and may not change, said so that wagtail-localize is optional."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from django.apps import apps


def synchronized(*names: str, overridable: bool = True) -> list[Any]:
    """Declare fields that follow the source page; an empty list without wagtail-localize.

    `overridable=False` is for facts, which a translation must never contradict.
    """
    if find_spec("wagtail_localize") is None:
        return []
    from wagtail_localize.fields import SynchronizedField

    return [SynchronizedField(name, overridable=overridable) for name in names]


def is_localize_installed() -> bool:
    """Whether this site translates pages with wagtail-localize."""
    return apps.is_installed("wagtail_localize")
