"""System checks name what a host has left out."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import set_urlconf

from plan import checks


def ids(found: list[Any]) -> list[str]:
    """Identifiers of messages."""
    return [message.id for message in found]


def test_this_site_has_everything() -> None:
    assert checks.check_localize() == []
    assert checks.check_context_processor() == []
    assert checks.check_urls() == []


def test_publishing_untranslated_copies(settings: Any) -> None:
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    assert ids(checks.check_localize()) == ["plan.W001"]


def test_without_localize_nothing_is_asked(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True
    monkeypatch.setattr(checks, "is_localize_installed", lambda: False)
    assert checks.check_localize() == []


def test_missing_context_processor(settings: Any) -> None:
    settings.TEMPLATES = [{"OPTIONS": {"context_processors": []}}, {}]
    assert ids(checks.check_context_processor()) == ["plan.W002"]


def test_missing_addresses() -> None:
    set_urlconf("django.contrib.auth.urls")
    try:
        assert ids(checks.check_urls()) == ["plan.E001"]
    finally:
        set_urlconf(None)
