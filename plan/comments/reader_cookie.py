"""The one cookie of comments: it tells a browser from others once a reader reports or agrees.

It lasts until the browser is closed and is sent to the addresses of single comments alone, so
pages of the plan never see it. Those addresses begin otherwise in each language: the browser gets
the same token for each of them, under a name of its own, and counts once whatever it reads in.
What is stored is a hash made with the comment's reference: what one browser did to two comments
cannot be put together.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, override
from wagtail.models import Locale

from plan.tokens import hash_token, new_token

NAME = "plan_comments_reader"
LONGEST = 100


def language_now() -> str:
    """The language of the address that was asked for."""
    return get_language() or settings.LANGUAGE_CODE


def cookie_name(language: str) -> str:
    """Name of the cookie that is sent to addresses in a language."""
    return f"{NAME}_{language}"


def token_of(request: HttpRequest) -> str:
    """What the browser sent; empty where it has none of ours."""
    token = request.COOKIES.get(cookie_name(language_now()), "")
    return token if 0 < len(token) <= LONGEST else ""


def hash_for(token: str, reference: str) -> str:
    """What is stored of a browser beside one comment."""
    return hash_token(f"{reference}:{token}") if token else ""


def token_for(request: HttpRequest) -> str:
    """The browser's own, or a new one to give with `remember`."""
    return token_of(request) or new_token()


def remember(response: HttpResponse, request: HttpRequest, token: str) -> None:
    """Let the browser keep its token until it is closed, for comments in every language."""
    codes = Locale.objects.order_by("pk").values_list("language_code", flat=True)
    for language in dict.fromkeys([language_now(), *codes]):
        response.set_cookie(
            cookie_name(language),
            token,
            path=cookie_path(language),
            httponly=True,
            secure=request.is_secure(),
            samesite="Lax",
        )


def cookie_path(language: str) -> str:
    """The addresses of single comments in a language."""
    with override(language):
        return reverse("plan:comment", args=["x"]).removesuffix("x/")
