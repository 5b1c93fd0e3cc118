"""axe where answers meet: an organisation's team, and an answer that was given twice."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.auditing import Audit
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

Addresses = dict[str, dict[str, str]]

#: Lines that are long, lines in the other direction, and an address that has no gaps.
WORDS = "Fewer cars\nسيارات أقل\nhttps://example.org/" + "long-address-" * 8
ORGANISATION = "Friends of the park – أصدقاء الحديقة"
CODE = ".plan-code bdi"


def start(visitor: Visitor, form: str) -> Page:
    """Begin an attempt."""
    visitor.press(visitor.go(form).locator("button.govuk-button--start"))
    return visitor.page


def write(visitor: Visitor, form: str) -> None:
    """Answer the section of open questions, and go on."""
    visitor.go(f"{form}section/4/")
    for box in visitor.shown("textarea"):
        box.fill(WORDS)
    visitor.press(visitor.onwards)


def test_an_answer_that_was_given_twice(
    demo: ServedSite, addresses: Addresses, visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    page = start(visitor, demo.url + own["form"])
    write(visitor, demo.url + own["form"])
    visitor.go(demo.url + own["PriorityPage-0"])
    asked = page.locator(".plan-ask form").first
    asked.locator("textarea").fill("Other words")
    visitor.press(asked.locator("button"))
    audit(page, "offer")
    visitor.press(page.locator("button[name=join]"))
    assert page.locator("input[name=chosen]").count() == 1
    audit(page, "choose-answer")
    visitor.press(page.locator("button[name=join]"))
    assert page.locator(".govuk-error-summary a").count() == 1
    audit(page, "choose-answer-errors")


def test_an_organisation_answers_together(
    demo: ServedSite, addresses: Addresses, browser: Browser, visitor: Any, audit: Audit
) -> None:
    form = demo.url + addresses[visitor.language]["form"]
    page = start(visitor, form)
    size = page.viewport_size
    assert size is not None
    visitor.go(f"{form}team/")
    visitor.press(page.locator("main form button").first)
    audit(page, "team-errors")
    page.locator("main input[type=text]").fill(ORGANISATION)
    visitor.press(page.locator("main form button").first)
    audit(page, "team-code")
    code = page.locator(CODE).inner_text()
    with Visitor(browser, width=size["width"]) as busy, Visitor(browser, **size) as colleague:
        audit(busy.go(f"{form}join/"), "join")
        busy.press(busy.onwards)
        audit(busy.page, "join-errors")
        for other in (busy, colleague):
            join(other, form, code)
        write(busy, form)
        write(colleague, form)
        colleague.go(f"{form}check/")
        audit(colleague.page, "check-to-hand-in")
        colleague.press(colleague.onwards)
        audit(colleague.page, "handed-in")
        visitor.go(f"{form}team/")
        audit(page, "team-members")
        send(visitor, form, audit)
        for name, other in (("ended-with-answers", busy), ("ended", colleague)):
            other.go(f"{form}section/1/")
            assert other.page.locator("main form").count() == 1
            assert (WORDS[:10] in other.page.locator("main").inner_text()) is (other is busy)
            audit(other.page, name)


def join(colleague: Visitor, form: str, code: str) -> None:
    """Come in with the code."""
    boxes = colleague.go(f"{form}join/").locator("main input[type=text]")
    boxes.nth(0).fill(code)
    boxes.nth(1).fill("Ada – آدا")
    colleague.press(colleague.onwards)
    assert colleague.page.locator(".govuk-error-summary").count() == 0


def send(lead: Visitor, form: str, audit: Audit) -> None:
    """See what colleagues said, answer what has to be answered, and send for all."""
    page = lead.go(f"{form}section/4/")
    for summary in page.locator(".plan-said summary").all():
        summary.click()
    audit(page, "said-by-colleagues")
    lead.press(page.locator("button[name=use]").first)
    audit(page, "said-used")
    lead.go(f"{form}section/1/")
    lead.fill_section("Words")
    lead.press(lead.onwards)
    lead.go(f"{form}check/")
    audit(page, "check-of-the-lead")
    lead.press(lead.onwards)
    assert "/sent/" in page.url
    audit(page, "sent-for-an-organisation")
