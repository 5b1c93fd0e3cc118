"""Search finds what is public, in the reader's language."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.models import PlanPage
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


def results(client: Client, words: str, language: str = "en") -> str:
    """The page of results."""
    response = client.get(f"/{language}/search/", {"q": words})
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_asked(client: Client, plan: PlanPage) -> None:
    assert "Type one or more words" in results(client, "")


def test_nothing_found(client: Client, plan: PlanPage) -> None:
    text = results(client, "zebra")
    assert "Nothing was found for “zebra”." in text
    assert 'value="zebra"' in text


def test_a_passage_is_found_and_led_to(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["Nothing here.", "We plant lavender."], title="Parks")
    text = results(client, "lavender")
    assert "1 result for “lavender”" in text
    assert "We plant lavender." in text
    assert chapter.url in text


def test_a_passage_of_a_page_that_does_not_match_itself(client: Client, plan: PlanPage) -> None:
    image = factories.make_image()
    picture = {"image": image.pk, "alt_text": "A heron", "decorative": False}
    chapter = factories.make_section(plan, ["One.", ("image", {"image": picture, "caption": ""})])
    text = results(client, "heron")
    assert f'href="{chapter.url}#p-{chapter.body[1].id}"' in text
    assert "1.2" in text


def test_each_language_finds_its_own(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["We plant lavender."])
    translated = factories.translate(chapter, "pl", words="Lawenda {text}")
    assert translated.url in results(client, "lawenda", "pl")
    assert "Nothing was found" in results(client, "lawenda", "en")
    assert translated.url not in results(client, "lavender", "en")


def test_many_results_come_in_pages(client: Client, plan: PlanPage) -> None:
    for _ in range(3):
        factories.make_plan(title="Lavender plan", kind=plan.kind, organisation=plan.organisation)
    chapters = factories.make_sections(plan, 20, title="Lavender")
    assert len(chapters) == 20
    text = results(client, "lavender")
    assert "23 results for “lavender”" in text
    assert 'rel="next" href="?q=lavender&amp;page=2"' in text
    second = client.get("/en/search/", {"q": "lavender", "page": "2"}).content.decode()
    assert 'rel="prev" href="?q=lavender&amp;page=1"' in second
