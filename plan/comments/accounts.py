"""Who is signed in, where a consultation asks for that before somebody comments."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import urlencode

from plan.readers import has_session


def user_of(request: HttpRequest) -> Any:
    """Who is signed in; None for everybody else, without asking for a session they have not."""
    if not has_session(request):
        return None
    return request.user if request.user.is_authenticated else None


def sign_in_url(back: str) -> str:
    """Where to sign in, to come back afterwards."""
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': back})}"
