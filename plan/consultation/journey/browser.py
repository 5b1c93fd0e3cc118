"""What the browser holds of an attempt, and what may be believed of a request.

The token of an attempt is in a cookie and in a hidden field; either suffices. The hidden field
proves that the request comes from a page of ours, so these views need no other CSRF token; a
request that only the cookie vouches for must come from the same origin.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import override

FIELD = "attempt"


def cookie_name(public_id: str) -> str:
    """Name of the cookie: one per consultation."""
    return f"plan_attempt_{public_id}"


def cookie_path(public_id: str, language: str) -> str:
    """The form's own addresses in one language: the rest of the site never sees the cookie."""
    with override(language):
        return reverse("plan:take_part", args=[public_id])


def tokens_of(request: HttpRequest, public_id: str) -> list[str]:
    """Tokens of the request, the page's own before the cookie's."""
    return [
        request.POST.get(FIELD, "") if request.method == "POST" else "",
        request.COOKIES.get(cookie_name(public_id), ""),
    ]


def keeps_cookies(request: HttpRequest, public_id: str) -> bool:
    """Whether the browser has sent our cookie back."""
    return cookie_name(public_id) in request.COOKIES


def give_cookie(
    response: HttpResponse, request: HttpRequest, public_id: str, language: str, token: str
) -> None:
    """Let the browser remember the attempt until it is closed."""
    response.set_cookie(
        cookie_name(public_id),
        token,
        path=cookie_path(public_id, language),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def drop_cookie(response: HttpResponse, public_id: str, languages: list[str]) -> None:
    """Make the browser forget the attempt, in every language."""
    for language in languages:
        response.delete_cookie(
            cookie_name(public_id), path=cookie_path(public_id, language), samesite="Lax"
        )
