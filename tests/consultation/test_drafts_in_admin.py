"""A consultation that nobody can read is not said to be open, whatever its dates say."""

from __future__ import annotations

import re

import pytest
from wagtail.actions.copy_page import CopyPageAction

from home.models import User
from plan.consultation.models import ConsultationPage
from tests.consultation.browsing import text_of
from tests.consultation.entering import person, url
from tests.consultation.factories import make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> ConsultationPage:
    """An unpublished copy of an open consultation, with its dates."""
    page = make_consultation(title="The first")
    changes = {"title": "The copy", "slug": "copy"}
    boss = User.objects.create_superuser("boss@example.org")
    CopyPageAction(page, update_attrs=changes, keep_live=False, user=boss).execute()
    return ConsultationPage.objects.get(slug="copy")


def rows(shown: str) -> list[tuple[str, str]]:
    """Title and state of each consultation in the list."""
    return re.findall(r'class="title"><a [^>]*>([^<]*)</a></th> <td>([^<]*)</td>', shown)


def test_lists_tell_a_draft_from_what_is_open(draft: ConsultationPage) -> None:
    shown = text_of(person("reader", "view_response").get("/admin/consultations/"))
    assert rows(shown) == [
        ("The first", "Open"),
        ("The copy", "Not published"),
    ]
    assert "<dd>Not published</dd>" in text_of(person("other").get(url("dates", draft)))


def test_the_front_page_names_what_is_open_alone(draft: ConsultationPage) -> None:
    shown = text_of(person("reader", "view_response").get("/admin/"))
    assert "The first" in shown
    assert "The copy" not in shown


def test_once_published_it_is_open(draft: ConsultationPage) -> None:
    draft.get_latest_revision_as_object().save_revision().publish()
    shown = text_of(person("reader", "view_response").get("/admin/consultations/"))
    assert rows(shown) == [("The copy", "Open"), ("The first", "Open")]
