"""People at the desk, and their browsers."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from home.models import User
from tests.factories import make_locale, make_roles

Member = Callable[[str], User]
SignedIn = Callable[[str], Client]


@pytest.fixture
def member(db: None) -> Member:
    """Makes somebody with one role; the same person for the same role."""
    make_locale("pl")
    make_roles()

    def make(role: str) -> User:
        address = f"{role.replace(' ', '-').replace(':', '').lower()}@example.org"
        found = User.objects.filter(email=address).first()
        if found is not None:
            return found
        if role == "superuser":
            return User.objects.create_superuser(address)
        user = User.objects.create_user(address)
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def signed_in(member: Member) -> SignedIn:
    """Makes the browser of somebody with one role."""

    def make(role: str) -> Client:
        client = Client()
        client.force_login(member(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make


@pytest.fixture
def moderator(member: Member) -> User:
    """Somebody who may read and decide, and nothing else."""
    return member("Moderator")


@pytest.fixture
def manager(member: Member) -> User:
    """Somebody who may do everything on the desk."""
    return member("Consultation manager")
