"""Ends a moderator's digests by a link, without signing in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from plan.comments.actions.change_mail import stop_digests
from plan.comments.letters.people import stops_digest
from plan.linked_pages import linked_page


@linked_page
def stop_digest(request: HttpRequest, key: int, token: str) -> HttpResponse:
    """GET asks; POST ends them, from our page or a mail program (RFC 8058)."""
    is_own = stops_digest(token, key)
    if is_own and request.method == "POST":
        stop_digests(person_pk=key)
    state = "gone" if not is_own else "stopped" if request.method == "POST" else "stop"
    context = {"is_unlisted": True, "state": state}
    status = 200 if is_own else 404
    return render(request, "plan/comments/digest_link.html", context, status=status)
