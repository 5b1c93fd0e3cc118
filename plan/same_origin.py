"""Whether a request comes from a page of ours, by what browsers say of themselves."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest


def is_from_elsewhere(request: HttpRequest) -> bool:
    """Whether another site sent this request, by what browsers say of themselves.

    Browsers too old to send either header are covered by the hidden token and SameSite.
    """
    site = request.headers.get("Sec-Fetch-Site", "")
    if site:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "")
    if not origin or origin == "null":
        return origin == "null"
    return urlsplit(origin).netloc != request.get_host()
