"""What a form for a comment carries: a token of its own, and since when it has been open.

The form is on a page that sets no cookie. Its token is random, so that one attempt makes one
comment, and signed with the time, so that the grace for those who had begun, and comments sent
faster than anybody types, can be told.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils import timezone

from plan.consultation.references import hash_token

SALT = "plan.comments.attempt"
LONGEST_TOKEN = 200


@dataclass(frozen=True)
class AttemptToken:
    """A token of ours: what is stored of it, and when it was given out."""

    hash: str
    given_at: datetime


def new_attempt_token(given_at: datetime | None = None) -> str:
    """A token for one form, given out now unless said otherwise."""
    moment = given_at or timezone.now()
    return signing.dumps([secrets.token_urlsafe(18), moment.timestamp()], salt=SALT)


def read_attempt_token(typed: str) -> AttemptToken | None:
    """The token as a form sent it; None where we never gave it out."""
    if not typed or len(typed) > LONGEST_TOKEN:
        return None
    try:
        _, stamp = signing.loads(typed, salt=SALT)
        given_at = datetime.fromtimestamp(float(stamp), tz=timezone.get_default_timezone())
    except (signing.BadSignature, ValueError, TypeError, OverflowError, OSError):
        return None
    return AttemptToken(hash_token(typed), given_at)
