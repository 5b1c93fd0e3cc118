"""Settings of the plugin with their defaults; each is described in docs/reference/settings.md."""

from __future__ import annotations

import re
from datetime import timedelta

from django.conf import settings

#: Outward code, then whatever is there of the inward one.
UK_POSTCODE = r"(?P<district>[A-Z]{1,2}[0-9][0-9A-Z]?)(\s*[0-9][A-Z]{0,2})?"


def unchecked_languages() -> tuple[str, ...]:
    """Languages whose catalogues no native reader has checked: `PLAN_UNCHECKED_LANGUAGES`."""
    return tuple(getattr(settings, "PLAN_UNCHECKED_LANGUAGES", ("ar", "pl")))


def postal_district_pattern() -> re.Pattern[str]:
    """How a postcode is written: `PLAN_POSTAL_DISTRICT_PATTERN`, else as in the United Kingdom.

    The group `district` is what is kept of it. Compared with capitals.
    """
    return re.compile(getattr(settings, "PLAN_POSTAL_DISTRICT_PATTERN", UK_POSTCODE))


def postal_district_example() -> str:
    """A district that people know: `PLAN_POSTAL_DISTRICT_EXAMPLE`, else that of Westminster."""
    return str(getattr(settings, "PLAN_POSTAL_DISTRICT_EXAMPLE", "SW1A"))


def attempt_idle_time() -> timedelta:
    """How long answers that were not sent are kept: `PLAN_ATTEMPT_IDLE_HOURS`, else a day."""
    return timedelta(hours=float(getattr(settings, "PLAN_ATTEMPT_IDLE_HOURS", 24)))


def fastest_answering() -> timedelta:
    """A response sent sooner after its start is marked: `PLAN_FASTEST_SECONDS`, else five."""
    return timedelta(seconds=float(getattr(settings, "PLAN_FASTEST_SECONDS", 5)))


def starts_per_network() -> int:
    """Starts a day from one network before work is asked for: `PLAN_STARTS_PER_NETWORK`."""
    return int(getattr(settings, "PLAN_STARTS_PER_NETWORK", 300))


def trusted_proxies() -> int:
    """Proxies of ours that add to `X-Forwarded-For`: `PLAN_TRUSTED_PROXIES`, else none."""
    return int(getattr(settings, "PLAN_TRUSTED_PROXIES", 0))


def return_time() -> timedelta:
    """How long a link to come back works where nothing closes: `PLAN_RETURN_DAYS`, else 28."""
    return timedelta(days=float(getattr(settings, "PLAN_RETURN_DAYS", 28)))


def quick_exit_url() -> str:
    """Where "leave this site now" leads, somewhere nobody asks about: `PLAN_QUICK_EXIT_URL`."""
    return str(getattr(settings, "PLAN_QUICK_EXIT_URL", "") or "https://www.wikipedia.org/")


def export_time() -> timedelta:
    """How long files of responses are kept: `PLAN_EXPORT_DAYS`, else a week."""
    return timedelta(days=float(getattr(settings, "PLAN_EXPORT_DAYS", 7)))


def unconfirmed_time() -> timedelta:
    """How long comments whose address nobody confirmed are kept: `PLAN_UNCONFIRMED_DAYS`."""
    return timedelta(days=float(getattr(settings, "PLAN_UNCONFIRMED_DAYS", 14)))


def card_frame_ancestors() -> tuple[str, ...]:
    """Who may show cards of measures in a frame: `PLAN_CARD_FRAME_ANCESTORS`, else everybody."""
    return tuple(getattr(settings, "PLAN_CARD_FRAME_ANCESTORS", ("*",)))


def api_requests_per_hour() -> int:
    """Requests an hour from one network to the API: `PLAN_API_REQUESTS_PER_HOUR`; 0 for any."""
    return int(getattr(settings, "PLAN_API_REQUESTS_PER_HOUR", 3600))
