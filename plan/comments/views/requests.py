"""What all public pages of comments share: who may ask for them how, and how they answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from plan.consultation.journey.steps import answered

#: Addresses of these pages may hold a secret: no other page is told them.
REFERRER_POLICY = "strict-origin"

View = Callable[..., HttpResponse]


def comment_page(*methods: str) -> Callable[[View], View]:
    """Make a view a page of comments: never cached, its own protection, no bare error."""
    allowed = [*methods, "HEAD"] if "GET" in methods else list(methods)

    def decorate(view: View) -> View:
        @csrf_exempt
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if request.method in allowed:
                response = answered(request, lambda: view(request, **kwargs))
            else:
                response = show(request, "wrong_method", status=405)
                response["Allow"] = ", ".join(allowed)
            response["X-Robots-Tag"] = "noindex, nofollow"
            response["Referrer-Policy"] = REFERRER_POLICY
            return response

        return wrapped

    return decorate


def show(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render a page of comments."""
    context = {"is_unlisted": True, **context}
    return render(request, f"plan/comments/{template}.html", context, status=status)


def from_elsewhere() -> str:
    """Said to a request that another site sent."""
    return _(
        "Nothing was sent, because the request came from another site. "
        "Check what it says and send it from here."
    )
