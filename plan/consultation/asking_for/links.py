"""Links by which an address is confirmed or forgotten: made of the row's salt, stored nowhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from plan.consultation.models import UpdatesSubscriber

PURPOSE = "plan.consultation.updates"


def token_of(subscriber: UpdatesSubscriber) -> str:
    """The token in a subscriber's links."""
    message = f"{subscriber.pk}:{subscriber.salt}"
    return salted_hmac(PURPOSE, message, algorithm="sha256").hexdigest()


def opens_subscriber(token: str, subscriber: UpdatesSubscriber) -> bool:
    """Whether a token is this subscriber's, compared in constant time."""
    return constant_time_compare(token, token_of(subscriber))


def link_path(name: str, subscriber: UpdatesSubscriber) -> str:
    """Path of `confirm_updates` or `stop_updates` in the subscriber's language."""
    with override(subscriber.language):
        return reverse(f"plan:{name}", args=[subscriber.pk, token_of(subscriber)])
