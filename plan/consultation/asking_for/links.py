"""Links by which an address is confirmed or forgotten: made of the row's salt, stored nowhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from plan.consultation.models import UpdatesSubscriber
from plan.signed_tokens import is_signed_token, signed_token

PURPOSE = "plan.consultation.updates"


def token_of(subscriber: UpdatesSubscriber) -> str:
    """The token in a subscriber's links."""
    return signed_token(PURPOSE, subscriber.pk, subscriber.salt)


def opens_subscriber(token: str, subscriber: UpdatesSubscriber) -> bool:
    """Whether a token is this subscriber's, compared in constant time."""
    return is_signed_token(token, PURPOSE, subscriber.pk, subscriber.salt)


def link_path(name: str, subscriber: UpdatesSubscriber) -> str:
    """Path of `confirm_updates` or `stop_updates` in the subscriber's language."""
    with override(subscriber.language):
        return reverse(f"plan:{name}", args=[subscriber.pk, token_of(subscriber)])
