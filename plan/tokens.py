"""Tokens nobody can guess, and what is stored of them."""

from __future__ import annotations

import hashlib
import secrets


def new_token() -> str:
    """A token nobody can guess: 256 bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> str:
    """What is stored of a token. A plain digest is enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()
