"""Links by which an address is confirmed or forgotten: made of the row's salt, stored nowhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from plan.comments.models import Follower
from plan.shown_passages import passage_url
from plan.signed_tokens import is_signed_token, signed_token

PURPOSE = "plan.comments.following"


def token_of(follower: Follower) -> str:
    """The token in a follower's links."""
    return signed_token(PURPOSE, follower.pk, follower.salt)


def opens_follower(token: str, follower: Follower) -> bool:
    """Whether a token is this follower's, compared in constant time."""
    return is_signed_token(token, PURPOSE, follower.pk, follower.salt)


def link_path(name: str, follower: Follower) -> str:
    """Path of `confirm_following` or `stop_following` in the follower's language."""
    with override(follower.language):
        return reverse(f"plan:{name}", args=[follower.pk, token_of(follower)])


def passage_path(follower: Follower) -> str:
    """Path of the passage in the follower's language."""
    with override(follower.language):
        return passage_url(follower.translation_key, follower.block_id)
