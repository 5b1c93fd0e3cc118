"""From which network a request comes, known for a day at most and to nobody by its address.

An address is cut to its network (/24, or /48 of IPv6) and hashed with a salt that is made anew
each day and kept in the cache alone: nothing is written down, and a day later nobody can tell.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import logging
import secrets

from django.core.cache import cache
from django.http import HttpRequest

from plan.conf import starts_per_network, trusted_proxies

logger = logging.getLogger(__name__)

DAY = 24 * 60 * 60
SALT = "plan:starts:salt"
PREFIXES = {4: 24, 6: 48}


def network_of(request: HttpRequest) -> str:
    """The network in front of our proxies; empty where it cannot be known, so is never counted.

    An address of a private network is a proxy nobody told us of: it stands for everybody.
    """
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
    ours = trusted_proxies()
    typed = chain[-ours] if 0 < ours <= len(chain) else request.META.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(typed)
    except ValueError:
        return ""
    if not address.is_global:
        return ""
    return str(ipaddress.ip_network(f"{address}/{PREFIXES[address.version]}", strict=False))


def key_of(network: str) -> str:
    """Where the starts of a network are counted today."""
    salt = cache.get_or_set(SALT, lambda: secrets.token_hex(32), DAY)
    digest = hmac.new(str(salt).encode(), network.encode(), hashlib.sha256).hexdigest()
    return f"plan:starts:{digest}"


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


def network_hash(request: HttpRequest) -> str:
    """What tells a network from others today; empty where it is unknown, or the cache fails."""
    network = network_of(request)
    try:
        return key_of(network).rpartition(":")[2] if network else ""
    except Exception:  # whatever a cache raises, a page is answered
        logger.warning("A network could not be told from others.", exc_info=True)
        return ""


#: Wrong codes an hour, from one network and for one consultation from everywhere.
GUESSES_PER_NETWORK, GUESSES_IN_ALL = 20, 500
HOUR = 60 * 60


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
