"""Rows that a factory made are put back for later tests, instead of being made anew.

To publish a page takes some two hundred statements, and most tests begin with the same few pages.
A factory marked `replayed` does its work once in a process. Its rows are kept, and when it is asked
for the same thing in the same circumstances they are written back in bulk.

The circumstances are the same when all that happened to the database, to the settings and to the
cache since the test began are calls of such factories, the same ones in the same order. Once a test
stores anything but people by itself, patches something, or moves the clock, factories work as if
unmarked.
`FACTORIES_AFRESH=1` in the environment keeps and replays nothing.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import wraps
from itertools import count
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.core.signals import setting_changed
from django.db import connection, models
from django.utils import timezone, translation
from wagtail.blocks import StreamValue

from tests.stored_rows import Difference, Snapshot, table_written

Given = ParamSpec("Given")
Made = TypeVar("Made")

#: Seconds for which kept rows are as good as new: their dates are relative to when they were made.
FRESH_FOR = 3600
#: Statements that leave the rows as they are.
HARMLESS = ("SELECT", "(SELECT", "SAVEPOINT", "RELEASE", "BEGIN", "PRAGMA", "SET CONSTRAINTS")
#: Tables of people and their rights. No factory looks at them, save to write rows there itself.
PEOPLE = frozenset(
    {
        "account_emailaddress",
        "auth_group",
        "auth_group_permissions",
        "django_session",
        "home_user",
        "home_user_groups",
        "home_user_user_permissions",
        "wagtailusers_userprofile",
    }
)
PLAIN = (str, int, float, bool, type(None), date, timedelta, Decimal, UUID)
#: Every factory does its own work.
IS_OFF = bool(os.environ.get("FACTORIES_AFRESH"))
real_now = timezone.now
numbers = count(1)


class UnknownError(Exception):
    """An argument that cannot be compared with that of another call."""


@dataclass
class CacheContent:
    """Everything in the cache in memory."""

    values: dict[str, Any] = field(default_factory=dict)
    expiry: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def now(cls) -> CacheContent:
        """What is in it now."""
        return cls(dict(cache._cache), dict(cache._expire_info))

    def restore(self) -> None:
        """Have this in the cache, and nothing else."""
        cache.clear()
        cache._cache.update(self.values)
        cache._expire_info.update(self.expiry)


@dataclass
class Kept:
    """What one call of a factory left behind."""

    difference: Difference
    result: Any
    cached: CacheContent
    state: int
    made: datetime = field(default_factory=real_now)

    def is_fresh(self) -> bool:
        """Whether its dates still mean what they meant."""
        now = real_now()
        age = (now - self.made).total_seconds()
        return age < FRESH_FOR and timezone.localdate(now) == timezone.localdate(self.made)

    def meets(self, tables: set[str]) -> bool:
        """Whether it has rows in one of these tables."""
        return not self.difference.tables().isdisjoint(tables)


class Circumstances:
    """What is known of the database since the present test began."""

    def __init__(self) -> None:
        #: Number of the state that tests begin with; None when that is not the usual one.
        self.base: int | None = 0
        self.state: int | None = None
        self.is_in_test = self.is_emptied = False
        #: Tables of people in which the present test stored something by itself.
        self.beside: set[str] = set()
        self.cached: dict[str, Any] = {}
        self.patches: pytest.MonkeyPatch | None = None
        self.kept: dict[tuple[Any, ...], Kept] = {}
        #: Names of settings that some test has changed, and what all were before any did.
        self.changed: set[str] = set()
        self.usual_settings = settings._wrapped
        self.snapshots: list[Snapshot] = []

    def begin(self, patches: pytest.MonkeyPatch | None) -> None:
        """A test begins, on a database with a site in it."""
        if self.is_emptied:
            self.kept.clear()
            self.base, self.is_emptied = 0, False
        self.state, self.cached, self.patches = self.base, {}, patches
        self.is_in_test, self.beside = True, set()

    def end(self, *, is_emptied: bool = False) -> None:
        """What follows is no test; `is_emptied` when the database is emptied meanwhile."""
        self.state, self.is_in_test, self.is_emptied = None, False, is_emptied

    @contextmanager
    def apart(self) -> Iterator[None]:
        """Tests inside begin with more in the database, which is rolled back at the end."""
        before, self.base = self.base, None
        try:
            yield
        finally:
            self.base = before

    def known(self) -> int | None:
        """Number of the state the database is in; None when nothing can be said."""
        if self.state is None or not connection.in_atomic_block:
            return None
        patched = self.patches and (self.patches._setattr or self.patches._setitem)
        is_moved = timezone.now is not real_now or time_machine.escape_hatch.is_travelling()
        if patched or is_moved or dict(cache._cache) != self.cached:
            return None
        return self.state

    def reach(self, state: int, beside: set[str]) -> None:
        """A factory is through, and what was done is known."""
        self.state, self.cached, self.beside = state, dict(cache._cache), beside

    def watch(self, execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        """Note that something is stored; wrapped around every statement."""
        if not str(sql).lstrip().startswith(HARMLESS):
            self.stored(table_written(str(sql)))
        return execute(sql, params, many, context)

    def stored(self, table: str) -> None:
        """Rows of a table change: whoever records them keeps first what was there."""
        if not self.is_in_test and not self.is_emptied:
            self.base = None
        if table in PEOPLE:
            self.beside = {*self.beside, table}
        else:
            self.state = None
        for snapshot in self.snapshots:
            snapshot.keep(table)

    def setting_changed(self, setting: str, value: Any, enter: bool, **kwargs: Any) -> None:
        """A setting may be another than usual from now on."""
        self.changed.add(setting)

    def unusual_settings(self) -> tuple[tuple[str, str], ...]:
        """Settings that are not as usual: what is made under them is kept apart."""
        now = {name: getattr(settings, name, None) for name in sorted(self.changed)}
        usual = self.usual_settings
        return tuple(
            (name, repr(value))
            for name, value in now.items()
            if value != getattr(usual, name, None)
        )

    @contextmanager
    def recording(self) -> Iterator[Snapshot]:
        """Note which rows change meanwhile."""
        snapshot = Snapshot()
        self.snapshots.append(snapshot)
        try:
            yield snapshot
        finally:
            self.snapshots.remove(snapshot)


circumstances = Circumstances()
setting_changed.connect(circumstances.setting_changed)


def replayed(factory: Callable[Given, Made]) -> Callable[Given, Made]:
    """Mark a factory that gives back a row as it is stored, and reads given rows anew."""
    if IS_OFF:
        return factory

    @wraps(factory)
    def make(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        state = circumstances.known()
        if state is None:
            return factory(*args, **kwargs)
        try:
            asked = (factory, comparable(args), comparable(kwargs))
        except UnknownError:
            return factory(*args, **kwargs)
        key = (state, translation.get_language(), circumstances.unusual_settings(), *asked)
        kept = circumstances.kept.get(key)
        if kept is not None and kept.is_fresh() and not kept.meets(circumstances.beside):
            return replay(kept)
        return record(key, state, factory, *args, **kwargs)

    return make


def replay(kept: Kept) -> Any:
    """Write rows back that were made before, and read the result."""
    beside = circumstances.beside
    for table in kept.difference.tables():
        circumstances.stored(table)
    kept.difference.apply()
    kept.cached.restore()
    circumstances.reach(kept.state, beside)
    return read(kept.result)


def record(
    key: tuple[Any, ...], state: int, factory: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    """Let the factory work, and keep what changed."""
    beside = circumstances.beside
    with circumstances.recording() as snapshot:
        made = factory(*args, **kwargs)
        difference = snapshot.difference()
    if difference is None:
        return made
    reached = next(numbers) if difference.tables() else state
    kept = Kept(difference, name_of(made), CacheContent.now(), reached)
    if not kept.meets(beside):
        circumstances.kept[key] = kept
        circumstances.reach(reached, beside)
    return made


def name_of(made: Any) -> Any:
    """How to find again what a factory gave back: a stored row, or a list of them."""
    if isinstance(made, list):
        return [name_of(row) for row in made]
    return type(made), made.pk


def read(name: Any) -> Any:
    """The stored rows of this name."""
    if isinstance(name, list):
        return [read(row) for row in name]
    model, pk = name
    return model._default_manager.get(pk=pk)


def comparable(value: Any) -> Any:
    """A value that is equal for equal arguments; a stored row is known by its key."""
    if isinstance(value, PLAIN):
        return (type(value), value)
    if isinstance(value, models.Model) and not value._state.adding:
        return (value._meta.label, value.pk)
    if isinstance(value, StreamValue):
        return (id(value.stream_block), comparable(value.get_prep_value()))
    if isinstance(value, list | tuple):
        return (type(value), *map(comparable, value))
    if isinstance(value, dict):
        return (dict, *((key, comparable(item)) for key, item in value.items()))
    raise UnknownError(type(value))
