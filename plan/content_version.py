"""One mark for all that readers are shown, another one after each change of any of it.

It lies in the shared cache, so that what one process changes is new in all. Whole pages are kept
under it (`page_cache`).
"""

from __future__ import annotations

import logging
import time
import uuid
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection, models, transaction

logger = logging.getLogger(__name__)

KEY = "plan:content-version"
#: Seconds for which a process does not ask again: under load, asking costs more than the page.
REMEMBERED = 0.2
#: Apps whose rows no page shows, and which visits and work in the admin write often.
UNSEEN_APPS = frozenset(
    {
        "account",
        "admin",
        "auth",
        "contenttypes",
        "django_tasks_database",
        "mfa",
        "sessions",
        "wagtailadmin",
        "wagtailsearch",
        "wagtailusers",
    }
)
#: The same of single models: drafts and what belongs to them, and what was done by whom.
UNSEEN_MODELS = {
    "wagtailcore.comment",
    "wagtailcore.commentreply",
    "wagtailcore.modellogentry",
    "wagtailcore.pagelogentry",
    "wagtailcore.pagesubscription",
    "wagtailcore.referenceindex",
    "wagtailcore.revision",
    "wagtailcore.uploadedfile",
}


def leave_out(app_label: str, *names: str) -> None:
    """Say that rows of these models are on no page: what respondents write all the time."""
    UNSEEN_MODELS.update(f"{app_label}.{name}".lower() for name in names)


def is_unseen(model: type[models.Model]) -> bool:
    """Whether no page shows rows of a model.

    Copies of a picture are made while a page is shown, and change none that was shown before.
    """
    from wagtail.images.models import AbstractRendition

    options = model._meta
    return (
        options.app_label in UNSEEN_APPS
        or options.label_lower in UNSEEN_MODELS
        or options.label_lower == settings.AUTH_USER_MODEL.lower()
        or issubclass(model, AbstractRendition)
    )


class Remembered:
    """What this process was told last, and when by the clock that never goes back."""

    version: str | None = None
    at = float("-inf")


def content_version() -> str | None:
    """The mark of now, or of a moment ago; None where the cache fails, which fails no reader."""
    now = time.monotonic()
    if Remembered.version is None or not 0 <= now - Remembered.at < REMEMBERED:
        Remembered.version, Remembered.at = shared_version(), now
    return Remembered.version


def shared_version() -> str | None:
    """The mark in the shared cache; a new one where there is none."""
    try:
        found: str | None = cache.get(KEY)
        if found is None:
            found = uuid.uuid4().hex
            if not cache.add(KEY, found, None):
                found = cache.get(KEY)
    except Exception as error:  # whatever the host's cache raises
        logger.warning("The cache does not answer: no page is kept. (%s)", error)
        return None
    return found


def content_changed() -> None:
    """After something that readers see changed: a new mark once the change is stored."""
    waiting = connection.run_on_commit
    if waiting and getattr(connection, "plan_content_waiting", None) is waiting:
        return
    transaction.on_commit(renew, robust=True)
    # A rollback puts another list in the place of this one.
    connection.plan_content_waiting = connection.run_on_commit  # type: ignore[attr-defined]


def renew() -> None:
    """Make a new mark now. Where the cache fails, pages are old until their time is over."""
    Remembered.version = None
    try:
        cache.set(KEY, uuid.uuid4().hex, None)
    except Exception as error:  # whatever the host's cache raises
        logger.warning("The cache does not answer: pages may be old for a while. (%s)", error)


def row_changed(sender: type[models.Model], **kwargs: Any) -> None:
    """After a row was stored or deleted."""
    if apps.ready and not is_unseen(sender):
        content_changed()
