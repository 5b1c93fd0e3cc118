"""Keeps words of special category unreadable in the database and its copies.

AES-GCM with a key id beside each row, so that keys can be changed row by row. A key is 32 bytes,
given as base64 in `PLAN_ANSWER_KEYS`; the first one encrypts, all of them decrypt. Without that
setting the key is derived from `SECRET_KEY`, which then must never be lost or changed.
"""

from __future__ import annotations

import base64
import json
import os
from functools import lru_cache
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

#: Length of the random part before each ciphertext, in bytes (NIST SP 800-38D, 96 bits).
NONCE = 12
DERIVED = "secret-key"


class CannotDecryptError(Exception):
    """The key is unknown, or the row was tampered with."""


def encrypt(value: dict[str, Any]) -> tuple[bytes, str]:
    """Ciphertext, nonce first, and the id of its key."""
    key_id, key = next(iter(keys().items()))
    nonce = os.urandom(NONCE)
    plain = json.dumps(value, separators=(",", ":")).encode()
    return nonce + AESGCM(key).encrypt(nonce, plain, key_id.encode()), key_id


def decrypt(ciphertext: bytes, key_id: str) -> dict[str, Any]:
    """What was encrypted; CannotDecryptError where its key is missing or wrong."""
    key, given = keys().get(key_id), bytes(ciphertext)
    if key is None:
        raise CannotDecryptError(key_id)
    try:
        plain = AESGCM(key).decrypt(given[:NONCE], given[NONCE:], key_id.encode())
    except InvalidTag as error:
        raise CannotDecryptError(key_id) from error
    found: dict[str, Any] = json.loads(plain)
    return found


def seal(value: dict[str, Any]) -> str:
    """Encrypted as one line of text, key id included: for what a queue holds until it is done."""
    ciphertext, key_id = encrypt(value)
    return f"{key_id}:{base64.b64encode(ciphertext).decode()}"


def unseal(sealed: str) -> dict[str, Any]:
    """What was sealed; CannotDecryptError where its key is missing or wrong."""
    key_id, _colon, text = sealed.rpartition(":")
    return decrypt(base64.b64decode(text), key_id)


def keys() -> dict[str, bytes]:
    """Keys by id, the one that encrypts first."""
    given = getattr(settings, "PLAN_ANSWER_KEYS", None)
    if given:
        return {name: base64.b64decode(text) for name, text in given.items()}
    return {DERIVED: derived_key(settings.SECRET_KEY)}


@lru_cache(maxsize=4)
def derived_key(secret: str) -> bytes:
    """A key that only this purpose has (RFC 5869)."""
    return HKDF(SHA256(), 32, salt=None, info=b"plan protected answers").derive(secret.encode())
