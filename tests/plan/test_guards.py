"""A held page stays as it is, whichever door somebody tries."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.test import Client
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from home.models import User
from plan import guards
from plan.guards import Operation, PageHeldError
from plan.models import PlanPage, SectionPage
from tests import factories

pytestmark = pytest.mark.django_db
REASON = "Its consultation is open: close it first."


@pytest.fixture
def chapter(plan: PlanPage) -> SectionPage:
    """The page that is held."""
    return factories.make_section(plan, title="Held")


@pytest.fixture
def asked(chapter: SectionPage, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Operation]]:
    """A guard that holds the chapter, and what it was asked about it."""
    seen: list[Operation] = []

    def hold(page: Page, operation: Operation) -> Iterable[str]:
        below = Page.objects.descendant_of(page, inclusive=True)
        if below.filter(translation_key=chapter.translation_key).exists():
            seen.append(operation)
            return [REASON]
        return []

    monkeypatch.setattr(guards, "_guards", [])
    guards.register_guard(hold)
    guards.register_guard(hold)
    return seen  # type: ignore[return-value]


def assert_untouched(chapter: SectionPage) -> None:
    """Still there, live, unrestricted, in its place, with no end set."""
    now = factories.fresh(chapter)
    assert now.live
    assert now.expire_at is None
    assert now.path == chapter.path
    assert not PageViewRestriction.objects.exists()
    assert not PageLogEntry.objects.filter(action__in=["wagtail.delete", "wagtail.unpublish"])


def test_a_guard_is_asked_once(chapter: SectionPage, asked: list[Operation]) -> None:
    assert guards.reasons_against(chapter, Operation.DELETE) == [REASON]
    with pytest.raises(PageHeldError, match="close it first") as caught:
        guards.check(chapter, Operation.DELETE)
    assert caught.value.reasons == (REASON,)
    assert asked == [Operation.DELETE] * 2


def test_deleting_it_from_code(chapter: SectionPage, asked: list[Operation]) -> None:
    with pytest.raises(PageHeldError), transaction.atomic():
        factories.fresh(chapter).delete()
    assert_untouched(chapter)
    assert Operation.DELETE in asked


@pytest.mark.parametrize("above", ["plan", "site"])
def test_deleting_an_ancestor(
    plan: PlanPage, chapter: SectionPage, asked: list[Operation], above: str
) -> None:
    page = plan if above == "plan" else factories.make_site()
    with pytest.raises(PageHeldError), transaction.atomic():
        factories.fresh(page).delete()
    assert_untouched(chapter)


def test_deleting_many_at_once(chapter: SectionPage, asked: list[Operation]) -> None:
    with pytest.raises(PageHeldError), transaction.atomic():
        Page.objects.filter(pk=chapter.pk).delete()
    assert_untouched(chapter)


def test_unpublishing_it_from_code(chapter: SectionPage, asked: list[Operation]) -> None:
    with pytest.raises(PageHeldError):
        factories.fresh(chapter).unpublish()
    assert_untouched(chapter)
    assert asked == [Operation.UNPUBLISH]


def test_setting_an_end(chapter: SectionPage, asked: list[Operation]) -> None:
    page = factories.fresh(chapter)
    page.expire_at = timezone.now() + datetime.timedelta(days=1)
    with pytest.raises(PageHeldError):
        page.save()
    assert_untouched(chapter)
    assert asked == [Operation.EXPIRE]


def test_moving_it_or_its_plan(
    plan: PlanPage, chapter: SectionPage, asked: list[Operation]
) -> None:
    other = factories.make_plan(kind=plan.kind, organisation=plan.organisation)
    with pytest.raises(PageHeldError):
        factories.fresh(chapter).move(other, pos="last-child")
    with pytest.raises(PageHeldError):
        factories.fresh(plan).move(other, pos="last-child")
    assert_untouched(chapter)
    assert asked == [Operation.MOVE] * 2


def test_reordering_is_free(plan: PlanPage, chapter: SectionPage, asked: list[Operation]) -> None:
    second = factories.make_section(plan)
    factories.fresh(second).move(factories.fresh(chapter), pos="left")
    assert asked == []


def test_restricting_it_or_what_is_above(
    plan: PlanPage, chapter: SectionPage, asked: list[Operation]
) -> None:
    for page in (chapter, plan, factories.make_site()):
        with pytest.raises(PageHeldError):
            factories.restrict(page)
    assert_untouched(chapter)
    assert asked == [Operation.RESTRICT] * 3


def test_a_translation_is_held_too(chapter: SectionPage, asked: list[Operation]) -> None:
    translated = factories.translate(chapter, "pl")
    with pytest.raises(PageHeldError):
        factories.fresh(translated).unpublish()
    assert factories.fresh(translated).live


def test_editing_and_publishing_are_free(chapter: SectionPage, asked: list[Operation]) -> None:
    chapter.title = "Better"
    assert factories.publish(chapter).title == "Better"
    assert asked == []


@pytest.mark.parametrize("door", ["delete", "unpublish", "move"])
def test_in_the_admin(
    client: Client, chapter: SectionPage, asked: list[Operation], door: str
) -> None:
    client.force_login(User.objects.create_superuser("a@example.org", "secret"))
    other = factories.make_plan()
    address = f"/admin/pages/{chapter.pk}/{door}/"
    if door == "move":
        address = f"/admin/pages/{chapter.pk}/move/{other.pk}/confirm/"
    client.post(address, {})
    assert_untouched(chapter)


def test_in_bulk(client: Client, chapter: SectionPage, asked: list[Operation]) -> None:
    client.force_login(User.objects.create_superuser("a@example.org", "secret"))
    for door in ("delete", "unpublish"):
        client.post(f"/admin/bulk/wagtailcore/page/{door}/?id={chapter.pk}", {})
        assert_untouched(chapter)


def test_unpublishing_the_source_takes_translations_along(plan: PlanPage) -> None:
    chapter = factories.make_section(plan)
    translated = factories.translate(chapter, "pl")
    other = factories.translate(chapter, "fr")
    with factories.committing():
        factories.fresh(other).unpublish()
    assert factories.fresh(chapter).live
    assert factories.fresh(translated).live
    with factories.committing():
        factories.fresh(chapter).unpublish()
    assert not factories.fresh(translated).live


def test_what_is_loaded_from_a_file_is_not_asked_about(
    chapter: SectionPage, asked: list[Operation]
) -> None:
    chapter.live = False
    chapter.save_base(raw=True)
    assert asked == []
    assert ContentType.objects.get_for_model(chapter) == chapter.content_type
