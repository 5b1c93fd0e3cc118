"""Approvers hear of updates that wait: one letter a day, until they say stop."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from home.models import User
from priorities.actions.change_approver_mail import change_approver_mail
from priorities.actions.decide_update import return_update
from priorities.commitments.approvers import MOST_NAMED
from priorities.models import ApproverMail, CommitmentPage
from tests.factories import make_plan, translate
from tests.priorities.commitments.makers import make_owner, make_update, publisher, somebody
from tests.priorities.makers import make_commitment, make_priority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]
NINE = "T09:00:00Z"
FIRST = f"2026-10-05{NINE}"


@pytest.fixture(autouse=True)
def morning(time_machine: Any) -> None:
    """A day on which no owner is reminded."""
    time_machine.move_to(FIRST)


@pytest.fixture
def approver() -> User:
    """The only one."""
    return publisher()


@pytest.fixture
def page(approver: User) -> CommitmentPage:
    """A commitment, of which two updates wait."""
    made = make_commitment(make_priority(make_plan()), title="Do it", reference="C1")
    for email in ("one@example.org", "two@example.org"):
        make_update(make_owner(made.commitment, email=email), made.commitment)
    return made


def run() -> int:
    """Run the command; how many letters to approvers it says it sent."""
    out = StringIO()
    call_command("send_commitment_reminders", stdout=out)
    return int(out.getvalue().splitlines()[1].removeprefix("Letters to approvers: "))


def test_one_letter_a_day_while_something_waits(
    page: CommitmentPage, approver: User, time_machine: Any
) -> None:
    somebody("Editor")
    assert (run(), run()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.to == [approver.email]
    assert letter.subject == "2 updates wait for you"
    assert letter.body.count("- C1 Do it") == 1
    assert "/admin/commitments/updates/" in letter.body
    assert "ten officers" not in letter.body
    time_machine.move_to(f"2026-10-06{NINE}")
    assert run() == 1
    for update in page.commitment.updates.all():
        return_update(update=update, remark="More, please.", user=approver)
    time_machine.move_to(f"2026-10-07{NINE}")
    assert run() == 0


def test_not_to_who_may_not_publish_the_page(page: CommitmentPage, approver: User) -> None:
    for group in approver.groups.all():
        group.page_permissions.all().delete()
    assert run() == 0
    assert not mail.outbox


@pytest.mark.parametrize("language", ["pl", "ar"])
def test_in_the_language_of_the_approver(
    page: CommitmentPage, approver: User, language: str
) -> None:
    from wagtail.users.models import UserProfile

    translate(page, language)
    UserProfile.objects.create(user=approver, preferred_language=language)
    assert run() == 1
    assert f"[{language}] Do it" in mail.outbox[0].body
    assert "updates wait" not in mail.outbox[0].subject


def test_many_are_not_all_named(page: CommitmentPage, approver: User) -> None:
    for _number in range(MOST_NAMED):
        made = make_commitment(page.get_parent())
        make_update(make_owner(made.commitment), made.commitment)
    assert run() == 1
    lines = [one for one in mail.outbox[0].body.splitlines() if one.startswith("- ")]
    assert len(lines) == MOST_NAMED + 1
    assert lines[-1] == "- …"


def test_a_queue_that_fails_loses_nothing(
    page: CommitmentPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("priorities.commitments.approvers.queue", lambda *given: False)
        assert run() == 0
    assert run() == 1


class TestStopping:
    """Each approver says so on the desk."""

    def test_and_beginning_again(
        self, client: Client, page: CommitmentPage, approver: User
    ) -> None:
        client.force_login(approver, "django.contrib.auth.backends.ModelBackend")
        url = reverse("plan_commitments_admin:updates")
        assert "Send me no such letters" in client.get(url).content.decode()
        assert not ApproverMail.objects.exists()
        client.post(url, {"end": "1"})
        assert run() == 0
        html = client.get(url).content.decode()
        assert "You get no letters about updates that wait." in html
        client.post(url, {"begin": "1"})
        assert run() == 1

    def test_only_by_approvers(self) -> None:
        with pytest.raises(PermissionDenied):
            change_approver_mail(user=somebody("Editor"), wants_digest=False)
        assert not ApproverMail.objects.exists()
