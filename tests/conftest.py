"""What all tests share."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import translation

from home.catalogues import compile_catalogues
from tests import databases

ROOT = Path(__file__).resolve().parent.parent

#: Modules of few and long tests. What they go through others reach too, and to trace it costs more
#: than to run it.
UNTRACED = (
    "tests.comments.hints.test_hints",
    "tests.comments.test_after_edits",
    "tests.comments.test_bad_posts",
    "tests.comments.test_canaries",
    "tests.comments.test_truth_table",
    "tests.commands.test_publish_scheduled",
    "tests.consultation.test_bad_bodies",
    "tests.consultation.test_bad_input",
    "tests.consultation.test_follow_up_questionnaire",
    "tests.consultation.test_fuzzed_posts",
    "tests.consultation.test_guards",
    "tests.consultation.test_linter_reach",
    "tests.consultation.test_questionnaires",
    "tests.consultation.test_random_forms",
    "tests.home.test_load_demo",
    "tests.permissions.test_draft_links",
    "tests.permissions.test_languages",
    "tests.permissions.test_matrix",
    "tests.plan.test_budget",
    "tests.queries.test_everything",
)


def pytest_configure(config: pytest.Config) -> None:
    """Compile message catalogues once, in the process that starts the others."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(ROOT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what touches it runs: the rest could not come out otherwise."""
    for item in items:
        if item.module.__name__ in UNTRACED:
            item.add_marker("no_cover")
    if not os.environ.get("ONLY_DATABASE"):
        return
    touching = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_setup(item: pytest.Item) -> Iterator[None]:
    """What is not traced is prepared untraced too: pytest-cov spares the test alone."""
    plugin = item.config.pluginmanager.getplugin("_cov")
    controller = getattr(plugin, "cov_controller", None)
    if controller is None or item.get_closest_marker("no_cover") is None:
        yield
        return
    controller.pause()
    yield
    controller.resume()


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def touches_database(item: pytest.Item) -> bool:
    """Whether a test may read or write rows."""
    names = {"db", "transactional_db"} & set(getattr(item, "fixturenames", ()))
    return bool(names) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """Databases are copies of a template: pytest-django makes and drops none."""
    return True


@pytest.fixture(scope="session")
def migrated_database(
    request: pytest.FixtureRequest, django_db_modify_db_settings_parallel_suffix: None
) -> Iterator[None]:
    """The tests' database with all its tables; `--reuse-db` keeps one from run to run."""
    from django.db import connection

    name = connection.creation._get_test_db_name()
    if connection.vendor == "sqlite":
        kept = databases.copy_to_memory(name)
        yield
        kept.close()
        return
    address = os.environ["DATABASE_URL"]
    is_reused = request.config.getvalue("reuse_db")
    if not is_reused:
        databases.copy_on_server(address, name)
    yield
    if not is_reused:
        connection.close()
        databases.drop_on_server(address, name)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(migrated_database: None) -> None:
    """The tables come before pytest-django looks for them."""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """A site with a front page is in the database before any test."""
    from django.db import connection

    from tests.factories import make_site
    from tests.replaying import circumstances

    with django_db_blocker.unblock():
        make_site()
    connection.execute_wrappers.append(circumstances.watch)


@pytest.fixture
def tasks(settings: Any) -> None:
    """Tasks run at once, as they do later in a worker: search and references are kept up."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test kept in the cache is nothing to the next."""
    cache.clear()


@pytest.fixture(autouse=True)
def replayed_factories(request: pytest.FixtureRequest, empty_cache: None) -> Iterator[None]:
    """Factories know when a test begins, and whether it begins with the usual database."""
    from tests.replaying import circumstances

    names = request.fixturenames
    marker = request.node.get_closest_marker("django_db")
    if "transactional_db" in names or (marker and marker.kwargs.get("transaction")):
        circumstances.end(is_emptied=True)
        yield
        return
    circumstances.begin(request.getfixturevalue("monkeypatch") if "monkeypatch" in names else None)
    yield
    circumstances.end()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in another language leaves it active: not for the next test."""
    yield
    translation.activate("en")


@pytest.fixture
def root() -> Path:
    """The folder of the repository."""
    return ROOT
