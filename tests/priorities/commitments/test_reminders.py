"""Reminders: one letter for everything, once each, at most one a day."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client

from plan.models import PlanPage
from priorities.actions.keep_owners import stop_reminders
from priorities.actions.keep_periods import PeriodRefusedError, chase_period
from priorities.models import CommitmentPage, Owner, OwnerReminder
from tests.factories import make_plan, translate
from tests.priorities.commitments.makers import (
    HOME,
    link_in,
    make_owner,
    make_period,
    make_update,
    publisher,
    sign_in,
    somebody,
)
from tests.priorities.makers import make_commitment, make_priority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]
NINE = "T09:00:00Z"


@pytest.fixture
def plan() -> PlanPage:
    """A plan."""
    return make_plan()


@pytest.fixture
def page(plan: PlanPage) -> CommitmentPage:
    """A commitment."""
    return make_commitment(
        make_priority(plan), title="Do it", reference="C1", due_on=date(2027, 3, 31)
    )


@pytest.fixture
def owner(page: CommitmentPage) -> Owner:
    """Its owner."""
    return make_owner(page.commitment)


def run() -> int:
    """Run the command; how many letters it says it sent."""
    out = StringIO()
    call_command("send_commitment_reminders", stdout=out)
    return int(out.getvalue().splitlines()[0].removeprefix("Reminders: "))


def bodies() -> list[str]:
    """What was sent."""
    return [letter.body for letter in mail.outbox]


def test_before_and_after_the_day_of_a_period_once_each(
    plan: PlanPage, owner: Owner, time_machine: Any
) -> None:
    make_period(plan)
    sent = {}
    for day in range(1, 32):
        time_machine.move_to(f"2026-10-{day:02d}{NINE}")
        if run():
            sent[day] = mail.outbox[-1].body
    assert list(sent) == [3, 11]
    assert "C1 Do it: an update is due by 10 October 2026" in sent[3]
    assert "C1 Do it: an update was due by 10 October 2026" in sent[11]


def test_before_and_after_the_day_of_a_commitment(owner: Owner, time_machine: Any) -> None:
    sent = {}
    day = date(2027, 3, 1)
    while day < date(2027, 5, 1):
        time_machine.move_to(f"{day.isoformat()}{NINE}")
        if run():
            sent[day] = mail.outbox[-1].body
        day += timedelta(days=1)
    assert list(sent) == [date(2027, 3, 17), date(2027, 4, 1)]
    assert "to be done by 31 March 2027" in sent[date(2027, 3, 17)]
    assert "was to be done by 31 March 2027" in sent[date(2027, 4, 1)]


def test_one_letter_for_all_of_them_and_one_a_day(
    plan: PlanPage, page: CommitmentPage, owner: Owner, time_machine: Any
) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    second = make_commitment(page.get_parent(), title="Do more", due_on=date(2026, 10, 6))
    make_owner(second.commitment)
    make_period(plan)
    assert (run(), run()) == (1, 0)
    (letter,) = mail.outbox
    assert letter.subject == "2 commitments of yours need a word"
    assert letter.body.count("\n- ") == 3
    third = make_commitment(page.get_parent(), title="Do most", due_on=date(2026, 10, 6))
    make_owner(third.commitment)
    assert run() == 0
    time_machine.move_to(f"2026-10-06{NINE}")
    assert run() == 1
    assert "Do most" in bodies()[1]
    assert "Do more" not in bodies()[1]


def test_who_has_answered_is_not_asked(
    plan: PlanPage, page: CommitmentPage, owner: Owner, time_machine: Any
) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    make_period(plan)
    make_update(owner, page.commitment)
    assert run() == 0


@pytest.mark.parametrize("status", ["complete", "paused", "withdrawn"])
def test_what_has_ended_is_not_asked_about(plan: PlanPage, time_machine: Any, status: str) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    page = make_commitment(
        make_priority(plan), status=status, status_reason="So.", due_on=date(2026, 10, 6)
    )
    make_owner(page.commitment)
    make_period(plan)
    assert run() == 0


def test_the_letter_leads_in_and_out(
    client: Client, plan: PlanPage, owner: Owner, time_machine: Any
) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    make_period(plan)
    run()
    (letter,) = mail.outbox
    assert client.post(link_in(letter)).status_code == 303
    stop = letter.extra_headers["List-Unsubscribe"].strip("<>")
    assert stop in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = re.sub(r"^http://[^/]+", "", stop)
    assert "Stop sending me reminders" in client.get(path).content.decode()
    assert Owner.objects.get().reminders_stopped_at is None
    assert client.post(f"{path}x/").status_code == 404
    assert client.post(path[:-2] + "/").status_code == 404
    assert Client(enforce_csrf_checks=True).post(path).status_code == 200
    assert Owner.objects.get().reminders_stopped_at is not None
    time_machine.move_to(f"2026-10-12{NINE}")
    assert run() == 0
    assert len(mail.outbox) == 1


class TestResuming:
    """Whoever stopped reminders can have them again."""

    BUTTON = "Send me reminders again"

    def test_by_the_owner(
        self, client: Client, plan: PlanPage, owner: Owner, time_machine: Any
    ) -> None:
        time_machine.move_to(f"2026-10-05{NINE}")
        sign_in(client, owner)
        assert self.BUTTON not in client.get(HOME).content.decode()
        stop_reminders(owner=owner)
        assert self.BUTTON in client.get(HOME).content.decode()
        make_period(plan)
        assert run() == 0
        answer = client.post(f"{HOME}resume/")
        assert (answer.status_code, answer["Location"]) == (303, f"{HOME}?reminded=1")
        html = client.get(answer["Location"]).content.decode()
        assert "You get reminders again." in html
        assert self.BUTTON not in html
        assert run() == 1

    def test_not_by_others(self, client: Client, owner: Owner) -> None:
        stop_reminders(owner=owner)
        assert client.post(f"{HOME}resume/").status_code == 303
        sign_in(client, owner)
        client.get(f"{HOME}resume/")
        client.post(f"{HOME}resume/", headers={"Sec-Fetch-Site": "cross-site"})
        assert Owner.objects.get().reminders_stopped_at is not None


def test_a_letter_that_fails_is_not_lost(
    plan: PlanPage, owner: Owner, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    make_period(plan)

    def broken(**given: Any) -> None:
        raise ConnectionRefusedError

    with monkeypatch.context() as patch:
        patch.setattr("priorities.commitments.reminders.send_letter", broken)
        run()
    assert not OwnerReminder.objects.exists()
    assert run() == 1
    assert "an update is due by" in bodies()[0]


def test_a_queue_that_fails_loses_nothing(
    plan: PlanPage, owner: Owner, time_machine: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    make_period(plan)
    with monkeypatch.context() as patch:
        patch.setattr("priorities.commitments.reminders.queue", lambda *given: False)
        assert run() == 0
    assert run() == 1


@pytest.mark.parametrize(("language", "title"), [("pl", "[pl] Do it"), ("ar", "[ar] Do it")])
def test_in_the_owner_s_language(
    plan: PlanPage, page: CommitmentPage, time_machine: Any, language: str, title: str
) -> None:
    time_machine.move_to(f"2026-10-05{NINE}")
    translate(page, language)
    make_owner(page.commitment, language=language)
    make_period(plan)
    run()
    assert title in bodies()[0]
    assert f"/{language}/commitments/owner/link/" in bodies()[0]


class TestChasing:
    """At once, at the press of a button."""

    def test_it_reminds_who_was_reminded_before(
        self, plan: PlanPage, owner: Owner, time_machine: Any
    ) -> None:
        period = make_period(plan)
        time_machine.move_to(f"2026-10-05{NINE}")
        run()
        assert chase_period(period=period, user=publisher()) == 0
        time_machine.move_to(f"2026-10-07{NINE}")
        assert chase_period(period=period, user=publisher()) == 1
        assert "an update is due by 10 October 2026" in bodies()[1]

    def test_only_by_who_may_and_while_open(self, plan: PlanPage, owner: Owner) -> None:
        period = make_period(plan)
        with pytest.raises(PermissionDenied):
            chase_period(period=period, user=somebody("Editor"))
        period.state = "frozen"
        with pytest.raises(PeriodRefusedError):
            chase_period(period=period, user=publisher())
        assert not mail.outbox
