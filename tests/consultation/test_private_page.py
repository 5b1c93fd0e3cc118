"""The private page of a response: who gets in, what is read, changed and withdrawn there."""

from __future__ import annotations

import re
import uuid
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.consultation.actions.submit_response import AttemptGoneError, submit_response
from plan.consultation.models import (
    Answer,
    Attempt,
    Consultation,
    ContactDetail,
    ProtectedAnswer,
    Response,
    TallyState,
)
from plan.consultation.private_links import private_path, token_of
from plan.consultation.protection import CannotDecryptError
from tests.consultation.browsing import Walk, heading_of, page_of, stored, text_of, title_of
from tests.consultation.factories import (
    first_answers,
    known_id,
    make_consultation,
    name,
    question,
    record,
    section,
)

pytestmark = pytest.mark.django_db


def link_of(response: Response, language: str = "en") -> str:
    """The address of the private page."""
    return private_path(response, response.consultation, language)


@pytest.fixture
def sent(walk: Walk) -> Response:
    """A response that was sent in the walk's browser."""
    return walk.finish_form()


def answers_of(response: Response) -> list[Any]:
    """What is stored of a response."""
    rows = Answer.objects.filter(response=response).order_by("question_id", "option_id")
    return list(rows.values_list("question_id", "option_id", "text", "number", "date"))


def test_the_confirmation_shows_the_link_and_says_what_it_is_for(
    walk: Walk, sent: Response
) -> None:
    page = walk.get("sent/")
    address = f"http://testserver{link_of(sent)}"
    assert address in page_of(page).links
    assert "read your answers again, change them until the consultation closes" in text_of(page)


def test_the_token_depends_on_key_reference_and_salt_and_is_stored_nowhere(
    sent: Response, settings: Any
) -> None:
    token = token_of(sent)
    assert re.fullmatch(r"[0-9a-f]{64}", token)
    settings.SECRET_KEY = "another"
    assert token_of(sent) != token
    row = Response.objects.filter(pk=sent.pk).values().get()
    assert token not in {str(value) for value in row.values()}


def test_it_shows_every_answer_in_the_words_seen_with_contact_details(
    sent: Response, client: Client
) -> None:
    page = Client().get(link_of(sent))
    assert page.status_code == 200
    words = page_of(page).words
    for shown in ("As a person", "someone@example.com", "3", "Violence", "Trust", "Hackney"):
        assert shown in words
    assert "How do you respond?" in words


def test_it_is_kept_by_nobody_and_tells_nobody_its_address(sent: Response) -> None:
    page = Client().get(link_of(sent))
    assert "no-store" in page["Cache-Control"]
    assert page["X-Robots-Tag"] == "noindex, nofollow"
    assert page["Referrer-Policy"] == "strict-origin"
    assert title_of(page).startswith("Your response")
    assert sent.reference not in title_of(page)
    assert "Set-Cookie" not in page


@pytest.mark.parametrize("step", ["", "change/", "withdraw/"])
def test_a_wrong_token_or_reference_opens_nothing(sent: Response, step: str) -> None:
    right = token_of(sent)
    base = link_of(sent).split(sent.reference)[0]
    before = stored()
    for reference, token in (
        (sent.reference, "0" * 64),
        (sent.reference, right[:-1]),
        (sent.reference, right + "0"),
        ("AAAAAAAA", right),
    ):
        for ask in (Client().get, Client().post):
            page = ask(f"{base}{reference}/{token}/{step}")
            assert page.status_code in (404, 405)
            assert sent.reference not in heading_of(page)
    assert stored() == before


def test_a_link_opens_nothing_in_another_consultation(sent: Response) -> None:
    other = record(make_consultation(title="Another", slug="another"))
    address = link_of(sent).replace(sent.consultation.public_id, other.public_id)
    assert Client().get(address).status_code == 404


def test_it_cannot_be_posted_to(sent: Response) -> None:
    assert Client().post(link_of(sent)).status_code == 405


def test_answers_of_special_category_are_the_authors_own() -> None:
    page = make_consultation(sections=[health_section()])
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {name("health"): "Deaf since birth"})
    walk.send()
    response = Response.objects.get()
    assert "Deaf since birth" in page_of(Client().get(link_of(response))).words


def test_a_missing_key_hides_and_loses_nothing() -> None:
    page = make_consultation(sections=[health_section()])
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {name("health"): "Deaf since birth"})
    walk.send()
    response = Response.objects.get()
    before = stored(), ProtectedAnswer.objects.count()
    with patch("plan.consultation.rows.decrypt", side_effect=CannotDecryptError("gone")):
        shown = Client().get(link_of(response))
        refused = Client().post(f"{link_of(response)}change/")
    assert shown.status_code == 200
    assert "Some answers cannot be shown at the moment" in text_of(shown)
    assert refused.status_code == 503
    assert (stored(), ProtectedAnswer.objects.count()) == before


def health_section() -> dict[str, Any]:
    """A section that asks about health."""
    return section(
        "health-section",
        "Health",
        question("long_text", "health", "Your health?", is_protected=True, limit=None),
    )


