"""Keys with which programs send figures: made, shown once, revoked."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from priorities.log_actions import KEY_MADE, KEY_REVOKED
from priorities.models import ImportProfile, PushToken
from priorities.permissions import can_keep_tokens, require


def digest_of(token: str) -> str:
    """What is stored of a key."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def create_token(*, name: str, profile: ImportProfile, user: Any) -> tuple[PushToken, str]:
    """A new key and its text, which is stored nowhere."""
    require(can_keep_tokens(user))
    text = secrets.token_urlsafe(32)
    token = PushToken.objects.create(
        name=name, profile=profile, digest=digest_of(text), created_by=user
    )
    log(instance=token, action=KEY_MADE, user=user, data={"profile": profile.name})
    return token, text


@transaction.atomic
def revoke_token(*, token: PushToken, user: Any) -> PushToken:
    """From now on it opens nothing; revoking it again changes nothing."""
    require(can_keep_tokens(user))
    token = PushToken.objects.select_for_update().get(pk=token.pk)
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        log(instance=token, action=KEY_REVOKED, user=user)
    return token
