"""Sources in the admin: made, counted, printed as QR code and poster."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.models import Consultation, Source
from plan.consultation.sources.addresses import qr_svg, short_path
from plan.consultation.sources.poster import poster_pdf
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import record
from tests.consultation.printing import words_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def library(walk: Walk) -> Source:
    """A source of the walk's consultation."""
    return Source.objects.create(consultation=record(walk.page), label="Library", code="library")


class TestAdmin:
    """Making sources, and what is printed for them."""

    def address(self, consultation: Consultation, rest: str = "") -> str:
        """The admin's page."""
        return f"/admin/consultations/{consultation.public_id}/sources/{rest}"

    def test_a_source_is_added_with_its_code(self, walk: Walk, admin_client: Client) -> None:
        consultation = record(walk.page)
        done = admin_client.post(
            self.address(consultation), {"label": "St John’s Library", "code": ""}
        )
        assert done.status_code == 302
        source = Source.objects.get()
        assert (source.code, source.label) == ("st-johns-library", "St John’s Library")
        entry = ModelLogEntry.objects.get(action="plan_consultation.add_source")
        assert entry.data == {"label": "St John’s Library", "code": "st-johns-library"}
        page = admin_client.get(self.address(consultation))
        assert f"http://testserver/t/{consultation.public_id}/st-johns-library" in text_of(page)
        assert "never for a person" in text_of(page)

    @pytest.mark.parametrize(
        ("label", "code"),
        [
            ("Hackney Central Library", "hackney-central"),
            ("Barking and Dagenhams Forum", "barking-and"),
            ("Newham library hall A", "newham-library-hall"),
            ("Llanfairpwllgwyngyllgogerychwyrn", "llanfairpwllgwyngyll"),
            ("Twenty letters in it", "twenty-letters-in-it"),
        ],
    )
    def test_a_code_that_is_made_ends_with_a_whole_word(
        self, walk: Walk, admin_client: Client, label: str, code: str
    ) -> None:
        consultation = record(walk.page)
        admin_client.post(self.address(consultation), {"label": label, "code": ""})
        assert Source.objects.get(label=label).code == code

    @pytest.mark.parametrize(
        ("typed", "message"),
        [
            ({"label": "", "code": "a"}, "This field is required."),
            ({"label": "A", "code": "No Spaces"}, "Use small letters, digits and hyphens."),
            ({"label": "A", "code": "library"}, "Another source has this code."),
            ({"label": "A", "code": "a" * 21}, "Ensure this value has at most 20 characters"),
        ],
    )
    def test_what_cannot_be_is_said_beside_the_field(
        self, library: Source, admin_client: Client, typed: dict[str, str], message: str
    ) -> None:
        page = admin_client.post(self.address(library.consultation), typed)
        assert page.status_code == 422
        assert message in text_of(page)
        assert Source.objects.count() == 1

    @pytest.mark.parametrize("label", ["Library", "图书馆", "!!!"])
    def test_a_code_is_found_for_any_name(
        self, library: Source, admin_client: Client, label: str
    ) -> None:
        admin_client.post(self.address(library.consultation), {"label": label, "code": ""})
        made = Source.objects.exclude(pk=library.pk).get()
        assert re.fullmatch(r"(library-)?[a-z0-9]{4}", made.code)

    def test_readers_see_the_numbers_and_add_nothing(self, library: Source, client: Client) -> None:
        user = User.objects.create_user("reader@example.org")
        names = ["access_admin", "view_response"]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        page = client.get(self.address(library.consultation))
        assert "Library" in text_of(page)
        assert "Add a source" not in text_of(page)
        client.post(self.address(library.consultation), {"label": "B", "code": "b"})
        assert Source.objects.count() == 1

    def test_the_qr_code_is_a_picture_of_the_short_address(
        self, library: Source, admin_client: Client
    ) -> None:
        answer = admin_client.get(self.address(library.consultation, "library/qr.svg"))
        assert answer["Content-Type"] == "image/svg+xml"
        drawn = answer.content.decode()
        assert drawn == qr_svg(f"http://testserver{short_path(library)}")
        assert drawn != qr_svg("http://testserver/")
        assert "<script" not in drawn
        assert "style=" not in drawn

    def test_the_poster_says_what_when_and_where(
        self, library: Source, admin_client: Client
    ) -> None:
        answer = admin_client.get(self.address(library.consultation, "library/poster-en.pdf"))
        words = words_in(answer.content)
        for needed in (
            "Have your say",
            "Tell us what you think of the draft.",
            "Closes on",
            f"testserver/t/{library.consultation.public_id}/library",
        ):
            assert needed in words
        assert b"pdfuaid:part" in answer.content

    @pytest.mark.parametrize("times", [1, 4, 12])
    def test_a_poster_is_one_page_however_much_is_said(
        self, walk: Walk, library: Source, times: int
    ) -> None:
        walk.page.title = ("A long title of a consultation on crime " * min(times, 5)).strip()
        walk.page.summary = "What people can influence, in a sentence or two. " * times
        pdf = poster_pdf(
            library, walk.page, "https://consultations.plan.example/t/abcd1234/library"
        )
        assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1

    def test_there_is_no_poster_in_a_language_without_a_page(
        self, library: Source, admin_client: Client
    ) -> None:
        answer = admin_client.get(self.address(library.consultation, "library/poster-ar.pdf"))
        assert answer.status_code == 404
