"""Whether a machine can translate comments here: the site's wagtail-localize decides."""

from __future__ import annotations

from typing import Any

from django.apps import apps


def machine() -> Any | None:
    """The translator that the site gave wagtail-localize; None without."""
    if not apps.is_installed("wagtail_localize"):
        return None
    from wagtail_localize.machine_translators import get_machine_translator

    return get_machine_translator()


def has_machine_translator() -> bool:
    """Whether wagtail-localize is installed and has been given a machine translator."""
    return machine() is not None
