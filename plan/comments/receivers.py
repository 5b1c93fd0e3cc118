"""Doors: signals of pages that concern comments. Rules live in actions, not here."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.models import Page
from wagtail.signals import page_published

from plan.comments.actions.hide_deleted_page import forget_hidden_page, hide_deleted_page
from plan.comments.translating import queue_languages_of
from plan.committing import once_committed


def page_deleting(sender: type, instance: Page, **kwargs: Any) -> None:
    """Before a page of any type is deleted, alone or with an ancestor."""
    hide_deleted_page(page=instance)


def page_shown(sender: type, instance: Page, **kwargs: Any) -> None:
    """After publishing: the plan may have one language more, into which comments are translated."""
    forget_hidden_page(page=instance)
    once_committed(queue_languages_of, instance.translation_key)


def connect() -> None:
    """Connect all receivers, once."""
    pre_delete.connect(page_deleting, sender=Page, dispatch_uid="plan_comments.page_deleting")
    page_published.connect(page_shown, dispatch_uid="plan_comments.page_shown")
