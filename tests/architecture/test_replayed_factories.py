"""What a replayed factory puts back is what it made, and only in the same circumstances."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from home.models import User
from plan.consultation.models import ConsultationPage, WatchedWords
from tests import replaying
from tests.consultation.factories import make_consultation
from tests.factories import make_plan, make_roles, make_section, make_site, translate
from tests.replaying import circumstances
from tests.stored_rows import rows_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(replaying.IS_OFF, reason="factories work afresh"),
]
#: More statements than it takes to put something back, and fewer than to make it.
FEW = 10


class UndoError(Exception):
    """Ends a block whose changes are to be forgotten."""


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What other tests kept is not there, and what these keep does not stay."""
    kept, base = circumstances.kept, circumstances.base
    circumstances.kept, circumstances.base = {}, 0
    yield
    circumstances.kept, circumstances.base = kept, base


@contextmanager
def one_test() -> Iterator[None]:
    """What happens inside is a test of its own: begun anew, and forgotten."""
    try:
        with transaction.atomic():
            cache.clear()
            circumstances.begin(None)
            yield
            raise UndoError
    except UndoError:
        pass


def statements(make: Callable[[], Any]) -> int:
    """How many statements it takes to make something."""
    with CaptureQueriesContext(connection) as captured:
        make()
    return len(captured)


def everything() -> dict[str, set[Any]]:
    """All rows of all tables, except those of the search index that the database itself keeps."""
    tables = connection.introspection.table_names()
    return {name: set(rows_of(name)) for name in tables if "_fts" not in name}


def make_everything() -> None:
    """Something of each kind, one upon the other."""
    home = make_site()
    translate(home, "pl")
    plan = make_plan(home)
    make_section(plan, ["First.", ("quotation", {"text": "Second.", "speaker": "Ada"})])
    make_consultation(plan, needs_second_check=True)
    translate(plan, "pl")
    make_roles()


def test_the_same_rows_are_put_back() -> None:
    with one_test():
        made = statements(make_everything)
        first = everything()
        cached = set(cache._cache)
    with one_test():
        put_back = statements(make_everything)
        assert everything() == first
        assert set(cache._cache) == cached
    assert made > 800
    assert put_back < 60


def test_what_is_given_back_is_read_from_the_database() -> None:
    with one_test():
        first = make_consultation()
    with one_test():
        second = make_consultation()
        assert type(second) is ConsultationPage
        assert second == ConsultationPage.objects.get()
        assert second is not first
        assert second.get_parent().specific.title == "Safer together"


def test_work_goes_on_from_what_was_put_back() -> None:
    with one_test():
        make_consultation()
    with one_test():
        page = make_consultation()
        page.title = "Another title"
        page.save_revision().publish()
        later = make_consultation(page.get_parent(), slug="later")
        assert later.pk > page.pk
        assert later.path > page.path
        assert ConsultationPage.objects.get(pk=page.pk).title == "Another title"
        assert page.get_parent(update=True).numchild == 2


def test_a_call_with_other_arguments_makes_its_own() -> None:
    with one_test():
        make_plan(title="One")
    with one_test():
        assert make_plan(title="Two").title == "Two"
    with one_test():
        assert make_plan(title="One").title == "One"


def test_a_second_call_in_a_test_makes_another() -> None:
    for _ in range(2):
        with one_test():
            first, second = make_plan(), make_plan()
            assert first.pk != second.pk
            assert first.translation_key != second.translation_key
            assert first.slug != second.slug


@contextmanager
def something_stored() -> Iterator[None]:
    WatchedWords.objects.create(language="en", words="abuse")
    yield


@contextmanager
def something_cached() -> Iterator[None]:
    cache.set("a", "value")
    yield


@contextmanager
def something_patched() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patches:
        circumstances.patches = patches
        patches.setattr(replaying, "FRESH_FOR", 3600)
        yield


@contextmanager
def later() -> Iterator[None]:
    with time_machine.travel(timezone.now() + timedelta(seconds=30)):
        yield


@contextmanager
def other_setting() -> Iterator[None]:
    from django.test import override_settings

    with override_settings(SITE_NAME="Another"):
        yield


@contextmanager
def other_language() -> Iterator[None]:
    from django.utils import translation

    with translation.override("pl"):
        yield


@contextmanager
def after_a_refusal() -> Iterator[None]:
    try:
        with transaction.atomic():
            raise UndoError
    except UndoError:
        yield


@pytest.mark.parametrize(
    "change",
    [
        something_stored,
        something_cached,
        something_patched,
        later,
        other_setting,
        other_language,
        after_a_refusal,
    ],
)
def test_in_other_circumstances_it_is_made_anew(change: Any) -> None:
    with one_test():
        make_plan()
    with one_test(), change():
        assert statements(make_plan) > FEW
    with one_test():
        assert statements(make_plan) < FEW


def test_people_stored_before_are_no_other_circumstances(client: Client) -> None:
    with one_test():
        make_plan()
    with one_test():
        user = User.objects.create_superuser("somebody@example.org")
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        assert statements(make_plan) < FEW
        assert User.objects.get() == user


def test_people_that_a_factory_makes_are_made_anew_beside_others() -> None:
    with one_test():
        names = {group.name for group in make_roles()}
    with one_test():
        Group.objects.create(name="Friends")
        assert statements(make_roles) > FEW
        assert set(Group.objects.values_list("name", flat=True)) >= {*names, "Friends"}
    with one_test():
        assert statements(make_roles) < FEW + len(names)


def test_what_is_old_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    with one_test():
        make_plan()
    monkeypatch.setattr(replaying, "FRESH_FOR", -1)
    with one_test():
        assert statements(make_plan) > FEW


def test_a_write_that_cannot_be_followed_is_not_kept() -> None:
    def make() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE unheard_of (id integer PRIMARY KEY)")
        return make_plan()

    factory = replaying.replayed(make)
    for _ in range(2):
        with one_test():
            assert statements(factory) > FEW


def test_nothing_is_put_back_upon_what_a_module_stored_first() -> None:
    with one_test():
        make_plan()
    with circumstances.apart(), one_test():
        assert statements(make_plan) > FEW
    with one_test():
        assert statements(make_plan) < FEW


def test_nothing_is_put_back_upon_what_was_stored_before_a_test() -> None:
    with one_test():
        make_plan()
    circumstances.end()
    make_plan()
    with one_test():
        assert statements(make_plan) > FEW


def test_what_was_kept_is_gone_once_the_database_was_emptied() -> None:
    with one_test():
        make_plan()
    circumstances.end(is_emptied=True)
    make_plan()
    with one_test():
        assert statements(make_plan) > FEW
    with one_test():
        assert statements(make_plan) < FEW
