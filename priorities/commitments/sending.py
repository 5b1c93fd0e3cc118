"""What letters to owners share: the queue, further tries, addresses, names of commitments."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from plan.mail import is_mail_configured
from plan.models import Organisation
from priorities.models import Commitment, CommitmentPage

logger = logging.getLogger(__name__)

#: How long to wait before each further try, where the queue can wait.
DELAYS = (timedelta(minutes=1), timedelta(minutes=10), timedelta(hours=1), timedelta(hours=6))


def queue(task: Any, *arguments: Any) -> bool:
    """Hand a task to the worker, where mail can be sent; whether the queue took it."""
    if not is_mail_configured():
        return False
    try:
        task.enqueue(*arguments)
    except Exception as error:
        logger.error("A letter could not be queued for sending: %s", type(error).__name__)
        return False
    return True


def try_to_send(send: Callable[[], None], task: Any, tries: int, *arguments: Any) -> bool | None:
    """Send; True when it went, None when it is tried again later, False when it is given up.

    The error is named and not told: a mail server's words may hold the address.
    """
    try:
        send()
    except Exception as error:
        if tries < len(DELAYS) and put_off(task, DELAYS[tries], *arguments, tries + 1):
            return None
        logger.error("A letter to an owner could not be sent: %s", type(error).__name__)
        return False
    return True


def put_off(task: Any, delay: timedelta, *arguments: Any) -> bool:
    """Have a task run later; False where the queue cannot wait."""
    if not task.get_backend().supports_defer:
        return False
    task.using(run_after=timezone.now() + delay).enqueue(*arguments)
    return True


def origin() -> str:
    """The address of the default site, such as `https://plan.example`."""
    site = Site.objects.filter(is_default_site=True).first()
    return str(site.root_url) if site is not None else ""


def titles_in(commitments: Iterable[Commitment], language: str) -> dict[int, str]:
    """Titles by record, in a language as far as there are any; on one line each."""
    found = {one.pk: one.name for one in commitments}
    pages = CommitmentPage.objects.filter(
        commitment__in=list(found), locale__language_code=language
    )
    found.update(pages.order_by("pk").values_list("commitment", "title"))
    return {pk: " ".join(title.split()) for pk, title in found.items()}


def sender_for(commitments: Iterable[Commitment], language: str) -> str:
    """Name of the body whose plan the commitments are in; empty where none is found."""
    pages = CommitmentPage.objects.filter(commitment__in=[one.pk for one in commitments])
    page = pages.order_by("-pk").first()
    if page is None or page.plan_page is None:
        return ""
    owner: Organisation = page.plan_page.organisation
    names = Organisation.objects.filter(translation_key=owner.translation_key)
    found = dict(names.values_list("locale__language_code", "name"))
    return found.get(language) or owner.name
