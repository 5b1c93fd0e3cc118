"""Set-up of tests of the plan as a document."""

from __future__ import annotations

import importlib

import pytest

from home.models import HomePage
from plan import contributors
from plan.models import PlanPage, SectionPage, StatementPage
from tests import factories


@pytest.fixture
def site(db: None) -> HomePage:
    """A site with a front page."""
    return factories.make_site()


@pytest.fixture
def plan(site: HomePage) -> PlanPage:
    """A published plan."""
    return factories.make_plan(site)


@pytest.fixture
def only_core(monkeypatch: pytest.MonkeyPatch) -> dict[str, contributors.Contributor]:
    """The seam without the optional apps; tests put their own contributors in."""
    for page_type in (SectionPage, StatementPage):
        # Blocks are asked for once in a process: not while the apps that have some are away.
        assert page_type._meta.get_field("body").stream_block.child_blocks
    # Addresses are put together once in a process, and other tests need those of all apps.
    importlib.import_module("plan.urls")
    registered: dict[str, contributors.Contributor] = {}
    monkeypatch.setattr(contributors, "_contributors", registered)
    return registered
