"""How many reports of comments one network may send, so that nobody floods the moderators."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.http import HttpRequest

from plan.consultation.networks import HOUR, network_hash

logger = logging.getLogger(__name__)

MOST_AN_HOUR = 20


def is_flooding(request: HttpRequest) -> bool:
    """Count one more report, and say whether there are too many. Never where the cache fails."""
    network = network_hash(request)
    if not network:
        return False
    name = f"plan:comment-reports:{network}"
    try:
        cache.add(name, 0, HOUR)
        return int(cache.incr(name)) > MOST_AN_HOUR
    except Exception:  # whatever a cache raises, a page is answered
        logger.warning("Reports could not be counted.", exc_info=True)
        return False
