"""Puts pages into the tree as an editor does: stored as a draft, then published."""

from __future__ import annotations

from typing import TypeVar

from wagtail.models import Page

AnyPage = TypeVar("AnyPage", bound=Page)


def add(parent: Page, page: AnyPage) -> AnyPage:
    """Store a page below another and publish it; returns it as it is stored."""
    page.live = False
    page.locale = parent.locale if parent.depth > 1 else page.locale
    fresh(parent).add_child(instance=page)
    return publish(page)


def publish(page: AnyPage) -> AnyPage:
    """Check the page as the editor's form does, and publish it."""
    page.full_clean()
    page.save_revision(log_action=True).publish()
    return fresh(page)


def fresh(page: AnyPage) -> AnyPage:
    """The page as it is stored now."""
    stored: AnyPage = type(page).objects.get(pk=page.pk)
    return stored
