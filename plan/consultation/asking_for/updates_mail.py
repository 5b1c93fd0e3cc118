"""The one letter that asks whether an address wants news."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.consultation.asking_for.links import link_path
from plan.consultation.models import ConsultationPage, UpdatesSubscriber
from plan.consultation.sender import sender_of
from plan.mail import send_letter, unsubscribe_headers

logger = logging.getLogger(__name__)


def queue_confirmation(*, subscriber: UpdatesSubscriber, origin: str) -> None:
    """Hand the letter to the task worker; a queue that does not answer is logged."""
    try:
        send_confirmation.enqueue(subscriber.pk, origin)
    except Exception:
        logger.exception("A confirmation could not be queued for sending.")


@task()
def send_confirmation(subscriber_pk: int, origin: str) -> None:
    """Send it, unless the address has been confirmed or forgotten since."""
    subscriber = (
        UpdatesSubscriber.objects.select_related("consultation")
        .filter(pk=subscriber_pk, confirmed_at=None)
        .first()
    )
    if subscriber is None:
        return
    stop = f"{origin}{link_path('stop_updates', subscriber)}"
    with override(subscriber.language):
        send_letter(
            to=subscriber.email,
            subject=_("Confirm that you want news of “%(title)s”")
            % {"title": title_for(subscriber)},
            text=_(
                "Somebody asked for news of “%(title)s” to be sent to this address. "
                "Open this link to confirm it:\n"
                "\n"
                "%(confirm)s\n"
                "\n"
                "If it was not you, you need not do anything: the address will be forgotten in "
                "a week. To have it forgotten now:\n"
                "\n"
                "%(stop)s\n"
            )
            % {
                "title": title_for(subscriber),
                "confirm": f"{origin}{link_path('confirm_updates', subscriber)}",
                "stop": stop,
            },
            sender=sender_of(subscriber.consultation, subscriber.language),
            headers=unsubscribe_headers(stop),
        )


def title_for(subscriber: UpdatesSubscriber) -> str:
    """The consultation's title in the subscriber's language, else in any."""
    pages = ConsultationPage.objects.filter(
        translation_key=subscriber.consultation.translation_key
    ).order_by("pk")
    titles = dict(pages.values_list("locale__language_code", "title"))
    title = titles.get(subscriber.language) or next(iter(titles.values()), "")
    return " ".join(title.split())
