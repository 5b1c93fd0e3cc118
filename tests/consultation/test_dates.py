"""Opening now, extending and closing early: at once, everywhere, and nothing else with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from home.models import User
from plan.consultation.actions.change_dates import (
    DatesRefusedError,
    close_early,
    extend,
    next_second,
    open_now,
)
from plan.consultation.models import Consultation, ConsultationPage, DateChange, Response
from plan.consultation.queries import database_now
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import form_value, record
from tests.consultation.publishing import reworded, small
from tests.factories import fresh, translate

pytestmark = pytest.mark.django_db

#: A whole second, as editors choose one.
SOON = (timezone.now() + timedelta(days=30)).replace(microsecond=0)
LATER = timedelta(days=10)
REASON = {"en": "Many people asked for more time."}


@pytest.fixture
def chief(db: None) -> User:
    return User.objects.create_superuser("chief@example.org")


@pytest.fixture
def author(db: None) -> User:
    return User.objects.create_user("author@example.org")


def state(page: ConsultationPage) -> str:
    """What the clock says."""
    return record(page).state_at(database_now()).value


def closing_time(page: ConsultationPage) -> datetime:
    """When it closes."""
    moment = record(page).closes_at
    assert moment is not None
    return moment


def snapshot(page: ConsultationPage) -> Any:
    """Everything that changing dates writes."""
    row = Consultation.objects.filter(translation_key=page.translation_key).values().get()
    live = ConsultationPage.objects.filter(pk=page.pk).values("opens_at", "closes_at").get()
    drafts = list(page.revisions.order_by("pk").values_list("content", flat=True))
    entries = PageLogEntry.objects.filter(action="plan_consultation.change_dates").count()
    return row, live, drafts, entries, DateChange.objects.count()


def test_extending_moves_page_record_and_draft_and_publishes_no_draft(chief: User) -> None:
    page = small(closes=SOON)
    draft = fresh(page)
    draft.form = form_value(reworded(page))
    draft.title = "Another title"
    draft.save_revision()
    before = closing_time(page)
    change = extend(consultation=record(page), closes_at=before + LATER, reasons=REASON, user=chief)
    assert (change.kind, change.before, change.after) == ("extended", before, before + LATER)
    assert (change.reasons, change.changed_by) == (REASON, chief)
    page = fresh(page)
    assert record(page).closes_at == page.closes_at == before + LATER
    assert page.title == "Have your say"
    assert page.has_unpublished_changes
    newest = page.get_latest_revision_as_object()
    assert (newest.title, newest.closes_at) == ("Another title", before + LATER)
    assert record(page).form_versions.count() == 1
    entry = PageLogEntry.objects.get(action="plan_consultation.change_dates")
    assert entry.message == "Extended: Many people asked for more time."
    newest.save_revision().publish()
    assert record(page).closes_at == before + LATER


def test_a_scheduled_publication_does_not_bring_the_old_time_back(chief: User) -> None:
    page = small(closes=SOON)
    draft = fresh(page)
    draft.go_live_at = timezone.now() + timedelta(days=1)
    scheduled = draft.save_revision()
    scheduled.publish()
    fresh(page).save_revision()
    before = closing_time(page)
    extend(consultation=record(page), closes_at=before + LATER, reasons=REASON, user=chief)
    scheduled.refresh_from_db()
    assert scheduled.approved_go_live_at is not None
    assert scheduled.as_object().closes_at == before + LATER


def test_closing_early_closes_in_every_language_within_a_second(chief: User) -> None:
    page = small(closes=SOON)
    translated = translate(page, "pl")
    now = database_now()
    change = close_early(
        consultation=record(page), reasons={"en": "The plan was withdrawn.", "pl": ""}, user=chief
    )
    assert change.after is not None
    assert timedelta(0) <= change.after - now < timedelta(seconds=2)
    assert change.after.microsecond == 0
    Consultation.objects.update(closes_at=change.after - timedelta(seconds=2))
    for one, language in ((page, "en"), (translated, "pl")):
        answer = Walk(one, language=language).start()
        assert answer.status_code == 410
    shown = text_of(Client().get(fresh(translated).get_url()))
    assert '<p class="govuk-body" lang="en" dir="auto">The plan was withdrawn.</p>' in shown
    english = text_of(Client().get(fresh(page).get_url()))
    assert '<p class="govuk-body" dir="auto">The plan was withdrawn.</p>' in english
    assert "It was closed early, on " in english


def test_reasons_in_the_language_of_the_reader(chief: User) -> None:
    page = small(closes=SOON)
    translated = translate(page, "pl")
    before = closing_time(page)
    words = {"pl": "Potrzeba więcej czasu.", **REASON}
    change = extend(consultation=record(page), closes_at=before + LATER, reasons=words, user=chief)
    assert list(change.reasons) == ["en", "pl"]
    shown = text_of(Client().get(fresh(translated).get_url()))
    assert '<p class="govuk-body" dir="auto">Potrzeba więcej czasu.</p>' in shown
    assert REASON["en"] not in shown


def test_opening_now(chief: User) -> None:
    page = small(opens=timezone.now() + timedelta(days=3), closes=SOON)
    assert state(page) == "scheduled"
    change = open_now(consultation=record(page), user=chief)
    assert (change.kind, change.reasons, change.after and change.after.microsecond) == (
        "opened",
        {},
        0,
    )
    assert state(page) == "open"
    assert Walk(page).start().status_code == 303
    assert "inset" not in text_of(Client().get(fresh(page).get_url()))


def test_a_form_with_errors_does_not_open(chief: User) -> None:
    page = small(opens_at=None, closes_at=None, privacy_notice="")
    before = snapshot(page)
    with pytest.raises(DatesRefusedError) as error:
        open_now(consultation=record(page), user=chief)
    assert error.value.reasons == ("Write the privacy notice before you set an opening time.",)
    assert snapshot(page) == before
    assert state(page) == "scheduled"


@pytest.mark.parametrize(
    ("closes", "reasons", "sentence"),
    [
        (LATER, {"en": " "}, "Give the reason that everybody will read."),
        (LATER, {"pl": "Bo tak."}, "Give the reason that everybody will read."),
        (timedelta(0), REASON, "Choose a closing time after the present one."),
        (-LATER, REASON, "Choose a closing time after the present one."),
        (timedelta(days=3000), REASON, "Responses must be kept beyond the closing time."),
    ],
)
def test_extensions_that_are_refused(
    chief: User, closes: timedelta, reasons: dict[str, str], sentence: str
) -> None:
    page = small(closes=SOON)
    before, held = snapshot(page), closing_time(page)
    with pytest.raises(DatesRefusedError) as error:
        extend(consultation=record(page), closes_at=held + closes, reasons=reasons, user=chief)
    assert error.value.reasons == (sentence,)
    assert snapshot(page) == before


def test_what_is_not_open_is_neither_extended_nor_closed(chief: User) -> None:
    now = timezone.now()
    page = small(opens=now - LATER, closes=now - timedelta(minutes=1))
    before = snapshot(page)
    with pytest.raises(DatesRefusedError):
        extend(consultation=record(page), closes_at=now + LATER, reasons=REASON, user=chief)
    with pytest.raises(DatesRefusedError):
        close_early(consultation=record(page), reasons=REASON, user=chief)
    with pytest.raises(DatesRefusedError):
        open_now(consultation=record(page), user=chief)
    assert snapshot(page) == before


def test_only_those_who_may_publish(author: User) -> None:
    page = small(closes=SOON)
    before, held = snapshot(page), closing_time(page)
    for act in (
        lambda: extend(
            consultation=record(page), closes_at=held + LATER, reasons=REASON, user=author
        ),
        lambda: close_early(consultation=record(page), reasons=REASON, user=author),
        lambda: open_now(consultation=record(page), user=author),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert snapshot(page) == before


def test_the_next_second() -> None:
    moment = datetime(2026, 3, 1, 12, 0, 0, 1, tzinfo=ZoneInfo("UTC"))
    assert next_second(moment) == datetime(2026, 3, 1, 12, 0, 1, tzinfo=ZoneInfo("UTC"))
    assert next_second(next_second(moment)) == next_second(moment)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("2096-03-24 17:00:07", datetime(2096, 3, 24, 17, 0, 7, tzinfo=ZoneInfo("UTC"))),
        ("2096-03-26 17:00:07", datetime(2096, 3, 26, 16, 0, 7, tzinfo=ZoneInfo("UTC"))),
        ("2096-10-28 00:59:59", datetime(2096, 10, 27, 23, 59, 59, tzinfo=ZoneInfo("UTC"))),
        ("2096-10-29 17:00", datetime(2096, 10, 29, 17, 0, tzinfo=ZoneInfo("UTC"))),
    ],
)
def test_times_are_those_of_the_wall_across_changes_of_clocks(
    admin_client: Client, typed: str, expected: datetime
) -> None:
    page = small(retain_until=datetime(2099, 1, 1).date())
    url = f"/admin/consultations/{record(page).public_id}/dates/extend/"
    answer = admin_client.post(url, {"closes_at": typed, "reason_en": "More time."})
    assert answer.status_code == 302
    assert record(page).closes_at == expected


@pytest.mark.parametrize("typed", ["2096-03-25 01:30", "2096-10-28 01:30", "soon", ""])
def test_times_that_there_are_not(admin_client: Client, typed: str) -> None:
    """A time that the clocks skip or show twice is refused, and what was typed stays."""
    page = small(retain_until=datetime(2099, 1, 1).date())
    before = snapshot(page)
    url = f"/admin/consultations/{record(page).public_id}/dates/extend/"
    answer = admin_client.post(url, {"closes_at": typed, "reason_en": "More time."})
    assert answer.status_code == 422
    assert "closes_at" in answer.context["form"].errors
    assert "More time." in text_of(answer)
    assert snapshot(page) == before


def test_the_admin_offers_what_can_be_done(admin_client: Client) -> None:
    page = small(closes=SOON)
    url = f"/admin/consultations/{record(page).public_id}/dates/"
    shown = text_of(admin_client.get(url))
    assert f'href="{url}extend/"' in shown
    assert f'href="{url}close/"' in shown
    assert f'href="{url}open/"' not in shown
    assert admin_client.get(f"{url}burn/", follow=True).status_code == 404
    asked = text_of(admin_client.get(f"{url}extend/"))
    assert "Public reason in English" in asked
    assert f'value="{timezone.localtime(SOON, record(page).zone):%Y-%m-%d %H:%M:%S}"' in asked
    assert 'name="reason_en"' in text_of(admin_client.get(f"{url}close/"))
    answer = admin_client.post(f"{url}close/", {"reason_en": "It is done."}, follow=True)
    assert "It is done." in text_of(answer)
    assert DateChange.objects.get().kind == "closed_early"
    refused = admin_client.post(f"{url}open/")
    assert refused.status_code == 422
    assert "It has opened already." in text_of(refused)


@pytest.mark.parametrize(("grace", "status"), [(0, 410), (15, 303)])
def test_sending_at_the_closing_instant(grace: int, status: int) -> None:
    """What arrives at the very moment of closing is late, save in the grace of those who began."""
    page = small(grace_minutes=grace)
    walk = Walk(page)
    walk.start()
    walk.post("section/1/")
    walk.post("section/2/")
    arrives_at_closing(page)
    assert walk.send().status_code == status
    assert Response.objects.count() == (1 if status == 303 else 0)
    assert Walk(page).start().status_code == 410


def arrives_at_closing(page: ConsultationPage) -> None:
    """It closed just now; whoever is in it began before."""
    from plan.consultation.models import Attempt

    moment = database_now()
    Attempt.objects.update(started_at=moment - timedelta(hours=1))
    Consultation.objects.filter(pk=record(page).pk).update(closes_at=moment)
