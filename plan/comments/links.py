"""The secret link by which an author comes back to a comment; its token is stored nowhere."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import override

from plan.comments.models import Comment
from plan.signed_tokens import is_signed_token, signed_token

#: Keeps these tokens apart from whatever else `SECRET_KEY` signs.
PURPOSE = "plan.comments.own_link"
CONFIRMING = "plan.comments.confirm_link"


def token_of(comment: Comment) -> str:
    """The token of the author's link: of the key, the reference and the link's salt."""
    return signed_token(PURPOSE, comment.reference, comment.link_salt)


def opens_comment(token: str, comment: Comment) -> bool:
    """Whether a token is the one of this comment, compared in constant time."""
    return is_signed_token(token, PURPOSE, comment.reference, comment.link_salt)


def confirming_token_of(comment: Comment) -> str:
    """The token that only the letter holds: it proves that the address is its author's.

    Another address ends it.
    """
    return signed_token(CONFIRMING, comment.reference, confirming_salt(comment))


def confirms_comment(token: str, comment: Comment) -> bool:
    """Whether a token is the one of the letter."""
    return is_signed_token(token, CONFIRMING, comment.reference, confirming_salt(comment))


def confirming_salt(comment: Comment) -> str:
    """The link's salt with the address that is to be confirmed."""
    return f"{comment.link_salt}:{address_of(comment)}"


def address_of(comment: Comment) -> str:
    """The address that its author left; empty without one."""
    author = getattr(comment, "author", None)
    return author.email if author is not None else ""


def own_path(comment: Comment, language: str = "") -> str:
    """Path of the author's page in a language: that of the comment unless said otherwise."""
    with override(language or comment.language):
        return reverse("plan:own_comment", args=[comment.reference, token_of(comment)])


def comment_path(comment: Comment, language: str = "") -> str:
    """The permanent link of a comment, which leads to its place in its passage."""
    with override(language or comment.language):
        return reverse("plan:comment", args=[comment.reference])
