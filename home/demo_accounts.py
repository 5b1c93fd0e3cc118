"""One sign-in per role, so that a newcomer can look at the demonstration as each of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.utils.text import slugify

from home.models import User

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
        elif not user.has_usable_password():  # made to moderate the demonstration's comments
            user.set_password(PASSWORD)
            user.save()
        sign_ins.append(SignIn(group.name, email, PASSWORD))
    return sign_ins
