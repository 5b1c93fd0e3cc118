"""Mail to people who take part: whether there can be any, and one short letter at a time."""

from __future__ import annotations

from collections.abc import Sequence
from email.utils import parseaddr, quote

from django.conf import settings
from django.core.mail import EmailMessage, get_connection

#: Backends that deliver to nobody.
NOWHERE = (
    "django.core.mail.backends.dummy.EmailBackend",
    "django.core.mail.backends.console.EmailBackend",
)
#: Seconds that a mail server has to answer, where `EMAIL_TIMEOUT` names none.
SECONDS = 10


def is_mail_configured() -> bool:
    """Whether mail reaches people: `PLAN_MAIL_IS_CONFIGURED`, else by the kind of backend.

    Whatever offers to send mail asks this first; where it is false the offer is not made.
    """
    given = getattr(settings, "PLAN_MAIL_IS_CONFIGURED", None)
    if given is not None:
        return bool(given)
    return settings.EMAIL_BACKEND not in NOWHERE


Attachment = tuple[str, bytes, str]


def send_letter(
    *,
    to: str,
    subject: str,
    text: str,
    sender: str = "",
    attachments: Sequence[Attachment] = (),
    headers: dict[str, str] | None = None,
) -> None:
    """Send plain words to one address. For tasks: raises whatever the mail server's refusal is.

    `sender` is the name of the body that writes: it stands beside the site's own address and
    ends the letter. An attachment is a name, its bytes, and their content type.
    """
    name = " ".join(sender.split())
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT or SECONDS)
    message = EmailMessage(
        subject,
        f"{text.rstrip()}\n\n{name}\n" if name else text,
        from_email=from_address(name),
        to=[to],
        connection=connection,
        headers=headers,
    )
    for file_name, content, content_type in attachments:
        message.attach(file_name, content, content_type)
    message.send()


def from_address(name: str) -> str:
    """The address of `DEFAULT_FROM_EMAIL` with this name beside it; as it is set without one."""
    if not name:
        return settings.DEFAULT_FROM_EMAIL
    return f'"{quote(name)}" <{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}>'


def unsubscribe_headers(stop: str) -> dict[str, str]:
    """What lets a mail program offer its own button to unsubscribe (RFC 8058)."""
    return {
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
