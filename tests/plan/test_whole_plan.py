"""The whole plan on one page."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from plan.models import PlanPage
from tests import factories

pytestmark = pytest.mark.django_db


def headings(text: str) -> list[tuple[int, str]]:
    """Levels and words of all headings of the main part, in order."""
    main = text.partition("<main")[2].partition("</main")[0]
    return [
        (int(level), words.strip())
        for level, words in re.findall(r"<h([1-6])[^>]*>(.*?)</h\1>", main, re.S)
    ]


def test_headings_nest_and_skip_no_level(client: Client, plan: PlanPage) -> None:
    body = [
        ("heading", {"text": "Too deep", "level": "4"}),
        "Words.",
        ("heading", {"text": "Deeper", "level": "4"}),
        ("heading", {"text": "Top", "level": "2"}),
        ("heading", {"text": "Below", "level": "3"}),
    ]
    chapter = factories.make_section(plan, body, title="One")
    factories.make_section(plan, title="Two")
    text = client.get(f"/en/whole-plan/{plan.translation_key}/").content.decode()
    assert headings(text) == [
        (1, "Safer together"),
        (2, "One"),
        (3, "Too deep"),
        (4, "Deeper"),
        (3, "Top"),
        (4, "Below"),
        (2, "Two"),
    ]
    shown = headings(client.get(chapter.url).content.decode())
    assert shown == [
        (1, "One"),
        (2, "Contents"),
        (2, "Too deep"),
        (3, "Deeper"),
        (2, "Top"),
        (3, "Below"),
    ]


def test_everything_in_order_with_numbers(client: Client, plan: PlanPage) -> None:
    factories.make_statement(plan, ["Hello."], title="Foreword")
    factories.make_section(plan, ["One.", "Two."], title="Chapter", summary="In short.")
    text = client.get(f"/en/whole-plan/{plan.translation_key}/").content.decode()
    places = [text.index(words) for words in ("Foreword", "Hello.", "In short.", "One.", "Two.")]
    assert places == sorted(places)
    assert re.findall(r"</span> ([0-9.]+)</a>", text) == ["1.1", "2.1", "2.2"]
    assert f'href="{plan.url}"' in text
    assert f'<link rel="canonical" href="http://testserver{plan.url}">' in text


def test_each_language_has_its_own(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["One."])
    address = f"/whole-plan/{plan.translation_key}/"
    assert client.get(f"/pl{address}").status_code == 404
    factories.translate(chapter, "pl")
    text = client.get(f"/pl{address}").content.decode()
    assert "[pl] One." in text
    assert f'href="/en{address}" hreflang="en"' in text


def test_a_plan_that_is_not_public(client: Client, plan: PlanPage) -> None:
    address = f"/en/whole-plan/{plan.translation_key}/"
    factories.restrict(plan)
    assert client.get(address).status_code == 404
