"""Mail to people who take part: whether there can be any, and one short letter at a time."""

from __future__ import annotations

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


def send_letter(*, to: str, subject: str, text: str) -> None:
    """Send plain words to one address. For tasks: raises whatever the mail server's refusal is."""
    connection = get_connection(timeout=settings.EMAIL_TIMEOUT or SECONDS)
    EmailMessage(subject, text, to=[to], connection=connection).send()
