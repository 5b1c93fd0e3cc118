"""What becomes of a consultation's page is refused where it would end it or lose its responses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from home.models import HomePage
from plan.consultation.models import Consultation, ConsultationPage
from plan.guards import PageHeldError
from plan.models import PlanPage
from tests.consultation.browsing import Walk, stored
from tests.consultation.factories import make_consultation, record
from tests.factories import add, fresh, make_plan, make_section, restrict, translate

pytestmark = pytest.mark.django_db

OPEN = (
    "“Have your say” is open for responses. Close it first: set its closing time to a moment "
    "that has passed and publish it."
)
HAS_ONE = (
    "“Have your say” has 1 response, which belongs to it for good. Leave its page where it is; "
    "unpublish it once it is closed if it should not be read any more."
)
HAS_TWO = (
    "“Have your say” has 2 responses, which belong to it for good. Leave its page where it is; "
    "unpublish it once it is closed if it should not be read any more."
)

Door = Callable[[ConsultationPage], Any]


def plan_of(page: Page) -> PlanPage:
    """The plan above a consultation."""
    return PlanPage.objects.get(pk=page.get_parent().pk)


def home_of(page: Page) -> HomePage:
    """The front page above its plan."""
    return HomePage.objects.get(pk=page.get_parent().get_parent().pk)


def other_plan(page: Page) -> PlanPage:
    """Another plan in the same language."""
    plan = plan_of(page)
    kind, organisation = plan.kind, plan.organisation
    return make_plan(
        home_of(page), locale=page.locale, kind=kind, organisation=organisation, title="Other"
    )


def save_with(page: Page, **fields: Any) -> None:
    """Change fields and save the page, as code may that does not ask whether they are valid."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save(clean=False)


def deletion(delete: Door) -> Door:
    """Delete as outside of tests, where Django's own transaction takes everything back."""

    def door(page: ConsultationPage) -> None:
        with transaction.atomic():
            delete(page)

    return door


def move_home(page: Page) -> None:
    """Take the whole plan to another part of the site."""
    plan = plan_of(page)
    place = add(home_of(page), HomePage(title="Archive", summary="Old plans."))
    plan.move(place, pos="last-child")


TOMORROW = timezone.now() + timedelta(days=1)
DELETING: dict[str, Door] = {
    "delete": lambda page: page.delete(),
    "delete by Wagtail's action": lambda page: DeletePageAction(page, user=None).execute(
        skip_permission_checks=True
    ),
    "delete as a plain page": lambda page: Page.objects.get(pk=page.pk).delete(),
    "delete by a query": lambda page: Page.objects.filter(pk=page.pk).delete(),
    "delete the plan": lambda page: plan_of(page).delete(),
    "delete the front page": lambda page: home_of(page).delete(),
}
DELETING = {name: deletion(door) for name, door in DELETING.items()}
LEAVING: dict[str, Door] = {
    "move": lambda page: page.move(other_plan(page), pos="last-child"),
    "move by Wagtail's action": lambda page: MovePageAction(
        page, other_plan(page), pos="first-child"
    ).execute(skip_permission_checks=True),
}
ENDING: dict[str, Door] = {
    "move the plan": move_home,
    "unpublish": lambda page: page.unpublish(),
    "unpublish by Wagtail's action": lambda page: UnpublishPageAction(page).execute(
        skip_permission_checks=True
    ),
    "unpublish by saving": lambda page: save_with(page, live=False),
    "unpublish the plan": lambda page: plan_of(page).unpublish(),
    "expire": lambda page: save_with(page, expire_at=TOMORROW),
    "expire the plan": lambda page: save_with(plan_of(page), expire_at=TOMORROW),
    "restrict": restrict,
    "restrict the plan": lambda page: restrict(plan_of(page)),
    "restrict the front page": lambda page: restrict(home_of(page)),
    "restrict to those signed in": lambda page: restrict(page, restriction_type="login"),
}
DOORS = DELETING | LEAVING | ENDING


def state() -> Any:
    """Everything a refused operation must have left alone."""
    pages = Page.objects.order_by("path").exclude(title="Other").exclude(title="Archive")
    return (
        list(pages.values("pk", "path", "live", "expire_at", "title", "latest_revision")),
        list(PageViewRestriction.objects.values()),
        stored(),
        Consultation.objects.count(),
    )


def consultation(state_name: str, responses: int = 0) -> ConsultationPage:
    """A consultation in a state, with so many responses."""
    page = make_consultation()
    for _ in range(responses):
        Walk(page).finish_form()
    now = timezone.now()
    if state_name == "closed":
        Consultation.objects.update(closes_at=now - timedelta(hours=1))
    if state_name == "scheduled":
        Consultation.objects.update(opens_at=now + timedelta(hours=1))
    return fresh(page)


def refused(door: str, page: ConsultationPage) -> tuple[str, ...]:
    """The reasons for which a door stays shut; nothing has changed."""
    before = state()
    with pytest.raises(PageHeldError) as error:
        DOORS[door](page)
    assert state() == before
    return error.value.reasons


