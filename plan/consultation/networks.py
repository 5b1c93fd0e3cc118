"""How many begin or guess from one network, known as `plan.networks` says."""

from __future__ import annotations

import logging

from django.core.cache import cache
from django.http import HttpRequest

from plan.conf import starts_per_network
from plan.networks import DAY, HOUR, key_of, network_of

logger = logging.getLogger(__name__)


def count_start(request: HttpRequest) -> None:
    """Count one more start from the request's network. A cache that fails counts nothing."""
    network = network_of(request)
    if not network:
        return
    try:
        key = key_of(network)
        if not cache.add(key, 1, DAY):
            cache.incr(key)
    except Exception:  # whatever a cache raises, nobody is kept from answering
        logger.warning("Starts could not be counted.", exc_info=True)


def is_crowded(request: HttpRequest) -> bool:
    """Whether very many have started from this network today; never where the cache fails."""
    network = network_of(request)
    if not network:
        return False
    try:
        return int(cache.get(key_of(network)) or 0) >= starts_per_network()
    except Exception:  # whatever a cache raises, nobody is kept from answering
        logger.warning("Starts could not be looked up.", exc_info=True)
        return False


#: Wrong codes an hour, from one network and for one consultation from everywhere.
GUESSES_PER_NETWORK, GUESSES_IN_ALL = 20, 500


def guess_keys(request: HttpRequest, public_id: str) -> dict[str, int]:
    """Where wrong codes are counted, with the most there may be."""
    keys = {f"plan:guesses:{public_id}": GUESSES_IN_ALL}
    if network := network_of(request):
        keys[f"{key_of(network)}:guesses:{public_id}"] = GUESSES_PER_NETWORK
    return keys


def count_guess(request: HttpRequest, public_id: str) -> None:
    """Count a wrong code."""
    try:
        for key in guess_keys(request, public_id):
            if not cache.add(key, 1, HOUR):
                cache.incr(key)
    except Exception:  # whatever a cache raises, a page is answered
        logger.warning("A wrong code could not be counted.", exc_info=True)


def is_guessing(request: HttpRequest, public_id: str) -> bool:
    """Whether so many wrong codes came lately that no more are looked at."""
    try:
        limits = guess_keys(request, public_id)
        counted = cache.get_many(list(limits))
    except Exception:  # whatever a cache raises, a page is answered
        logger.warning("Wrong codes could not be looked up.", exc_info=True)
        return False
    return any(int(counted.get(key) or 0) >= most for key, most in limits.items())
