"""Take down what has expired and publish what is due, each by itself.

Wagtail's own loop ends at the first page that may not change now (a plan whose consultation is
open, a form that would orphan answers), and again at each later run: nothing behind it in the
queue would ever happen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

#: What something is called, and what its schedule asks for.
Change = tuple[str, Callable[[], Any]]


def follow_schedule() -> list[str]:
    """Do all that is due; returns what was refused, by name with the reasons.

    What was refused stays as it was, and is tried again the next time.
    """
    refused = []
    for changes in (expired, due):
        for name, change in changes():
            try:
                with transaction.atomic():
                    change()
            except (PermissionDenied, ValidationError) as error:
                refused.append(f"{name}: {words_of(error)}")
    return refused


def words_of(error: Exception) -> str:
    """The reasons as sentences."""
    return " ".join(error.messages) if isinstance(error, ValidationError) else str(error)


def expired() -> Iterator[Change]:
    """Everything public whose time is over, pages first."""
    others: list[Any] = [
        model
        for model in apps.get_models()
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page)
    ]
    for model in (Page, *others):
        found = model._default_manager.filter(live=True, expire_at__lt=timezone.now()).order_by(
            "expire_at"
        )
        for item in list(found):
            take_down = partial(item.unpublish, log_action="wagtail.unpublish.scheduled")
            yield str(item), partial(take_down, set_expired=True)


def due() -> Iterator[Change]:
    """Drafts whose time has come, the oldest date first."""
    found = Revision.objects.filter(approved_go_live_at__lt=timezone.now())
    for revision in list(found.order_by("approved_go_live_at")):
        yield (
            revision.object_str,
            partial(revision.publish, log_action="wagtail.publish.scheduled"),
        )
