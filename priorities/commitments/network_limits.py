"""How often one network may have letters sent to owners."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.http import HttpRequest

from plan.networks import HOUR, network_hash

logger = logging.getLogger(__name__)

#: Letters an hour, to whatever addresses, that one network may ask for.
MOST_LETTERS = 20


def is_too_often(request: HttpRequest, kind: str, most: int = MOST_LETTERS) -> bool:
    """Count one more of a kind, and say whether there are too many. Never where the cache fails."""
    network = network_hash(request)
    if not network:
        return False
    name = f"plan:{kind}:{network}"
    try:
        cache.add(name, 0, HOUR)
        return int(cache.incr(name)) > most
    except Exception:  # whatever a cache raises, a page is answered
        logger.warning("Requests of a network could not be counted.", exc_info=True)
        return False
