"""One sign-in per role, so that a newcomer can look at the demonstration as each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils.text import slugify

from home.models import User
from priorities.commitments.access import ASKED_FOR, link_path, new_access
from priorities.models import Owner

DOMAIN = "demonstration.example"
PASSWORD = "demonstration"  # noqa: S105  # printed for everybody who runs the demonstration


@dataclass(frozen=True)
class SignIn:
    """What to type to be somebody with a role."""

    role: str
    email: str
    password: str


def make_demo_accounts() -> list[SignIn]:
    """Make an administrator and a user in each group; existing ones keep their password."""
    administrator = f"administrator@{DOMAIN}"
    if not User.objects.filter(email=administrator).exists():
        User.objects.create_superuser(administrator, PASSWORD, first_name="Administrator")
    sign_ins = [SignIn("Administrator", administrator, PASSWORD)]
    for group in Group.objects.order_by("name"):
        email = f"{slugify(group.name)}@{DOMAIN}"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, PASSWORD, first_name=group.name[:150])
            user.groups.add(group)
        elif not user.has_usable_password():  # made to build the demonstration with
            user.set_password(PASSWORD)
            user.save()
        sign_ins.append(SignIn(group.name, email, PASSWORD))
    return sign_ins


@dataclass(frozen=True)
class OwnerLink:
    """The way in of a commitment's owner, who has no password."""

    name: str
    email: str
    path: str


def make_owner_link() -> OwnerLink | None:
    """A link that works once, for as long as one that was asked for.

    None where no commitment has an owner.
    """
    owner = Owner.objects.exclude(ownerships=None).order_by("pk").first()
    if owner is None:
        return None
    token = new_access(owner, ASKED_FOR, is_link=True)
    return OwnerLink(str(owner), owner.email, link_path(token, owner.language))
