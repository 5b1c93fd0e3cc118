"""A long list that is searched by typing records what somebody chose, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite, site_to_look_at

pytestmark = pytest.mark.browser

MAKE = """
from tests.consultation.factories import make_consultation, option, question, record, section
options = [option(f"place-{number}", f"Place {number}") for number in range(30)]
asked = question("drop_down", "place", "Which place?", option_list="", options=options)
page = make_consultation(sections=[section("one", "One", asked)], title="Places")
print(record(page).public_id)
"""


@pytest.fixture(scope="module")
def site() -> Iterator[ServedSite]:
    """A site with a form that asks for one of thirty places."""
    with site_to_look_at() as served:
        served.public_id = served.run(MAKE)  # type: ignore[attr-defined]
        yield served.start(workers=1)


@pytest.fixture
def page(browser: Browser, site: Any) -> Iterator[Page]:
    """The question, with its list made searchable."""
    with Visitor(browser) as visitor:
        opened = visitor.go(f"{site.url}/en/take-part/{site.public_id}/")
        visitor.press(opened.locator("button.govuk-button--start"))
        expect(opened.get_by_role("combobox")).to_be_visible()
        yield opened


def is_chosen(page: Page, words: str) -> None:
    """Which answer is sent once the box was left; the plain list behind the box holds it."""
    page.locator("h1").click()
    page.wait_for_timeout(400)
    chosen = page.locator("select option:checked")
    assert chosen.text_content() == words


def test_opening_the_list_and_leaving_it_chooses_nothing(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.click()
    expect(page.get_by_role("option").first).to_be_visible()
    is_chosen(page, "Choose an answer")
    assert box.input_value() == ""


def test_by_keyboard_an_answer_is_chosen_and_taken_back(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("place 17")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    is_chosen(page, "Place 17")
    box.focus()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.press("Delete")
    is_chosen(page, "Choose an answer")


def test_the_beginning_of_an_answer_is_not_taken_for_one(page: Page) -> None:
    box = page.get_by_role("combobox")
    box.focus()
    page.keyboard.type("place 1")
    page.keyboard.press("Tab")
    is_chosen(page, "Place 1")
    box.fill("plac")
    is_chosen(page, "Choose an answer")
    expect(page.get_by_text("Type to search, or choose from the list").last).to_be_visible()
    box.fill("nowhere")
    is_chosen(page, "Choose an answer")
    expect(page.get_by_text("Nothing found. Try another spelling.").last).to_be_visible()
