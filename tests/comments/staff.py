"""People of the body, with the rights that a test is about."""

from __future__ import annotations

from django.contrib.auth.models import Permission

from home.models import User

MODERATING = ("view_comment", "moderate_comment")


def make_moderator(*more: str, email: str = "moderator@example.org") -> User:
    """Somebody who decides on comments, with these rights besides."""
    user = make_nobody(email)
    rows = Permission.objects.filter(
        content_type__app_label="plan_comments", codename__in=(*MODERATING, *more)
    )
    entrance = Permission.objects.filter(codename="access_admin")
    user.user_permissions.set([*rows, *entrance])
    return User.objects.get(pk=user.pk)


def make_nobody(email: str = "nobody@example.org") -> User:
    """An account without any right."""
    return User.objects.create_user(email=email, password="secret")
