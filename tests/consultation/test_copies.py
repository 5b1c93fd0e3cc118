"""The copy of answers as PDF, saved from the private page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from plan.consultation.models import Response
from plan.consultation.paper.answers_document import answers_document, answers_pdf
from plan.consultation.private_links import private_path
from tests.consultation.browsing import Walk, page_of
from tests.consultation.factories import name
from tests.consultation.printing import words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(walk: Walk) -> Response:
    """A response that was sent in the walk's browser."""
    return walk.finish_form()


class TestTheCopy:
    """The PDF of the private page."""

    def test_it_is_offered_and_saved(self, sent: Response) -> None:
        link = private_path(sent, sent.consultation, "en")
        assert f"{link}copy.pdf" in page_of(Client().get(link)).links
        answer = Client().get(f"{link}copy.pdf")
        assert answer["Content-Disposition"] == f'attachment; filename="{sent.reference}.pdf"'
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "strict-origin"
        words = words_in(answer.content)
        assert "someone@example.com" in words
        assert "More buses." in words

    def test_whatever_was_typed_can_be_copied(self, walk: Walk) -> None:
        typed = '#panic("x") *b* \U0001f600 שלום العربية \u202e $ 5'
        walk.fill()
        walk.second(**{name("missing"): typed})
        walk.send()
        response = Response.objects.get()
        words = words_in(answers_pdf(response, "T"))
        assert '#panic("x") *b*' in words
        assert "Some characters of your answers cannot be printed" in words

    def test_what_can_be_printed_is_not_marked(self, sent: Response) -> None:
        assert answers_document(sent, "T")["is_marked"] is False

    def test_it_is_in_the_language_of_the_response_and_its_direction(self, sent: Response) -> None:
        sent.texts.language = "ar"
        document = answers_document(sent, "T")
        assert (document["lang"], document["is_rtl"]) == ("ar", True)
        assert answers_pdf(sent, "T").startswith(b"%PDF-")

    def test_a_wrong_token_gets_none(self, sent: Response) -> None:
        link = private_path(sent, sent.consultation, "en")
        wrong = re.sub(r"/[0-9a-f]{64}/", f"/{'0' * 64}/", link)
        assert Client().get(f"{wrong}copy.pdf").status_code == 404

    def test_after_withdrawing_there_is_none(self, sent: Response) -> None:
        link = private_path(sent, sent.consultation, "en")
        Client().post(f"{link}withdraw/")
        answer = Client().get(f"{link}copy.pdf")
        assert (answer.status_code, answer["Location"]) == (303, link)
