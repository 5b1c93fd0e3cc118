"""The history of a status: appended by publishing, never overwritten."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.utils import timezone

from home.models import User
from priorities.models import CommitmentPage, CommitmentStatusChange
from tests.factories import committing, fresh, make_plan, publish, translate
from tests.priorities.makers import make_commitment, make_priority
from tests.priorities.test_public_pages import shown, words

pytestmark = pytest.mark.django_db
RAIN = "It rained."


@pytest.fixture
def page() -> CommitmentPage:
    """A commitment on track."""
    return make_commitment(make_priority(make_plan()), title="Do it", due_on=date(2027, 3, 31))


def change(page: CommitmentPage, **fields: Any) -> CommitmentPage:
    """Publish the page with other facts."""
    page = fresh(page)
    for name, value in fields.items():
        setattr(page, name, value)
    return publish(page)


def statuses(page: CommitmentPage) -> list[tuple[str, dict[str, str]]]:
    """The history, newest first."""
    return [(one.status, one.reasons) for one in page.commitment.status_changes.all()]


def test_publishing_appends_and_drafts_do_not(page: CommitmentPage) -> None:
    assert statuses(page) == [("on_track", {})]
    page.status, page.status_reason = "paused", RAIN
    page.save_revision()
    assert statuses(page) == [("on_track", {})]
    publish(page)
    assert statuses(page) == [("paused", {"en": RAIN}), ("on_track", {})]


def test_a_page_that_was_never_public_has_no_history() -> None:
    page = make_commitment(make_priority(make_plan()), is_live=False)
    assert statuses(page) == []


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ({"title": "Do it now"}, 1),
        ({"status": "complete"}, 2),
        ({"due_on": date(2028, 3, 31)}, 2),
        ({"status_reason": "All went well."}, 2),
    ],
)
def test_what_counts_as_a_change(page: CommitmentPage, fields: Any, number: int) -> None:
    change(page, **fields)
    change(page)
    assert page.commitment.status_changes.count() == number


def test_who_published_is_kept(page: CommitmentPage) -> None:
    user = User.objects.create_superuser("editor@example.org")
    page.status = "complete"
    with committing():
        page.save_revision(user=user).publish(user=user)
    newest = page.commitment.status_changes.first()
    assert newest is not None
    assert newest.changed_by == user
    user.delete()
    newest.refresh_from_db()
    assert newest.changed_by is None


class TestTranslatedReasons:
    """Words in other languages join the newest entry, if they are about it."""

    @pytest.fixture
    def polish(self, page: CommitmentPage) -> CommitmentPage:
        """The page in Polish, whose source is paused."""
        change(page, status="paused", status_reason=RAIN)
        return translate(page, "pl", publish=False)

    def test_they_are_added_once(self, page: CommitmentPage, polish: CommitmentPage) -> None:
        polish.status_reason = "Padało."
        publish(polish)
        assert statuses(page)[0] == ("paused", {"en": RAIN, "pl": "Padało."})
        change(polish, status_reason="Lało.")
        assert statuses(page)[0] == ("paused", {"en": RAIN, "pl": "Padało."})
        assert page.commitment.status_changes.count() == 2

    def test_words_that_nobody_translated_are_not(
        self, page: CommitmentPage, polish: CommitmentPage
    ) -> None:
        polish.status_reason = RAIN
        publish(polish)
        assert statuses(page)[0] == ("paused", {"en": RAIN})

    def test_words_about_an_earlier_status_are_not(
        self, page: CommitmentPage, polish: CommitmentPage
    ) -> None:
        change(page, status="off_track", status_reason="It snowed.")
        polish.status_reason = "Padało."
        publish(polish)
        assert statuses(page)[0] == ("off_track", {"en": "It snowed."})

    def test_readers_meet_them(self, client: Client, page: CommitmentPage) -> None:
        change(page, status="paused", status_reason=RAIN)
        polish = translate(page, "pl")
        change(page, status="on_track", status_reason="")
        assert '<p class="govuk-body">[pl] It rained.</p>' in history_of(client, polish)
        arabic = translate(page, "ar")
        assert f'lang="en" dir="ltr">{RAIN}' in history_of(client, arabic)


def history_of(client: Client, page: CommitmentPage) -> str:
    """The history as readers of a language meet it."""
    return shown(client, page.url).split('id="history"')[1]


class TestNoDoor:
    """Entries stay as they are, whatever is tried."""

    @pytest.fixture
    def entry(self, page: CommitmentPage) -> CommitmentStatusChange:
        """The entry of a paused commitment."""
        change(page, status="paused", status_reason=RAIN)
        found = CommitmentStatusChange.objects.first()
        assert found is not None
        return found

    @pytest.mark.parametrize(
        "door",
        [
            lambda entry: entry.delete(),
            lambda entry: CommitmentStatusChange.objects.all().delete(),
            lambda entry: CommitmentStatusChange.objects.update(status="complete"),
            lambda entry: CommitmentStatusChange.objects.bulk_update([entry], ["status"]),
            lambda entry: store(entry, status="complete"),
            lambda entry: store(entry, changed_at=timezone.now() - timedelta(days=9)),
            lambda entry: store(entry, reasons={"en": "The sun shone."}),
            lambda entry: store(entry, reasons={}),
            lambda entry: store(entry, due_on=None),
        ],
    )
    def test_it_is_refused(self, entry: CommitmentStatusChange, door: Any) -> None:
        before = list(CommitmentStatusChange.objects.values())
        refused = pytest.raises(PermissionDenied, match="cannot be changed or deleted")
        with refused, transaction.atomic():
            door(entry)
        assert list(CommitmentStatusChange.objects.values()) == before

    def test_the_record_stays_with_its_history(
        self, page: CommitmentPage, entry: CommitmentStatusChange
    ) -> None:
        record = page.commitment
        with committing():
            fresh(page).delete()
        with pytest.raises((ProtectedError, PermissionDenied)), transaction.atomic():
            record.delete()
        assert record.status_changes.count() == 2


def store(entry: CommitmentStatusChange, **fields: Any) -> None:
    """Set and save."""
    for name, value in fields.items():
        setattr(entry, name, value)
    entry.save()


def test_readers_see_since_when_and_why(client: Client, page: CommitmentPage) -> None:
    change(page, status="paused", status_reason=RAIN, due_on=date(2028, 3, 31))
    html = words(shown(client, page.url).split('id="history"')[1])
    assert "‖ Paused Since" in html
    assert "New date: 31 March 2028 It rained." in html
    assert html.index("Paused") < html.index("On track")
