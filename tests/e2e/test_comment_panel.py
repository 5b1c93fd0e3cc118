"""Nothing typed is lost: in the panel beside the text, nor on the way to another language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.commented import Commented
from tests.e2e.visitor import Visitor
from tests.served.site import site_to_look_at

pytestmark = [pytest.mark.browser]

#: Escape while a word is being composed, as an input method sends it.
COMPOSING = """
box => box.dispatchEvent(new KeyboardEvent('keydown', {
    key: 'Escape', isComposing: true, bubbles: true, cancelable: true}))
"""
REWORD = """
from tests.factories import fresh, publish
from plan.models import SectionPage
page = fresh(SectionPage.objects.get(locale__language_code="en"))
raw = [dict(block) for block in page.body.raw_data]
raw[-1]["value"] = raw[-1]["value"].replace({before!r}, {now!r})
page.body = SectionPage._meta.get_field("body").stream_block.to_python(raw)
publish(page)
"""


@pytest.fixture(scope="module")
def plan() -> Iterator[Commented]:
    with site_to_look_at() as site:
        found = Commented(site)
        site.start(workers=2)
        yield found


@pytest.fixture(params=[320, 1280])
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visitor]:
    with Visitor(browser, width=request.param, height=700) as somebody:
        yield somebody


def open_panel(page: Page, plan: Commented, place: int) -> None:
    """By keyboard: on a narrow screen the panel covers the links."""
    page.get_by_role("link", name=f"Comment on {plan.made['numbers'][place]}").press("Enter")
    page.wait_for_selector("dialog form")
    expect(page.locator("dialog")).to_have_count(1)


def is_closed(page: Page) -> bool:
    """Wait until there is no panel."""
    expect(page.locator("dialog")).to_have_count(0)
    return page.locator(".plan-has-panel").count() == 0


def test_closing_the_panel_loses_nothing(visitor: Visitor, plan: Commented) -> None:
    page = visitor.go(plan.url("chapter"))
    page.wait_for_selector(".plan-selection", state="attached")
    open_panel(page, plan, 2)
    text = page.locator("dialog [name=text]")
    text.fill("Lights, and")
    page.locator("dialog [name=language]").select_option("pl")
    for close in ("Escape", "button"):
        if close == "Escape":
            text.press("Escape")
        else:
            page.get_by_role("button", name="Close").press("Enter")
        assert is_closed(page)
        assert "Comment on" in page.evaluate("document.activeElement.textContent")
        open_panel(page, plan, 2)
        assert text.input_value() == "Lights, and"
        assert page.locator("dialog [name=language]").input_value() == "pl"
    page.get_by_role("button", name="Close").press("Enter")
    assert is_closed(page)
    open_panel(page, plan, 0)
    assert page.locator("dialog [name=text]").input_value() == ""
    if visitor.page.viewport_size["width"] > 1000:  # type: ignore[index]
        open_panel(page, plan, 2)  # from one passage to the other
    else:
        page.get_by_role("button", name="Close").press("Enter")
        open_panel(page, plan, 2)
    assert text.input_value() == "Lights, and"
    assert page.locator(".govuk-character-count__status").count() == 1
    text.fill("Lights, and benches.")
    page.locator("dialog [name=name]").fill("Me")
    visitor.press(page.get_by_role("button", name="Send comment"))
    assert page.locator("h1").inner_text() == "Your comment has been sent"
    assert plan.last()["text"] == "Lights, and benches."


def test_escape_that_ends_a_word_leaves_the_panel_open(visitor: Visitor, plan: Commented) -> None:
    page = visitor.go(plan.url("chapter"))
    page.wait_for_selector(".plan-selection", state="attached")
    open_panel(page, plan, 2)
    text = page.locator("dialog [name=text]")
    text.evaluate(COMPOSING)
    page.wait_for_timeout(200)
    assert page.locator("dialog").count() == 1
    text.press("Escape")
    assert is_closed(page)


@pytest.mark.parametrize("name", ["lights", "chapter"])
def test_the_languages_of_the_page_take_along_what_was_typed(
    visitor: Visitor, plan: Commented, name: str
) -> None:
    if name == "chapter" and visitor.page.viewport_size["width"] < 1000:  # type: ignore[index]
        pytest.skip("The panel covers the page.")
    page = visitor.go(plan.url(name))
    page.wait_for_selector(".plan-selection", state="attached")
    if name == "chapter":
        open_panel(page, plan, 2)
    assert not page.locator(".plan-compose-languages").is_visible()
    page.locator("[name=text]").fill("Lights, and benches.")
    visitor.press(page.locator(".plan-languages a[hreflang=ar]").first)
    assert page.evaluate("document.documentElement.lang") == "ar"
    assert page.locator("[name=text]").input_value() == "Lights, and benches."
    assert page.locator("[name=language]").input_value() == "en"
    visitor.press(page.get_by_role("button", name="English"))
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("[name=text]").input_value() == "Lights, and benches."


def test_without_javascript_a_button_of_the_form_does(browser: Browser, plan: Commented) -> None:
    with Visitor(browser, has_script=False, width=320) as visitor:
        page = visitor.go(plan.url("lights"))
        page.locator("[name=text]").fill("Lights, and benches.")
        visitor.press(page.locator(".plan-compose-languages button"))
        assert page.evaluate("document.documentElement.lang") == "ar"
        assert page.locator("[name=text]").input_value() == "Lights, and benches."


def test_the_panel_never_stands_beside_words_that_are_old(
    visitor: Visitor, plan: Commented
) -> None:
    page = visitor.go(plan.url("chapter"))
    page.wait_for_selector(".plan-selection", state="attached")
    before, now = "next year", "this year"
    if "this year" in page.locator("main").inner_text():
        before, now = now, before
    plan.site.run(REWORD.format(before=before, now=now))
    page.get_by_role("link", name=f"Comment on {plan.made['numbers'][2]}").press("Enter")
    page.wait_for_url("**/passages/**")
    assert now in page.locator(".plan-quotation").inner_text()
    assert page.locator("dialog").count() == 0
