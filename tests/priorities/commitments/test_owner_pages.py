"""The owner's two-minute update, over HTTP."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from priorities.actions.keep_owners import remove_owner
from priorities.models import Commitment, CommitmentPage, CommitmentUpdate, Owner, OwnerAccess
from tests.factories import make_plan, translate
from tests.priorities.commitments.makers import (
    HOME,
    link_in,
    make_owner,
    make_update,
    posted,
    publisher,
    sign_in,
)
from tests.priorities.makers import make_commitment, make_priority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def page() -> CommitmentPage:
    """A commitment."""
    return make_commitment(make_priority(make_plan()), title="Do it", due_on=date(2027, 3, 31))


@pytest.fixture
def owner(page: CommitmentPage) -> Owner:
    """Its owner."""
    return make_owner(page.commitment)


@pytest.fixture
def url(page: CommitmentPage) -> str:
    """The form's address."""
    return f"{HOME}{page.commitment.public_id}/"


def text(response: Any) -> str:
    """The page, with single spaces."""
    return " ".join(response.content.decode().split())


class TestComingIn:
    """A link by mail, once, to somebody who is known."""

    def test_known_or_not_the_answer_is_the_same(self, client: Client, owner: Owner) -> None:
        known = client.post(HOME, {"email": " Owner@Example.org "})
        unknown = client.post(HOME, {"email": "nobody@example.org"})
        assert (known.status_code, known["Location"]) == (303, f"{HOME}?asked=1")
        assert (unknown.status_code, unknown["Location"]) == (303, f"{HOME}?asked=1")
        assert [letter.to for letter in mail.outbox] == [["owner@example.org"]]

    @pytest.mark.parametrize("typed", ["", "nonsense", "a@b", "x" * 300 + "@example.org"])
    def test_what_is_no_address(self, client: Client, typed: str) -> None:
        answer = client.post(HOME, {"email": typed})
        assert answer.status_code == 422
        assert "Enter" in text(answer)
        assert not mail.outbox

    def test_a_link_works_once_and_only_by_a_button(self, client: Client, owner: Owner) -> None:
        client.post(HOME, {"email": owner.email})
        link = link_in(mail.outbox[0])
        assert "Go to your commitments" in text(client.get(link))
        answer = client.post(link)
        cookie = answer.cookies["plan_commitment_owner"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (HOME, True, "Lax")
        assert "no-store" in answer["Cache-Control"]
        assert "Do it" in text(client.get(HOME))
        assert Client().post(link).status_code == 404
        assert "does not work any more" in text(Client().get(link))

    def test_only_hashes_are_stored(self, client: Client, owner: Owner) -> None:
        sign_in(client, owner)
        token = link_in(mail.outbox[0]).rstrip("/").rpartition("/")[2]
        stored = repr(list(OwnerAccess.objects.values()))
        assert token not in stored
        assert client.cookies["plan_commitment_owner"].value not in stored

    def test_links_and_sign_ins_end(self, client: Client, owner: Owner, time_machine: Any) -> None:
        time_machine.move_to("2026-11-27 09:00:00Z")
        client.post(HOME, {"email": owner.email})
        link = link_in(mail.outbox[0])
        time_machine.move_to("2026-11-27 11:00:01Z")
        assert client.post(link).status_code == 404
        sign_in(client, owner)
        time_machine.move_to("2026-11-27 15:00:02Z")
        assert "Enter the address" in text(client.get(HOME))

    def test_a_flood_is_stopped(self, client: Client, owner: Owner) -> None:
        answers = [client.post(HOME, {"email": owner.email}).status_code for _ in range(4)]
        assert answers == [303, 303, 303, 429]
        assert len(mail.outbox) == 3

    def test_signing_out(self, client: Client, owner: Owner) -> None:
        sign_in(client, owner)
        client.post(f"{HOME}sign-out/")
        assert not OwnerAccess.objects.exists()
        assert "Enter the address" in text(client.get(HOME))

    def test_another_site_cannot_ask(self, client: Client, owner: Owner) -> None:
        headers = {"Sec-Fetch-Site": "cross-site"}
        assert client.post(HOME, {"email": owner.email}, headers=headers).status_code == 403
        assert not mail.outbox


class TestUpdate:
    """One form."""

    def test_it_begins_with_what_is_public(self, client: Client, owner: Owner, url: str) -> None:
        sign_in(client, owner)
        html = text(client.get(url))
        assert re.search(r'value="on_track"[^>]*checked', html)
        assert 'value="2027"' in html

    def test_it_is_kept_and_waits(
        self, client: Client, owner: Owner, page: CommitmentPage, url: str
    ) -> None:
        sign_in(client, owner)
        answer = client.post(url, posted())
        assert (answer.status_code, answer["Location"]) == (303, f"{HOME}?sent=1")
        update = CommitmentUpdate.objects.get()
        facts = (update.status, update.reason, update.done, update.evidence_url, update.language)
        assert facts == (
            "at_risk",
            "It rained.",
            "We trained ten officers.",
            "https://example.org/news",
            "en",
        )
        assert update.expected_on == date(2027, 6, 30)
        assert (update.state, update.written_by) == ("submitted", "owner@example.org")
        assert Commitment.objects.get().status == "on_track"
        assert "waits for approval" in text(client.get(HOME))
        assert "We trained ten officers." in text(client.get(url))

    def test_sent_twice_it_is_one_and_a_later_one_takes_its_place(
        self, client: Client, owner: Owner, url: str
    ) -> None:
        sign_in(client, owner)
        client.post(url, posted())
        client.post(url, posted())
        assert CommitmentUpdate.objects.count() == 1
        client.post(url, posted(done="We trained eleven."))
        states = CommitmentUpdate.objects.values_list("state", "done")
        assert list(states) == [
            ("replaced", "We trained ten officers."),
            ("submitted", "We trained eleven."),
        ]

    @pytest.mark.parametrize(
        ("fields", "words"),
        [
            ({"status": []}, "Choose how the commitment stands."),
            ({"status": "nonsense"}, "not offered any more"),
            ({"reason": " "}, "Say why, since readers will ask"),
            ({"done": ""}, "Say in a sentence or two what was done."),
            ({"done": "x" * 4001}, "Shorten what was done."),
            ({"evidence_url": "javascript:alert(1)"}, "Enter a whole address"),
            ({"expected_on-month": "13"}, "Enter a real date"),
            ({"expected_on-year": ""}, "must include a year"),
        ],
    )
    def test_what_is_wrong_is_said_and_what_was_typed_stays(
        self, client: Client, owner: Owner, url: str, fields: Any, words: str
    ) -> None:
        sign_in(client, owner)
        kept = "<b>Ours & theirs</b>"
        data = posted(**{"reason": kept, "done": kept, **fields})
        answer = client.post(url, data)
        html = text(answer)
        assert answer.status_code == 422
        assert words in html
        assert "&lt;b&gt;Ours &amp; theirs&lt;/b&gt;" in html
        assert 'value="30"' in html
        assert not CommitmentUpdate.objects.exists()

    def test_nul_and_line_ends_do_no_harm(self, client: Client, owner: Owner, url: str) -> None:
        sign_in(client, owner)
        assert client.post(url, posted(done="One\x00.\r\nTwo.")).status_code == 303
        assert CommitmentUpdate.objects.get().done == "One.\nTwo."

    def test_others_have_no_form_and_lose_no_words(
        self, client: Client, owner: Owner, page: CommitmentPage, url: str
    ) -> None:
        other = make_commitment(page.get_parent(), title="Not mine").commitment
        elsewhere = f"{HOME}{other.public_id}/"
        assert client.get(url).status_code == 403
        sign_in(client, owner)
        assert client.get(elsewhere).status_code == 404
        answer = client.post(elsewhere, posted())
        assert answer.status_code == 404
        assert "We trained ten officers." in text(answer)
        assert not CommitmentUpdate.objects.exists()

    def test_a_form_can_be_sent_after_the_sign_in_ended(
        self, client: Client, owner: Owner, url: str
    ) -> None:
        sign_in(client, owner)
        found = re.search(r'name="proof" value="([^"]+)"', text(client.get(url)))
        assert found
        answer = Client().post(url, posted(proof=found[1]))
        assert (answer.status_code, CommitmentUpdate.objects.count()) == (200, 1)
        forged = Client().post(url, posted(proof=f"{found[1]}x", done="Forged."))
        assert forged.status_code == 403
        assert "Forged." in text(forged)
        assert CommitmentUpdate.objects.count() == 1

    def test_who_is_no_owner_any_more_sends_nothing(
        self, client: Client, owner: Owner, url: str
    ) -> None:
        other = make_commitment(make_priority(make_plan(title="Next")), title="Else")
        make_owner(other.commitment)
        sign_in(client, owner)
        remove_owner(ownership=owner.ownerships.get(commitment__name="Do it"), user=publisher())
        assert client.post(url, posted()).status_code == 404
        assert not CommitmentUpdate.objects.exists()

    @pytest.mark.parametrize(("language", "words"), [("pl", 'lang="pl"'), ("ar", 'dir="rtl"')])
    def test_in_other_languages(
        self, client: Client, page: CommitmentPage, language: str, words: str
    ) -> None:
        translate(page, language)
        home = f"/{language}/commitments/owner/"
        owner = make_owner(page.commitment, language=language)
        sign_in(client, owner, home=home)
        html = text(client.get(f"{home}{page.commitment.public_id}/"))
        assert words in html
        assert f"[{language}] Do it" in html
        client.post(f"{home}{page.commitment.public_id}/", posted())
        assert CommitmentUpdate.objects.get().language == language


def test_a_returned_update_is_there_again(
    client: Client, owner: Owner, page: CommitmentPage, url: str
) -> None:
    update = make_update(owner, page.commitment, done="We tried.")
    CommitmentUpdate.objects.filter(pk=update.pk).update(state="returned", remark="How many?")
    sign_in(client, owner)
    assert "was returned" in text(client.get(HOME))
    html = text(client.get(url))
    assert "How many?" in html
    assert "We tried." in html
