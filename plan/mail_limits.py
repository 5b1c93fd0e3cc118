"""How many letters may go out for one thing, so that nobody's letter box is flooded."""

from __future__ import annotations

import logging

from django.core.cache import cache

logger = logging.getLogger(__name__)

HOUR = 3600
MOST_AN_HOUR = 3


def may_mail(kind: str, key: int | str) -> bool:
    """Whether another letter of a kind may go out. A cache that does not answer stops nobody."""
    name = f"plan:mail:{kind}:{key}"
    try:
        cache.add(name, 0, HOUR)
        return int(cache.incr(name)) <= MOST_AN_HOUR
    except Exception:
        logger.warning("The cache did not answer.", exc_info=True)
        return True


def forget_mail(kind: str, key: int | str) -> None:
    """Count letters of a kind anew: whoever gets them has shown that they are wanted."""
    try:
        cache.delete(f"plan:mail:{kind}:{key}")
    except Exception:
        logger.warning("The cache did not answer.", exc_info=True)
