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


def pytest_configure(config: pytest.Config) -> None:
    """Compile message catalogues once, in the process that starts the others."""
    if not hasattr(config, "workerinput"):
        compile_catalogues(ROOT)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what touches it runs: the rest could not come out otherwise."""
    if not os.environ.get("ONLY_DATABASE"):
        return
    touching = [item for item in items if touches_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(touching)])
    items[:] = touching


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
def forget_forms() -> Iterator[None]:
    """Keys of rows that a test rolled back may be given again on SQLite."""
    from plan.consultation.builder import definition_by_texts

    yield
    definition_by_texts.cache_clear()


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """A page asked for in another language leaves it active: not for the next test."""
    yield
    translation.activate("en")


@pytest.fixture
def root() -> Path:
    """The folder of the repository."""
    return ROOT
