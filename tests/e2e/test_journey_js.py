"""A form with JavaScript: parts come and go in place; and axe on every page of the journey."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.consultation.factories import name
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite, site_to_look_at

pytestmark = pytest.mark.browser

CLOSE_SOON = """
from datetime import timedelta
from plan.consultation.models import Consultation
from plan.consultation.queries import database_now
from plan.content_version import content_changed
Consultation.objects.update(closes_at=database_now() + timedelta(hours={hours}))
content_changed()  # an update in bulk tells nobody
"""


@pytest.fixture(scope="module")
def site() -> Iterator[ServedSite]:
    """A site with one form, which has everything."""
    with site_to_look_at() as served:
        served.public_id = served.run(  # type: ignore[attr-defined]
            "from tests.e2e.journey_form import make\nprint(make())"
        )
        yield served.start(workers=1)


def form_at(site: Any, language: str = "en") -> str:
    """Address of the form."""
    return f"{site.url}/{language}/take-part/{site.public_id}/"


def begin(visitor: Visitor, site: Any, language: str = "en") -> Page:
    """From the consultation's page to the list of sections."""
    page = visitor.go(form_at(site, language))
    visitor.press(page.locator("button.govuk-button--start"))
    assert page.url == f"{form_at(site, language)}sections/"
    return page


def part(page: Page, question: str) -> Locator:
    """The part of the page that holds a question."""
    return page.locator(f".plan-part:has([name^='{name(question)}'])")


def shown(page: Page) -> list[str]:
    """Questions in sight."""
    names = ("contact", "times", "many-words", "day", "late", "whom", "station")
    return [one for one in names if part(page, one).is_visible()]


def choose(page: Page, words: str) -> None:
    """Choose an answer."""
    page.get_by_label(words, exact=True).check(force=True)


def test_parts_come_and_go_as_answers_change(browser: Browser, site: ServedSite) -> None:
    with Visitor(browser, width=320) as visitor:
        page = begin(visitor, site)
        visitor.press(page.get_by_role("button", name="Contact"))
        assert shown(page) == ["contact"]
        seen = page.locator(f"[name='{name('times')}-seen']")
        assert seen.is_disabled()
        choose(page, "Yes")
        assert shown(page) == ["contact", "times", "day", "whom"]
        assert seen.is_enabled()
        expect(page.locator("[data-plan-show-status]")).to_have_text(
            "There are more questions on this page now."
        )
        focused = page.evaluate("document.activeElement.value")
        assert focused == page.get_by_label("Yes", exact=True).input_value()
        page.locator(f"[name='{name('times')}']").fill("2")
        assert "many-words" not in shown(page)
        page.locator(f"[name='{name('times')}']").fill("3")
        page.locator(f"[name='{name('many-words')}']").fill("Neighbours")
        page.locator(f"[name='{name('whom')}']").fill(" met ")
        for box, typed in (("day", "28"), ("month", "3"), ("year", "2026")):
            page.locator(f"[name='{name('day')}-{box}']").fill(typed)
        assert shown(page) == [
            "contact", "times", "many-words", "day", "late", "whom", "station",
        ]  # fmt: skip
        page.locator(f"[name='{name('day')}-day']").fill("27")
        assert "late" not in shown(page)
        choose(page, "No")
        assert shown(page) == ["contact"]
        choose(page, "Yes")
        assert page.locator(f"[name='{name('many-words')}']").input_value() == "Neighbours"
        visitor.press(visitor.onwards)
        assert page.url == f"{form_at(site)}sections/"
        expect(page.locator("#task-1-status")).to_have_text("Completed")


def test_what_is_hidden_again_is_not_sent(browser: Browser, site: ServedSite) -> None:
    with Visitor(browser) as visitor:
        page = begin(visitor, site)
        visitor.press(page.get_by_role("button", name="Contact"))
        choose(page, "Yes")
        page.locator(f"[name='{name('whom')}']").fill("A private word")
        choose(page, "No")
        with page.expect_request(lambda request: request.method == "POST") as sent:
            visitor.press(visitor.onwards)
        assert name("contact") in (sent.value.post_data or "")
        assert name("whom") not in (sent.value.post_data or "")


