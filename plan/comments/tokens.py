"""What a form for a comment carries: a token of its own, since when, and beside which words.

The form is on a page that sets no cookie. Its token is random, so that one attempt makes one
comment. It is signed with the time, so that the grace for those who had begun, and comments sent
faster than anybody types, can be told; and with a mark of the words it stood beside, so that nobody
is said to have commented on words that they never saw.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core import signing
from django.utils import timezone

from plan.tokens import hash_token

SALT = "plan.comments.attempt"
LONGEST_TOKEN = 200


@dataclass(frozen=True)
class AttemptToken:
    """A token of ours: what is stored of it, when it was given out, and beside which words.

    `secret` is the same in every token of one attempt; `language` is that of the page.
    """

    secret: str
    given_at: datetime
    language: str
    words_mark: str

    @property
    def hash(self) -> str:
        """What is stored of the attempt."""
        return hash_token(self.secret)

    def stood_beside(self, words: str, language: str) -> bool:
        """Whether the form was shown with these words, in this language."""
        return (self.words_mark, self.language) == (mark_of(words), language)


def mark_of(words: str) -> str:
    """A short mark of words, which no others have; how their lines are broken is no matter."""
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()[:32]


def new_attempt_token(
    given_at: datetime | None = None,
    *,
    words: str,
    language: str,
    again: AttemptToken | None = None,
) -> str:
    """A token for one form beside these words, given out now unless said otherwise.

    `again` is a token of the same attempt, whose form is shown once more.
    """
    moment = again.given_at if again else given_at or timezone.now()
    secret = again.secret if again else secrets.token_urlsafe(18)
    return signing.dumps([secret, moment.timestamp(), language, mark_of(words)], salt=SALT)


def read_attempt_token(typed: str) -> AttemptToken | None:
    """The token as a form sent it; None where we never gave it out."""
    if not typed or len(typed) > LONGEST_TOKEN:
        return None
    try:
        secret, stamp, language, mark = signing.loads(typed, salt=SALT)
        given_at = datetime.fromtimestamp(float(stamp), tz=timezone.get_default_timezone())
    except (signing.BadSignature, ValueError, TypeError, OverflowError, OSError):
        return None
    return AttemptToken(secret, given_at, language, mark)
