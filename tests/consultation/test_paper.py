"""The form on paper as the public and editors get it."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone, translation

from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.paper import stored
from tests.consultation.browsing import page_of, text_of
from tests.consultation.factories import (
    known_id,
    make_consultation,
    question,
    record,
    section,
)
from tests.consultation.printing import words_in
from tests.consultation.publishing import by_hand, raw_form


def way(kind: str, details: str) -> dict[str, Any]:
    """A way to take part without the website."""
    value = {"kind": kind, "details": f"<p>{details}</p>"}
    return {"type": "way", "id": known_id(kind), "value": value}


POST, MAIL = way("post", "Freepost PLAN"), way("email", "mail@example.org")


@pytest.fixture(autouse=True)
def private_folder(settings: Any, tmp_path: Path) -> Path:
    """Where files are kept for the length of a test."""
    settings.PLAN_PRIVATE_ROOT = str(tmp_path)
    settings.STORAGES = {**settings.STORAGES}
    settings.STORAGES.pop("private", None)
    return tmp_path


@pytest.mark.django_db
class TestTheFile:
    """What the public gets."""

    @pytest.fixture
    def page(self) -> ConsultationPage:
        """An open consultation with a postal address."""
        ways = ConsultationPage._meta.get_field("other_ways").stream_block
        return make_consultation(other_ways=ways.to_python([POST, MAIL]))

    def address(self, page: ConsultationPage, variant: str = "standard", code: str = "en") -> str:
        """Where the file is."""
        return f"/{code}/take-part/{record(page).public_id}/paper/{variant}.pdf"

    def test_it_says_all_that_is_needed(self, page: ConsultationPage) -> None:
        answer = Client().get(self.address(page))
        assert answer["Content-Type"] == "application/pdf"
        words = words_in(answer.content)
        for needed in (
            "Have your say",
            "Form version 1",
            "1. How do you respond?",
            "An answer is needed.",
            "8. What is missing?",
            "Where to send it",
            "Freepost PLAN",
            "It must reach us by",
            "We keep answers to ourselves.",
        ):
            assert needed in words, needed
        assert "mail@example.org" not in words

    def test_stopped_questions_are_not_printed_and_protected_ones_say_so(self) -> None:
        sections = [
            section(
                "s",
                "S",
                question("short_text", "old", "Gone?", is_stopped=True),
                question("short_text", "faith", "Your faith?", is_protected=True),
            )
        ]
        page = make_consultation(sections=sections)
        words = words_in(Client().get(self.address(page)).content)
        assert "Gone?" not in words
        assert "1. Your faith?" in words
        assert "You do not have to answer this." in words

    def test_caches_may_keep_it_and_ask_whether_it_changed(self, page: ConsultationPage) -> None:
        first = Client().get(self.address(page))
        assert first["Cache-Control"] == "public, max-age=300"
        assert not first.cookies
        again = Client().get(self.address(page), headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304
        page.title = "Say it"
        page.save_revision().publish()
        changed = Client().get(self.address(page), headers={"If-None-Match": first["ETag"]})
        assert changed.status_code == 200

    def test_it_is_drawn_once_and_older_ones_go(
        self, page: ConsultationPage, monkeypatch: Any, private_folder: Path
    ) -> None:
        first = Client().get(self.address(page)).content
        monkeypatch.setattr(stored, "make", lambda form: pytest.fail("drawn again"))
        assert Client().get(self.address(page)).content == first
        monkeypatch.undo()
        page.title = "Say it"
        page.save_revision().publish()
        assert Client().get(self.address(page)).content != first
        assert len(list(private_folder.rglob("*.pdf"))) == 1

    def test_storage_that_fails_fails_nobody(
        self, page: ConsultationPage, monkeypatch: Any
    ) -> None:
        class Broken:
            def open(self, name: str) -> ContentFile:
                raise OSError

            def listdir(self, name: str) -> Any:
                raise OSError

        monkeypatch.setattr(stored, "private_storage", Broken)
        assert Client().get(self.address(page)).status_code == 200

    def test_the_page_links_to_both_formats_while_open(self, page: ConsultationPage) -> None:
        links = page_of(Client().get(page.url)).links
        assert {self.address(page), self.address(page, "large")} <= set(links)
        Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        assert self.address(page) not in page_of(Client().get(page.url)).links

    def test_before_opening_there_is_none(self) -> None:
        page = make_consultation(opens=timezone.now() + timedelta(days=1))
        assert Client().get(self.address(page)).status_code == 404

    @pytest.mark.parametrize("variant", ["braille", "easy_read", "nonsense"])
    def test_other_formats_are_made_by_people(self, page: ConsultationPage, variant: str) -> None:
        assert Client().get(self.address(page, variant)).status_code == 404

    def test_each_language_has_its_own(self, page: ConsultationPage) -> None:
        raw = json.loads(json.dumps(raw_form(page)).replace("How do you respond?", "Kim jesteś?"))
        by_hand(page, "pl", raw)
        translation.activate("en")
        polish = words_in(Client().get(self.address(page, code="pl")).content)
        assert "1. Kim jesteś?" in polish
        english = words_in(Client().get(self.address(page)).content)
        assert "1. How do you respond?" in english

    def test_without_letters_there_is_a_page_and_the_admin_says_which(
        self, page: ConsultationPage, settings: Any, admin_client: Client
    ) -> None:
        settings.PLAN_FONT_DIRS = []
        page.title = "说说"
        page.save_revision().publish()
        answer = Client().get(self.address(page))
        assert (answer.status_code, answer["Cache-Control"]) == (404, "no-store")
        assert "We cannot print this form in this language yet" in text_of(answer)
        shown = admin_client.get(f"/admin/consultations/{record(page).public_id}/paper/")
        assert "no font on the server has 说." in text_of(shown)

    def test_the_draft_is_marked_and_for_editors_only(
        self, page: ConsultationPage, admin_client: Client
    ) -> None:
        page.title = "Not yet public"
        page.save_revision()
        address = f"/admin/consultations/form/{page.pk}/paper/standard.pdf"
        answer = admin_client.get(address)
        words = words_in(answer.content)
        assert "Not yet public" in words
        assert "Draft: do not use" in words
        assert "no-store" in answer["Cache-Control"]
        assert Client().get(address).status_code == 302
