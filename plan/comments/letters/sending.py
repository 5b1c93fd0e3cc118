"""What all letters about comments share: queues, further tries, the site's own address."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Site

from plan.consultation.models import Consultation, ConsultationPage
from plan.mail import is_mail_configured

logger = logging.getLogger(__name__)

#: How long to wait before each further try, where the queue can wait.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)


def queue(task: Any, *arguments: Any) -> None:
    """Hand a task to the worker, where mail can be sent; a queue that does not answer is logged."""
    if not is_mail_configured():
        return
    try:
        task.enqueue(*arguments)
    except Exception as error:
        logger.error("A letter could not be queued for sending: %s", type(error).__name__)


def try_to_send(send: Callable[[], None], task: Any, tries: int, *arguments: Any) -> None:
    """Send; when the mail server fails, have the task run again later, a few times.

    The error is named and not told: a mail server's words may hold the address.
    """
    try:
        send()
    except Exception as error:
        if tries < len(DELAYS) and put_off(task, DELAYS[tries], *arguments, tries + 1):
            return
        logger.error("A letter about comments could not be sent: %s", type(error).__name__)


def put_off(task: Any, delay: timedelta, *arguments: Any) -> bool:
    """Have a task run later; False where the queue cannot wait."""
    if not task.get_backend().supports_defer:
        return False
    task.using(run_after=timezone.now() + delay).enqueue(*arguments)
    return True


def origin_of(consultation: Consultation) -> str:
    """The address of the site that the consultation is on, such as `https://plan.example`.

    No request is asked: decisions are taken in the admin, which may be elsewhere.
    """
    pages = ConsultationPage.objects.filter(translation_key=consultation.translation_key)
    page = pages.order_by("pk").first()
    site = page.get_site() if page is not None else None
    return str(site.root_url) if site is not None else main_origin()


def main_origin() -> str:
    """The address of the default site."""
    site = Site.objects.filter(is_default_site=True).first()
    return str(site.root_url) if site is not None else admin_origin()


def admin_origin() -> str:
    """The address of the admin's site."""
    return str(getattr(settings, "WAGTAILADMIN_BASE_URL", "") or "").rstrip("/")


def desk_url() -> str:
    """Where comments are moderated."""
    return f"{admin_origin()}{reverse('plan_comments_admin:queue')}"


def title_in(consultation: Consultation, language: str) -> str:
    """The consultation's title in a language, else in any; on one line, for it is in subjects."""
    pages = ConsultationPage.objects.filter(translation_key=consultation.translation_key)
    titles = dict(pages.order_by("pk").values_list("locale__language_code", "title"))
    return " ".join((titles.get(language) or next(iter(titles.values()), "")).split())
