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

from plan.conf import trusted_proxies

logger = logging.getLogger(__name__)

HOUR = 60 * 60
DAY = 24 * HOUR
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


def network_hash(request: HttpRequest) -> str:
    """What tells a network from others today; empty where it is unknown, or the cache fails."""
    network = network_of(request)
    try:
        return key_of(network).rpartition(":")[2] if network else ""
    except Exception:  # whatever a cache raises, a page is answered
        logger.warning("A network could not be told from others.", exc_info=True)
        return ""
