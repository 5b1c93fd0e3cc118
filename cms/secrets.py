"""Secrets from the environment: a weak one stops the start and says what to do."""

from __future__ import annotations

from django.core.exceptions import ImproperlyConfigured

FEWEST_CHARACTERS = 50
FEWEST_DIFFERENT = 10
HOW = "python -c 'import secrets; print(secrets.token_urlsafe(64))'"


def checked_secret(name: str, value: str) -> str:
    """The secret; ImproperlyConfigured when it is missing, short, dull or the demonstration's."""
    is_weak = (
        len(value) < FEWEST_CHARACTERS
        or len(set(value)) < FEWEST_DIFFERENT
        or value.startswith(("demonstration", "django-insecure", "only-for-tests"))
    )
    if is_weak:
        state = "too weak" if value else "missing"
        raise ImproperlyConfigured(
            f"{name} is {state}: set it to at least {FEWEST_CHARACTERS} random characters, "
            f"for instance those that this prints: {HOW}"
        )
    return value
