"""How often one network asks in an hour, known as `plan.networks` says: nothing is written down."""

from __future__ import annotations

import logging
import time

from django.core.cache import cache
from django.http import HttpRequest

from plan.conf import api_requests_per_hour
from plan.networks import HOUR, network_hash

logger = logging.getLogger(__name__)


def seconds_to_wait(request: HttpRequest) -> int:
    """Count a request; seconds until the next may be made, 0 where it may be answered.

    Hours are those of the clock, so that a count needs one key and no list of moments. A network
    that cannot be known is not counted, and where the cache fails everybody is answered.
    """
    most = api_requests_per_hour()
    network = network_hash(request) if most else ""
    if not network:
        return 0
    now = time.time()
    hour = int(now // HOUR)
    return int((hour + 1) * HOUR - now) + 1 if counted(network, hour) > most else 0


def counted(network: str, hour: int) -> int:
    """How many requests came from a network in an hour, this one included."""
    key = f"plan:api:{network}:{hour}"
    try:
        return 1 if cache.add(key, 1, HOUR) else int(cache.incr(key))
    except Exception:  # whatever a cache raises, a reader is answered
        logger.warning("A request could not be counted.", exc_info=True)
        return 0