def test_the_server_agrees_and_asks_nothing_twice(browser: Browser, site: ServedSite) -> None:
    with Visitor(browser, has_script=False) as visitor:
        page = begin(visitor, site)
        visitor.press(page.get_by_role("button", name="Contact"))
        choose(page, "Yes")
        visitor.press(visitor.onwards)
        assert page.url.endswith("?more=1")
        assert shown(page) == ["contact", "times", "day", "whom"]
        page.locator(f"[name='{name('times')}']").fill("5")
        visitor.press(visitor.onwards)
        assert "many-words" in shown(page)
        visitor.press(visitor.onwards)
        assert page.url == f"{form_at(site)}sections/"


def test_the_way_by_keyboard_alone(browser: Browser, site: ServedSite) -> None:
    with Visitor(browser) as visitor:
        page = begin(visitor, site)
        page.get_by_role("button", name="Contact").focus()
        page.keyboard.press("Enter")
        page.wait_for_url("**/section/1/")
        page.locator(f"[name='{name('contact')}']").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name("times")
        page.keyboard.type("4")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.name") == name("many-words")
        page.keyboard.type("Words")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url("**/sections/")
        page.get_by_role("button", name="Check your answers and send them").press("Enter")
        page.wait_for_url("**/check/")
        page.get_by_role("button", name="Change How often?").press("Enter")
        page.wait_for_url(f"**/section/1/?check=1#id_{name('times')}")
        assert page.evaluate("document.activeElement.name") == name("times")
        page.keyboard.press("Enter")
        page.wait_for_url("**/check/")


def test_leaving_fast(browser: Browser, site: ServedSite) -> None:
    with Visitor(browser) as visitor:
        page = begin(visitor, site)
        elsewhere = "https://www.wikipedia.org/"
        page.context.route(elsewhere, lambda route: route.fulfill(body="<h1>Elsewhere</h1>"))
        link = page.get_by_role("button", name="Leave this site now")
        assert link.get_attribute("href") == elsewhere
        assert "noreferrer" in (link.get_attribute("rel") or "")
        visitor.press(page.get_by_role("button", name="Contact"))
        choose(page, "Yes")
        for _ in range(2):
            page.keyboard.press("Shift")
        expect(page.locator(".plan-quick-exit [role=status]")).to_have_text(
            "Press Shift once more to leave this site."
        )
        page.keyboard.press("a")
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url(elsewhere)
        page.go_back()
        assert "/section/" not in page.url
        page.goto(f"{form_at(site)}section/1/")
        assert page.get_by_label("Yes", exact=True).is_checked()


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_axe_on_every_page(
    browser: Browser, site: ServedSite, axe: str, pictures: Any, language: str, width: int
) -> None:
    def audit(label: str) -> None:
        if pictures is not None:
            page.screenshot(path=pictures / f"j-{label}-{language}-{width}.png", full_page=True)
        page.evaluate(axe)
        faults = page.evaluate(
            "axe.run(document).then((found) => found.violations.map("
            "(fault) => `${fault.id}: ${fault.nodes.map((node) => node.html)}`))"
        )
        assert faults == [], label
        assert page.evaluate("document.documentElement.scrollWidth") <= width, label
        assert page.locator("h1").count() == 1, label

    with Visitor(browser, width=width) as visitor:
        form = form_at(site, language)
        page = visitor.go(f"{form}questions/")
        audit("questions")
        site.run(CLOSE_SOON.format(hours=5))
        begin(visitor, site, language)
        audit("task-list")
        page.goto(f"{form}section/1/")
        page.locator(f"[name='{name('contact')}']").first.check(force=True)
        audit("shown")
        page.goto(f"{form}section/2/")
        audit("sensitive")
        page.goto(f"{form}check/")
        audit("check")
        page.goto(f"{form}save/")
        page.locator("#email").fill("nobody")
        visitor.press(page.locator("button[name=make]"))
        audit("save-error")
        page.locator("#email").fill("")
        visitor.press(page.locator("button[name=make]"))
        audit("saved")
        link = page.locator("#link").input_value()
        visitor.press(page.locator("button[name=keep_link]"))
        audit("kept")
        page.goto(link)
        audit("come-back")
        visitor.press(page.locator(".plan-journey form button").first)
        assert page.url == f"{form}sections/"
        page.goto(f"{form}return/forged/")
        audit("return-missing")
