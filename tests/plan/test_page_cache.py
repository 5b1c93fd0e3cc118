"""Whole pages kept for everybody: what is kept, until when, and what never is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan import content_version
from plan.models import ServiceDetails
from tests.consultation.browsing import Walk
from tests.consultation.factories import make_consultation, record
from tests.factories import (
    add,
    fresh,
    make_plan,
    make_section,
    make_site,
    publish,
    restrict,
)
from tests.kept import changing, is_kept, kept_pages
from tests.priorities.makers import make_measure, make_priority, quarters
from tests.priorities.makers import record as record_figures

__all__ = ["kept_pages"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_pages")]


def test_the_second_reader_gets_what_the_first_was_sent() -> None:
    page = make_section(make_plan())
    first = Client().get(page.url)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(page.url)
    assert len(queries) == 0
    assert second.content == first.content
    own = {"Age", "Cache-Status"}
    assert {k: v for k, v in second.headers.items() if k not in own} == dict(first.headers)
    assert second.headers["Age"] == "0"
    assert not second.cookies
    assert Client().head(page.url).headers["Cache-Status"] == "plan; hit"


def reword(page: Any) -> None:
    page.title = "Another title"
    publish(page)


def unpublish_another(page: Any) -> None:
    page.get_siblings(inclusive=False).specific().first().unpublish()


def add_another(page: Any) -> None:
    add(page.get_parent(), type(page)(title="More", locale=page.locale))


def rename_the_service(page: Any) -> None:
    ServiceDetails.objects.create(locale=page.locale, phase="beta", phase_text="Tell us.")


def rename_the_kind(page: Any) -> None:
    kind = page.plan_page.kind
    kind.priority_singular = "aim"
    kind.save()


def move_up(page: Any) -> None:
    page.move(page.get_parent(), pos="first-child")


CHANGES: list[Callable[[Any], None]] = [
    reword,
    unpublish_another,
    add_another,
    rename_the_service,
    rename_the_kind,
    move_up,
]


@pytest.mark.parametrize("change", CHANGES)
def test_any_change_of_what_readers_see_makes_all_pages_anew(
    change: Callable[[Any], None],
) -> None:
    plan = make_plan()
    make_section(plan)
    page = make_section(plan)
    assert not is_kept(page.url)
    assert is_kept(page.url)
    with changing():
        change(fresh(page))
    assert not is_kept(fresh(page).url)
    assert is_kept(fresh(page).url)


def test_figures_stored_in_bulk_are_on_the_next_page() -> None:
    priority = make_priority(make_plan())
    measure = make_measure(priority)
    assert not is_kept(priority.url)
    assert is_kept(priority.url)
    with changing():
        record_figures(measure, quarters(date(2024, 1, 1), [71, 72]))
    response = Client().get(priority.url)
    assert "Cache-Status" not in response.headers
    assert "72" in response.content.decode()


def test_a_password_set_later_shuts_what_was_kept() -> None:
    page = make_section(make_plan(), ["Only for members."])
    assert not is_kept(page.url)
    assert is_kept(page.url)
    with changing():
        restrict(page.get_parent())
    response = Client().get(page.url)
    assert "Only for members." not in response.content.decode()


def test_what_was_read_while_content_changed_is_not_kept_as_new(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page = make_section(make_plan())
    serve = type(page).serve

    def serve_slowly(self: Any, *arguments: Any, **named: Any) -> Any:
        response = serve(self, *arguments, **named).render()
        with changing():
            reword(fresh(page))
        return response

    monkeypatch.setattr(type(page), "serve", serve_slowly)
    assert not is_kept(page.url)
    monkeypatch.undo()
    response = Client().get(page.url)
    assert "Cache-Status" not in response.headers
    assert "Another title" in response.content.decode()


def test_pages_change_with_the_clock() -> None:
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        page = make_consultation(closes=now + timedelta(seconds=40))
        plan = page.get_parent()
        for url in (page.url, plan.url):
            assert not is_kept(url)
        clock.shift(20)
        for url in (page.url, plan.url):
            assert is_kept(url)
        assert Client().get(page.url).headers["Age"] == "20"
        clock.shift(21)
        for url in (page.url, plan.url):
            assert not is_kept(url)


def test_nothing_is_kept_for_longer_than_promised() -> None:
    page = make_section(make_plan())
    with time_machine.travel(timezone.now(), tick=False) as clock:
        assert not is_kept(page.url)
        clock.shift(299)
        assert is_kept(page.url)
        clock.shift(2)
        assert not is_kept(page.url)


def test_what_is_somebodys_own_is_neither_kept_nor_given(
    admin_client: Client, client: Client
) -> None:
    page = make_section(make_plan())
    assert not is_kept(page.url, admin_client)
    assert not is_kept(page.url), "What staff are shown must not be kept."
    assert not is_kept(page.url, admin_client)
    assert is_kept(page.url)
    assert not is_kept(f"{page.url}?from=letter")
    assert not is_kept(f"{page.url}?from=letter")
    client.cookies["plan_attempt_abc"] = "token"
    assert not is_kept(page.url, client)
    assert "Cache-Status" not in Client(HTTP_AUTHORIZATION="Basic YTpi").get(page.url).headers


def test_hosts_and_ways_to_them_are_kept_apart() -> None:
    page = make_section(make_plan())
    assert not is_kept(page.url)
    for other in ({"HTTP_HOST": "other.example"}, {"secure": True}):
        assert "Cache-Status" not in Client().get(page.url, **other).headers


def test_pages_behind_a_password_are_not_kept() -> None:
    page = make_section(make_plan())
    restriction = restrict(page)
    reader = Client()
    address = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    reader.post(address, {"password": "secret", "return_url": page.url})
    for _ in range(2):
        assert not is_kept(page.url, reader)
        assert "We listen." not in Client().get(page.url).content.decode()


def test_steps_of_a_form_are_not_kept(client: Client) -> None:
    walk = Walk(make_consultation(), client)
    for _ in range(2):
        walk.start()
        assert "Cache-Status" not in client.get(f"{walk.address}section/1/").headers


def test_answering_makes_no_page_anew(client: Client) -> None:
    page = make_consultation()
    make_site()
    before = content_version.content_version()
    with changing():
        Walk(page, client).fill().send()
    assert record(page).responses.count() == 1
    assert content_version.content_version() == before


def failing(call: Callable[..., Any]) -> Callable[..., Any]:
    """A cache that holds nothing of ours; Wagtail's own keys it would not survive without."""

    def ask(self: Any, key: str, *arguments: Any, **named: Any) -> Any:
        if key.startswith("plan:"):
            raise ConnectionError("No answer.")
        return call(self, key, *arguments, **named)

    return ask


def test_a_failing_cache_fails_no_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_section(make_plan())

    for name in ("get", "set", "add"):
        monkeypatch.setattr(LocMemCache, name, failing(getattr(LocMemCache, name)))
    for _ in range(2):
        assert not is_kept(page.url)
    with changing():
        reword(fresh(page))
    assert "Another title" in Client().get(page.url).content.decode()


def test_a_change_by_another_process_is_seen_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    page = make_section(make_plan())
    assert not is_kept(page.url)
    cache.set(content_version.KEY, "of another process", None)
    monkeypatch.setattr(content_version, "REMEMBERED", 0)
    assert not is_kept(page.url)


def test_a_lost_mark_makes_all_pages_anew() -> None:
    page = make_section(make_plan())
    assert not is_kept(page.url)
    cache.delete(content_version.KEY)
    content_version.Remembered.version = None
    assert not is_kept(page.url)
    assert is_kept(page.url)