@pytest.mark.parametrize("door", DOORS)
def test_open_consultation_stays_as_it_is(door: str) -> None:
    page = consultation("open")
    assert refused(door, page) == (OPEN,)
    kept = fresh(page)
    assert (kept.live, kept.expire_at) == (True, None)


@pytest.mark.parametrize("door", [*DELETING, *LEAVING])
def test_closed_consultation_keeps_its_response(door: str) -> None:
    page = consultation("closed", responses=1)
    assert refused(door, page) == (HAS_ONE,)


@pytest.mark.parametrize("door", ["delete", "move"])
def test_open_consultation_with_responses_names_both_reasons(door: str) -> None:
    assert refused(door, consultation("open", responses=2)) == (OPEN, HAS_TWO)


@pytest.mark.parametrize("door", ENDING)
def test_closed_consultation_with_responses_may_be_put_away(door: str) -> None:
    page = consultation("closed", responses=1)
    before = state()
    DOORS[door](page)
    assert state() != before
    assert record(page).responses.count() == 1


@pytest.mark.parametrize("state_name", ["closed", "scheduled"])
@pytest.mark.parametrize("door", ["delete", "move", "unpublish", "restrict", "expire"])
def test_without_responses_everything_may_be_done_before_and_after(
    state_name: str, door: str
) -> None:
    page = consultation(state_name)
    before = state()
    DOORS[door](page)
    assert state() != before


@pytest.mark.parametrize("door", ["delete", "move"])
def test_unpublished_page_keeps_its_responses_too(door: str) -> None:
    page = consultation("closed", responses=1)
    page.unpublish()
    assert refused(door, fresh(page)) == (HAS_ONE,)


def test_consultation_that_moved_belongs_to_its_new_plan() -> None:
    page = consultation("closed")
    destination = other_plan(page)
    page.move(destination, pos="last-child")
    plan = record(page).plan
    assert plan is not None
    assert plan.translation_key == destination.translation_key


def test_reordering_below_the_same_plan_is_free() -> None:
    page = consultation("open", responses=1)
    section = make_section(plan_of(page))
    fresh(page).move(section, pos="right")
    order = [child.pk for child in plan_of(page).get_children()]
    assert order == [section.pk, page.pk]


@pytest.mark.parametrize("door", ["delete", "unpublish", "move", "restrict", "expire"])
def test_translation_of_an_open_consultation_stays_too(door: str) -> None:
    page = consultation("open")
    polish = translate(page, "pl")
    reason = OPEN.replace("Have your say", polish.title)
    assert polish.title == "[pl] Have your say"
    before = state()
    with pytest.raises(PageHeldError) as error:
        DOORS[door](fresh(polish))
    assert [text.replace("[pl] ", "") for text in error.value.reasons] == [
        reason.replace("[pl] ", "")
    ]
    assert state() == before or door == "move"


def test_a_consultation_has_no_date_on_which_it_goes() -> None:
    page = consultation("closed")
    page.expire_at = TOMORROW
    with pytest.raises(ValidationError) as error:
        page.save()
    assert error.value.message_dict == {
        "expire_at": [
            "A consultation ends by its closing time and then stays readable: leave this empty."
        ]
    }
    assert fresh(page).expire_at is None


def test_restricting_the_translated_plan_is_refused() -> None:
    polish = translate(consultation("open"), "pl")
    with pytest.raises(PageHeldError):
        restrict(plan_of(polish))
    assert PageViewRestriction.objects.count() == 0


@pytest.mark.parametrize("above", [plan_of, home_of])
def test_restricting_pages_above_in_a_language_without_the_consultation_is_refused(
    above: Callable[[Page], Page],
) -> None:
    page = consultation("open")
    translate(plan_of(page), "pl")
    polish = above(page).get_translations().get()
    with pytest.raises(PageHeldError) as error:
        restrict(polish)
    assert error.value.reasons == (OPEN,)
    assert PageViewRestriction.objects.count() == 0
    assert Walk(page).start().status_code == 303


@pytest.mark.parametrize("door", ["unpublish", "expire"])
def test_plan_whose_translation_alone_is_consulted_on_stays(door: str) -> None:
    plan = make_plan()
    page = make_consultation(translate(plan, "pl"))
    before = state()
    with pytest.raises(PageHeldError) as error:
        fresh(plan).unpublish() if door == "unpublish" else save_with(
            fresh(plan), expire_at=TOMORROW
        )
    assert error.value.reasons == (OPEN,)
    assert state() == before
    assert fresh(page).live


def test_deleting_the_translated_plan_of_a_closed_one_is_refused() -> None:
    polish = translate(consultation("closed", responses=1), "pl")
    before = state()
    with pytest.raises(PageHeldError), transaction.atomic():
        plan_of(polish).delete()
    assert state() == before


def test_records_hold_on_to_each_other() -> None:
    page = consultation("closed", responses=1)
    found = record(page)
    for row in (found, found.plan, found.form_versions.get(), found.responses.get().texts):
        with pytest.raises(ProtectedError), transaction.atomic():
            row.delete()
    assert record(page).responses.count() == 1
