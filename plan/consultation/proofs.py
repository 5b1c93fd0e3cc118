"""Proof of work: a short calculation that costs one person nothing and a flood a lot."""

from __future__ import annotations

import json
import logging
import secrets
import time

from altcha import create_challenge, verify_solution
from django.core.cache import cache
from django.utils.crypto import salted_hmac

logger = logging.getLogger(__name__)

ALGORITHM = "SHA-256"
#: Seconds in which a challenge can be solved and used.
VALID_FOR = 600
#: How many hashes a solution takes: a second or two on a slow phone.
LEAST, MOST = 5_000, 20_000
LONGEST_PROOF = 4_000


def secret() -> str:
    """What signs our challenges, made from the site's own secret."""
    return salted_hmac("plan.consultation.proofs", "challenge", algorithm="sha256").hexdigest()


def new_challenge() -> str:
    """A challenge as JSON, for the page's script."""
    challenge = create_challenge(
        ALGORITHM,
        cost=1,
        counter=LEAST + secrets.randbelow(MOST - LEAST),
        expires_at=int(time.time()) + VALID_FOR,
        hmac_secret=secret(),
    )
    return json.dumps(challenge.to_dict())


def is_proof(typed: str) -> bool:
    """Whether this solves a challenge of ours, and is used for the first time."""
    if not typed or len(typed) > LONGEST_PROOF:
        return False
    try:
        if not verify_solution(typed, secret()).verified:
            return False
    except (ValueError, TypeError, OverflowError):
        return False
    return is_first_use(typed)


def is_first_use(proof: str) -> bool:
    """Remember a proof by the challenge it solves. A cache that fails believes everybody."""
    used = salted_hmac("plan.consultation.proofs.used", challenge_in(proof)).hexdigest()
    try:
        return bool(cache.add(f"plan:proof:{used}", 1, 2 * VALID_FOR))
    except Exception:  # whatever a cache raises, nobody is kept from answering
        logger.warning("A proof of work could not be remembered.", exc_info=True)
        return True


def challenge_in(proof: str) -> str:
    """The signature of the challenge that a verified proof solves."""
    from base64 import b64decode

    return str(json.loads(b64decode(proof))["challenge"]["signature"])
