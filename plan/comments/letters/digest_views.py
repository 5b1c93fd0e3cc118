"""Ends a moderator's digests by a link, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from plan.comments.actions.change_mail import stop_digests
from plan.comments.letters.people import stops_digest


@csrf_exempt  # the token in the address proves more
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop_digest(request: HttpRequest, key: int, token: str) -> HttpResponse:
    """GET asks; POST ends them, from our page or a mail program (RFC 8058)."""
    is_own = stops_digest(token, key)
    if is_own and request.method == "POST":
        stop_digests(person_pk=key)
    state = "gone" if not is_own else "stopped" if request.method == "POST" else "stop"
    context = {"is_unlisted": True, "state": state}
    status = 200 if is_own else 404
    response = render(request, "plan/comments/digest_link.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "strict-origin"
    return response