class TestChanging:
    """Another set of answers takes the place of the one that was sent."""

    def begin(self, response: Response) -> Walk:
        """Start to change it in a fresh browser that keeps cookies."""
        other = Walk(response_page(response))
        page = other.client.post(f"{link_of(response)}change/")
        assert page.status_code == 200, text_of(page)
        other.token = dict(page_of(page).hidden)["attempt"]
        return other

    def test_it_leads_to_the_check_page_with_every_answer(self, sent: Response) -> None:
        other = Walk(response_page(sent))
        page = other.client.post(f"{link_of(sent)}change/")
        assert heading_of(page) == "Check your answers"
        words = page_of(page).words
        assert "You are changing response" in text_of(page)
        assert {"As a person", "Hackney", "someone@example.com"} <= set(words)
        assert Attempt.objects.get(changes=sent).texts_id == sent.texts_id

    def test_sending_keeps_the_reference_and_replaces_the_answers(self, sent: Response) -> None:
        other = self.begin(sent)
        assert other.second(**{name("place"): "Brent"}).status_code == 303
        done = other.send()
        assert done["Location"].endswith("/sent/")
        page = other.get("sent/")
        assert sent.reference in text_of(page)
        assert heading_of(page) == "Your changes have been sent"
        fresh = Response.objects.get()
        assert fresh.reference == sent.reference
        assert fresh.received_at == sent.received_at
        assert fresh.changed_at is not None
        texts = Answer.objects.filter(question_id=known_id("place")).values_list("text", flat=True)
        assert list(texts) == ["Brent"]
        assert Answer.objects.filter(response=fresh).count() == len(answers_of(sent))
        entry = ModelLogEntry.objects.get(action="plan_consultation.change_response")
        assert entry.data == {"reference": sent.reference, "sections": [known_id("views")]}

    def test_an_unchanged_set_changes_nothing(self, sent: Response) -> None:
        before = answers_of(sent), list(ContactDetail.objects.values())
        self.begin(sent).send()
        assert (answers_of(sent), list(ContactDetail.objects.values())) == before
        assert Response.objects.get().changed_at is None
        assert not ModelLogEntry.objects.filter(action="plan_consultation.change_response")

    def test_a_double_click_changes_once(self, sent: Response) -> None:
        other = self.begin(sent)
        other.second(**{name("place"): "Brent"})
        first, second = other.send(), other.send()
        assert first["Location"] == second["Location"]
        assert Response.objects.count() == 1
        actions = ModelLogEntry.objects.filter(action="plan_consultation.change_response")
        assert actions.count() == 1

    def test_a_second_tab_after_sending_is_told_and_may_change_again(self, sent: Response) -> None:
        other = self.begin(sent)
        other.second(**{name("place"): "Brent"})
        other.send()
        late = other.second(**{name("place"): "Camden"})
        assert late.status_code == 409
        assert sent.reference in text_of(late)
        assert list_places() == ["Brent"]
        other.second(**{name("place"): "Camden"}, change="1")
        assert list_places() == ["Camden"]
        assert Response.objects.count() == 1

    def test_what_counted_is_counted_anew(self, sent: Response) -> None:
        Response.objects.update(is_tallied=True)
        other = self.begin(sent)
        other.second(**{name("place"): "Brent"})
        other.send()
        assert TallyState.objects.get().needs_recount is True

    def test_incomplete_changes_are_refused_and_nothing_is_lost(self, sent: Response) -> None:
        before = answers_of(sent)
        other = self.begin(sent)
        other.post(
            "section/1/", {key: v for key, v in first_answers().items() if key != name("as")}
        )
        assert other.send().status_code == 422
        assert answers_of(sent) == before

    def test_after_closing_it_can_be_read_and_not_changed(self, sent: Response) -> None:
        other = self.begin(sent)
        other.second(**{name("place"): "Brent"})
        before = stored()
        Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        page = Client().get(link_of(sent))
        assert "answers can no longer be changed" in text_of(page)
        assert f"{link_of(sent)}change/" not in page_of(page).actions
        assert Client().post(f"{link_of(sent)}change/").status_code == 410
        assert other.send().status_code == 410
        assert stored() == before

    def test_another_site_begins_no_change(self, sent: Response) -> None:
        before = stored()
        page = Client().post(f"{link_of(sent)}change/", headers={"Sec-Fetch-Site": "cross-site"})
        assert page.status_code == 403
        assert "request came from another site" in text_of(page)
        assert stored() == before

    def test_a_browser_that_keeps_cookies_is_led_on(self, walk: Walk, sent: Response) -> None:
        page = walk.client.post(f"{link_of(sent)}change/")
        assert page.status_code == 303
        assert page["Location"].endswith("/check/")
        assert heading_of(walk.get("check/")) == "Check your answers"

    def test_get_leads_back(self, sent: Response) -> None:
        page = Client().get(f"{link_of(sent)}change/")
        assert (page.status_code, page["Location"]) == (303, link_of(sent))

    def test_a_response_withdrawn_meanwhile_takes_no_change(self, sent: Response) -> None:
        self.begin(sent)
        attempt = Attempt.objects.get(changes=sent)
        Response.objects.update(withdrawn_at=timezone.now())
        with pytest.raises(AttemptGoneError):
            submit(attempt)


def submit(attempt: Attempt) -> Response:
    """Send an attempt now."""
    return submit_response(attempt=attempt, received_at=timezone.now())


def list_places() -> list[str]:
    """What was answered to where one lives."""
    return list(Answer.objects.filter(question_id=known_id("place")).values_list("text", flat=True))


def response_page(response: Response) -> Any:
    """The consultation's page."""
    from plan.consultation.models import ConsultationPage

    key: uuid.UUID = response.consultation.translation_key
    return ConsultationPage.objects.get(translation_key=key)
