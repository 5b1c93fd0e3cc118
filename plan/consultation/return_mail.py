"""Sends the link to come back with. Neither address nor link is stored where it can be read."""

from __future__ import annotations

import logging

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.consultation.protection import seal, unseal
from plan.mail import send_letter

logger = logging.getLogger(__name__)


def queue_return_mail(
    *, address: str, link: str, until: str, language: str, title: str, sender: str = ""
) -> None:
    """Hand the letter to the task worker, sealed: its queue is a table of the database.

    `title` is what was answered, empty where a letter had better not say; `sender` the name of the
    body that asks. A queue that does not answer is logged: the link was shown as well.
    """
    try:
        letter = {"to": address, "link": link, "until": until, "title": title, "sender": sender}
        mail_return_link.enqueue(seal(letter), language)
    except Exception:
        logger.exception("A link to come back with could not be queued for sending.")


@task()
def mail_return_link(sealed: str, language: str) -> None:
    """Send the letter."""
    letter = unseal(sealed)
    with override(language):
        send_letter(
            to=letter["to"],
            sender=letter.get("sender", ""),
            subject=_("Your link to go on with your answers"),
            text=f"{opening(letter.get('title', ''))}\n\n{letter['link']}\n\n"
            + _(
                "The link works until %(until)s. Whoever has it can read and change your answers, "
                "so keep it to yourself. We have not kept your address.\n"
                "\n"
                "If you did not ask for this, you need not do anything."
            )
            % {"until": letter["until"]},
        )


def opening(title: str) -> str:
    """What the letter is about: those who get it must not take it for a fraud."""
    if not title:
        return _("You asked us to save answers that you have not sent yet. Go on with them here:")
    return _(
        "You asked us to save your answers to “%(title)s”. You have not sent them yet. Go on with "
        "them here:"
    ) % {"title": title}
