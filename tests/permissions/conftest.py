"""People in their roles, and a plan they work on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group
from django.test import Client

from home.models import HomePage, User
from plan.models import PlanPage, SectionPage
from tests.factories import make_locale, make_plan, make_roles, make_section, make_site, translate


@pytest.fixture
def home(db: None) -> HomePage:
    """A site's front page in English, Polish and Arabic."""
    page = make_site()
    translate(page, "pl")
    translate(page, "ar")
    return page


@pytest.fixture
def roles(home: HomePage) -> list[Group]:
    """All groups of staff."""
    make_locale("pl")
    return make_roles()


@pytest.fixture
def plan(home: HomePage) -> PlanPage:
    """A published plan in English."""
    return make_plan(home)


@pytest.fixture
def section(plan: PlanPage) -> SectionPage:
    """A chapter of the plan that nobody has published."""
    return make_section(plan, ["Not for everybody yet."], is_live=False, title="Our draft")


@pytest.fixture
def member(roles: list[Group]) -> Callable[[str], User]:
    """Makes somebody with one role."""

    def make(role: str) -> User:
        user = User.objects.create_user(f"{role.replace(' ', '-').replace(':', '')}@example.org")
        user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def signed_in(member: Callable[[str], User]) -> Callable[[str], Client]:
    """Makes the browser of somebody with one role."""

    def make(role: str) -> Client:
        client = Client()
        client.force_login(member(role), backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
