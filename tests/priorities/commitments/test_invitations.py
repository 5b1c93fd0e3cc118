"""Who is given a commitment to keep is told so."""

from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from priorities.actions.keep_owners import add_owner, remove_owner
from priorities.commitments.letters import send_invitation
from priorities.models import CommitmentPage, Ownership
from tests.factories import committing, make_locale, make_plan, translate
from tests.priorities.commitments.makers import make_owner, publisher
from tests.priorities.makers import make_commitment, make_priority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def page() -> CommitmentPage:
    """A commitment in two languages."""
    plan = make_plan()
    priority = make_priority(plan)
    found = make_commitment(priority, title="Do it")
    make_locale("pl")
    for one in (plan, priority, found):
        translate(one, "pl")
    return found


def test_an_owner_is_told_where_to_ask_for_a_link(page: CommitmentPage, client: Client) -> None:
    with committing():
        make_owner(page.commitment)
    (letter,) = mail.outbox
    assert letter.to == ["owner@example.org"]
    assert letter.subject == "You keep this commitment up to date: Do it"
    address = next(line for line in letter.body.splitlines() if line.startswith("http"))
    assert address.endswith("/en/commitments/owner/")
    assert client.get("/en/commitments/owner/").status_code == 200


def test_it_is_told_in_the_owners_language(page: CommitmentPage) -> None:
    with committing():
        make_owner(page.commitment, language="pl")
    (letter,) = mail.outbox
    assert "[pl] Do it" in letter.subject
    assert "/pl/commitments/owner/" in letter.body


def test_it_is_told_once(page: CommitmentPage) -> None:
    with committing():
        make_owner(page.commitment)
    with committing():
        make_owner(page.commitment)
    assert len(mail.outbox) == 1


def test_who_was_taken_off_again_is_not_told(page: CommitmentPage) -> None:
    user = publisher()
    made = add_owner(
        commitment=page.commitment, email="o@example.org", name="", language="en", user=user
    )
    key = made.pk
    remove_owner(ownership=Ownership.objects.get(pk=key), user=user)
    send_invitation.call(key, 0)
    assert not mail.outbox
