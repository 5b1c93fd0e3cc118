"""How many reports of comments one network may send, so that nobody floods the moderators."""

from __future__ import annotations

from django.http import HttpRequest

from plan.comments.network_limits import is_too_often

MOST_AN_HOUR = 20


def is_flooding(request: HttpRequest) -> bool:
    """Count one more report, and say whether there are too many. Never where the cache fails."""
    return is_too_often(request, "reports", MOST_AN_HOUR)
