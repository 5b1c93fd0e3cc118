"""The one cookie of comments: it tells a browser from others once a reader reports or agrees.

It lasts until the browser is closed and is sent to the addresses of single comments alone, so
pages of the plan never see it. What is stored is a hash made with the comment's reference: what
one browser did to two comments cannot be put together.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from plan.consultation.references import hash_token, new_token

NAME = "plan_comments_reader"
LONGEST = 100


def token_of(request: HttpRequest) -> str:
    """What the browser sent; empty where it has none of ours."""
    token = request.COOKIES.get(NAME, "")
    return token if 0 < len(token) <= LONGEST else ""


def hash_for(token: str, reference: str) -> str:
    """What is stored of a browser beside one comment."""
    return hash_token(f"{reference}:{token}") if token else ""


def token_for(request: HttpRequest) -> str:
    """The browser's own, or a new one to give with `remember`."""
    return token_of(request) or new_token()


def remember(response: HttpResponse, request: HttpRequest, token: str) -> None:
    """Let the browser keep its token until it is closed."""
    response.set_cookie(
        NAME,
        token,
        path=cookie_path(),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def cookie_path() -> str:
    """The addresses of single comments in the active language."""
    return reverse("plan:comment", args=["x"]).removesuffix("x/")
