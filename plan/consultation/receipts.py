"""Receipts by email: a task, so that no mail server can keep anybody waiting or lose a response.

The address is stored nowhere where it can be read: the queue, which is a table of the database,
holds it encrypted.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.consultation.enums import ContactKind
from plan.consultation.models import ConsultationPage, Response
from plan.consultation.organisations import for_whom
from plan.consultation.paper.answers_document import answers_pdf
from plan.consultation.private_links import private_path
from plan.consultation.protection import seal, unseal
from plan.consultation.sender import sender_of
from plan.mail import send_letter

logger = logging.getLogger(__name__)

#: How long to wait before each further try, where the queue can wait.
DELAYS = (
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
)


def contact_address(response: Response) -> str:
    """The email address given among the answers; empty where there is none."""
    rows = response.contact_details.filter(kind=ContactKind.EMAIL).order_by("pk")
    return rows.values_list("value", flat=True).first() or ""


def queue_receipt(*, response: Response, address: str, origin: str) -> None:
    """Hand a receipt to the task worker. `origin` is the site's, such as `https://plan.example`.

    A queue that does not answer is logged: reference and link were shown as well.
    """
    try:
        send_receipt.enqueue(seal({"to": address}), response.pk, origin, 0)
    except Exception:
        logger.exception("A receipt could not be queued for sending.")


@task()
def send_receipt(sealed: str, response_pk: int, origin: str, tries: int) -> None:
    """Send the receipt; when the mail server fails, try again later a few times."""
    response = (
        Response.objects.select_related("texts", "consultation")
        .filter(pk=response_pk, withdrawn_at=None)
        .first()
    )
    if response is None:
        return
    address = unseal(sealed)["to"]
    try:
        mail_receipt(response, address, origin)
    except Exception as error:
        if tries < len(DELAYS) and send_receipt.get_backend().supports_defer:
            later = send_receipt.using(run_after=timezone.now() + DELAYS[tries])
            later.enqueue(sealed, response_pk, origin, tries + 1)
            return
        # Not the error itself: a mail server's words may hold the address.
        logger.error(
            "The receipt of response %s could not be sent: %s",
            response.reference,
            type(error).__name__,
        )


def mail_receipt(response: Response, address: str, origin: str) -> None:
    """The letter, in the language of the response, with a copy where it can be printed."""
    language = response.texts.language
    title = title_in(response, language)
    with override(language):
        path = private_path(response, response.consultation, language)
        send_letter(
            to=address,
            subject=_("Your answers have been sent: %(reference)s")
            % {"reference": response.reference},
            text=letter_text(response, title, f"{origin}{path}"),
            sender=sender_of(response.consultation, language),
            attachments=copy_of(response, title),
        )


def letter_text(response: Response, title: str, link: str) -> str:
    """The words of the letter, after the line that says for whom a team answered."""
    letter = _(
        "We have received your answers to “%(title)s”.\n"
        "\n"
        "Your reference number: %(reference)s\n"
        "\n"
        "With this private link you can read your answers, change them until the "
        "consultation closes, or withdraw them:\n"
        "\n"
        "%(link)s\n"
        "\n"
        "Whoever has the link can do the same, so keep it to yourself. We have not kept "
        "the address that this letter went to.\n"
        "\n"
        "If you did not take part, somebody has typed your address by mistake."
    ) % {"title": title, "reference": response.reference, "link": link}
    return "\n\n".join(filter(None, (for_whom(response), letter)))


def copy_of(response: Response, title: str) -> list[tuple[str, bytes, str]]:
    """The copy of the answers; none where it cannot be made, for a receipt is worth more."""
    try:
        pdf = answers_pdf(response, title)
    except Exception:
        logger.exception("A copy of response %s could not be printed.", response.reference)
        return []
    return [(f"{response.reference}.pdf", pdf, "application/pdf")]


def title_in(response: Response, language: str) -> str:
    """The consultation's title in a language, else in any."""
    pages = ConsultationPage.objects.filter(
        translation_key=response.consultation.translation_key
    ).order_by("pk")
    titles = dict(pages.values_list("locale__language_code", "title"))
    return titles.get(language) or next(iter(titles.values()), "")
