"""The two times on the page itself: kept to the second, and no way past the dates' history."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from home.models import User
from plan.consultation.actions.change_dates import close_early, open_now
from plan.consultation.date_changes import public_changes
from plan.consultation.models import ConsultationPage, DateChange
from tests.consultation.factories import make_consultation, record
from tests.consultation.test_orphans_in_admin import edit_data, on_the_wall
from tests.factories import fresh, publish

pytestmark = pytest.mark.django_db

EVERYTHING = [0, 1, 2, 3]


@pytest.fixture
def page() -> ConsultationPage:
    """An open consultation with the one section that the editor's form knows."""
    from tests.consultation.factories import standard_sections

    return make_consultation(sections=standard_sections()[:1])


def saved(client: Client, page: ConsultationPage, **typed: Any) -> Any:
    """Publish the page in the admin."""
    data = {**edit_data(fresh(page), EVERYTHING), "change_reason": "Corrected.", **typed}
    return client.post(f"/admin/pages/{page.pk}/edit/", data)


def test_publishing_something_else_leaves_the_second_of_closing(
    page: ConsultationPage, admin_client: Client, admin_user: User
) -> None:
    close_early(consultation=record(page), reasons={"en": "It is done."}, user=admin_user)
    before, changes = record(page), DateChange.objects.count()
    answer = saved(admin_client, page, title="Have your say again")
    assert answer.status_code == 302, answer.context["form"].errors
    after = record(page)
    assert (after.opens_at.replace(microsecond=0), after.closes_at) == (
        before.opens_at.replace(microsecond=0),
        before.closes_at,
    )
    assert DateChange.objects.count() == changes


@pytest.mark.parametrize("name", ["opens_at", "closes_at"])
def test_an_open_consultation_is_extended_where_the_reason_is_asked_for(
    page: ConsultationPage, admin_client: Client, name: str
) -> None:
    before = record(page)
    moment = getattr(page, name) + timedelta(days=3 if name == "closes_at" else -3)
    answer = saved(admin_client, page, **{name: on_the_wall(moment)})
    assert answer.status_code == 200
    assert "under Consultations, Dates" in str(answer.context["form"].errors[name])
    assert getattr(record(page), name) == getattr(before, name)
    assert not DateChange.objects.exists()


def test_before_it_opens_the_page_decides(admin_client: Client) -> None:
    from tests.consultation.factories import standard_sections

    opens = timezone.now() + timedelta(days=3)
    page = make_consultation(sections=standard_sections()[:1], opens=opens)
    moment = (opens + timedelta(days=1)).replace(microsecond=0)
    assert saved(admin_client, page, opens_at=on_the_wall(moment)).status_code == 302
    assert record(page).opens_at == moment
    assert not DateChange.objects.exists()


@pytest.mark.parametrize(("days", "kind"), [(50, "extended"), (10, "closed_early")])
def test_what_code_publishes_is_in_the_history(
    page: ConsultationPage, days: int, kind: str
) -> None:
    changed, before = fresh(page), record(page).closes_at
    changed.closes_at = (timezone.now() + timedelta(days=days)).replace(microsecond=0)
    publish(changed)
    row = DateChange.objects.get()
    assert (row.kind, row.before, row.after) == (kind, before, changed.closes_at)
    assert PageLogEntry.objects.filter(action="plan_consultation.change_dates").count() == 1
    assert public_changes(record(page), "en") == []


def test_opening_now_is_written_down_once(admin_user: User) -> None:
    page = make_consultation(opens=timezone.now() + timedelta(days=3))
    open_now(consultation=record(page), user=admin_user)
    assert DateChange.objects.get().kind == "opened"
