"""Members of staff on whose behalf the demonstration is built."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.utils.text import slugify

from home.demo_accounts import DOMAIN
from home.models import User
from plan.roles import Role


def member(role: Role) -> User:
    """The account with a role, to which nobody can sign in before it gets its password."""
    email = f"{slugify(role.name)}@{DOMAIN}"
    user, is_made = User.objects.get_or_create(email=email, defaults={"first_name": role.name})
    if is_made:
        user.set_unusable_password()
        user.save()
        user.groups.add(Group.objects.get(name=role.name))
    return user
