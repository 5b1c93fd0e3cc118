"""Numbers and codes given out: readable references."""

from __future__ import annotations

import secrets

from plan.tokens import hash_token

#: Digits and capital letters without 0 O, 1 I L, 5 S, 8 B, 2 Z, U V: none look or sound alike
#: in print or over the phone.
ALPHABET = "34679ACDEFGHJKMNPQRTWXY"
REFERENCE_LENGTH = 8
PUBLIC_ID_LENGTH = 8


def new_reference() -> str:
    """Eight characters for a respondent's receipt (23**8, about 78 thousand million)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(REFERENCE_LENGTH))


def new_public_id() -> str:
    """The part of a form's address that names the consultation, in small letters."""
    return "".join(secrets.choice(ALPHABET.lower()) for _ in range(PUBLIC_ID_LENGTH))


def normalise_reference(typed: str) -> str:
    """A reference as a person may type it: any case, with spaces or hyphens."""
    return "".join(character for character in typed.upper() if character.isalnum())


def new_salt() -> str:
    """What makes a response's private link its own: 96 bits."""
    return secrets.token_hex(12)


TEAM_CODE_LENGTH = 12


def new_team_code() -> str:
    """Twelve characters in groups of four, to be read out (23**12, about 2 * 10**16)."""
    code = "".join(secrets.choice(ALPHABET) for _ in range(TEAM_CODE_LENGTH))
    return "-".join(code[start : start + 4] for start in range(0, TEAM_CODE_LENGTH, 4))


def hash_team_code(typed: str) -> str:
    """What is stored of a code, however it is typed."""
    return hash_token(f"team:{normalise_reference(typed)}")
