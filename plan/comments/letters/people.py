"""Who of the staff is written to, and in which language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q

from plan.comments.models import ModeratorMail
from plan.signed_tokens import is_signed_token, signed_token

#: Keeps these tokens apart from whatever else `SECRET_KEY` signs.
PURPOSE = "plan.comments.stop_digest"


def staff_who(may: Callable[[Any], bool], permission: str) -> list[Any]:
    """Active people with an address who may do something that takes a permission.

    `permission` narrows down whom to ask: `app_label.codename`.
    """
    label, codename = permission.split(".")
    own = {"content_type__app_label": label, "codename": codename}
    of_group = Q(**{f"groups__permissions__{name}": value for name, value in own.items()})
    of_person = Q(**{f"user_permissions__{name}": value for name, value in own.items()})
    model: Any = get_user_model()
    found = model._default_manager.filter(of_group | of_person | Q(is_superuser=True))
    people = found.filter(is_active=True).distinct().order_by("pk")
    return [person for person in people if address_of(person) and may(person)]


def address_of(person: Any) -> str:
    """Their email address."""
    return str(getattr(person, person.get_email_field_name(), "") or "")


def language_of(person: Any) -> str:
    """The language that they read the admin in."""
    profile = getattr(person, "wagtail_userprofile", None)
    return str(getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE)


def settings_of(person: Any) -> ModeratorMail:
    """Which letters they want: all, unless they have said otherwise."""
    return ModeratorMail.objects.get_or_create(user=person)[0]


def stop_token(person_pk: int) -> str:
    """The token of the link that ends a person's digests."""
    return signed_token(PURPOSE, person_pk, "")


def stops_digest(token: str, person_pk: int) -> bool:
    """Whether a token is this person's, compared in constant time."""
    return is_signed_token(token, PURPOSE, person_pk, "")
