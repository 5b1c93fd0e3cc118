"""The menu of pages on one consultation, and the trail that says which page this is."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from plan.consultation.models import ConsultationPage
from tests.consultation.factories import make_consultation, record
from tests.consultation.test_admin import staff

pytestmark = pytest.mark.django_db

READING = {"", "responses/", "codebook/", "paper/", "dates/", "versions/", "sources/"}


@pytest.fixture
def page() -> ConsultationPage:
    """An open consultation."""
    return make_consultation()


def menu(client: Client, page: ConsultationPage, name: str) -> set[str]:
    """Where the menu of a page leads, below the consultation's own address."""
    here = f"/admin/consultations/{record(page).public_id}/"
    text = client.get(f"{here}{name}").content.decode()
    items = text.partition("w-slim-header-buttons")[2].partition("</nav>")[0]
    return set(re.findall(rf'href="{here}([^"]*)"', items))


def test_a_reader_is_offered_what_a_reader_may_open(page: ConsultationPage) -> None:
    client = staff("view_response")
    assert menu(client, page, "dates/") == READING
    for name in READING:
        address = f"/admin/consultations/{record(page).public_id}/{name}"
        assert client.get(address).status_code == 200, name


def test_further_rights_add_their_pages(page: ConsultationPage) -> None:
    rights = ("export_response", "enter_response", "import_response", "test_response")
    lists = ("view_paperrequest", "view_updatessubscriber")
    found = menu(staff("view_response", *rights, *lists), page, "")
    added = {"exports/", "entries/", "imports/", "tests/", "paper-requests/", "news/"}
    assert found == READING | added


@pytest.mark.parametrize(
    ("name", "words"),
    [("imports/", "Import responses"), ("entries/start/", "Enter a response")],
)
def test_a_page_says_its_own_name_and_which_consultation_it_is_on(
    page: ConsultationPage, name: str, words: str
) -> None:
    client = staff("view_response", "enter_response", "import_response")
    text = client.get(f"/admin/consultations/{record(page).public_id}/{name}").content.decode()
    assert f"<title>{words}: Have your say" in " ".join(text.split()).replace("<title> ", "<title>")
