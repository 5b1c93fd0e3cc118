"""Tokens that are made anew of a row's own salt each time, and so are stored nowhere."""

from __future__ import annotations

from django.utils.crypto import constant_time_compare, salted_hmac


def signed_token(purpose: str, identity: object, salt: str) -> str:
    """256 bits of the site's key, the row's identity and its salt; `purpose` keeps kinds apart."""
    return salted_hmac(purpose, f"{identity}:{salt}", algorithm="sha256").hexdigest()


def is_signed_token(token: str, purpose: str, identity: object, salt: str) -> bool:
    """Whether this is that token, compared in constant time."""
    return constant_time_compare(token, signed_token(purpose, identity, salt))
