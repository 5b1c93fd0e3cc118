"""With and without JavaScript, by keyboard only, at 320 px, a passage is commented on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.auditing import look
from tests.e2e.by_keyboard import FOCUSED, enter, tab_to, write
from tests.e2e.commented import Commented
from tests.e2e.visitor import Visitor
from tests.served.site import site_to_look_at

pytestmark = [pytest.mark.browser]

WAYS = [(has_script, width) for has_script in (True, False) for width in (320, 1280)]
SELECT = """
() => {
    const words = document.querySelectorAll('.plan-passage__text p')[0].firstChild
    const range = document.createRange()
    range.setStart(words, 3)
    range.setEnd(words, 22)
    getSelection().removeAllRanges()
    getSelection().addRange(range)
}
"""


@pytest.fixture(scope="module")
def plan() -> Iterator[Commented]:
    with site_to_look_at() as site:
        found = Commented(site)
        site.start(workers=2)
        yield found


@pytest.fixture(params=WAYS, ids=lambda way: f"{'script' if way[0] else 'plain'}-{way[1]}")
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visitor]:
    """Somebody with or without JavaScript, with a narrow or a wide window."""
    has_script, width = request.param
    with Visitor(browser, has_script=has_script, width=width, height=700) as somebody:
        somebody.has_script = has_script  # type: ignore[attr-defined]
        yield somebody


def begin(visitor: Visitor, plan: Commented) -> Page:
    """From the chapter to the form of the passage about lights."""
    page = visitor.go(plan.url("chapter"))
    assert visitor.context.cookies() == []
    number = plan.made["numbers"][2]
    tab_to(page, f"Comment on {number}")
    page.keyboard.press("Enter")
    if visitor.has_script:  # type: ignore[attr-defined]
        page.wait_for_selector("dialog form")
    else:
        page.wait_for_selector("#comments form")
    return page


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_comment_preview_edit_withdraw(visitor: Visitor, plan: Commented) -> None:
    plan.change(identification="name")
    page = begin(visitor, plan)
    assert fits(page)
    write(page, "The words you comment on", "lights at every bus stop")
    write(page, "Your comment", "Lights and benches")
    write(page, "Your name", "A neighbour")
    enter(page, "Preview")
    assert page.locator("h1").inner_text() == "This is how your comment will look"
    assert "Lights and benches" in page.locator("article").inner_text()
    enter(page, "Change")
    write(page, "Your comment", "Lights, and benches.")
    enter(page, "Send comment")
    assert page.locator("h1").inner_text() == "Your comment has been sent"
    assert fits(page)
    stored = plan.last()
    assert stored["text"] == "Lights, and benches."
    assert stored["quotation"] == "lights at every bus stop"
    assert visitor.context.cookies() == []
    enter(page, "Change my comment")
    write(page, "Your comment", "Lights alone.")
    enter(page, "Save the change")
    assert plan.last()["text"] == "Lights alone."
    enter(page, "Withdraw my comment")
    enter(page, "Withdraw my comment")
    assert "Your comment has been withdrawn" in page.locator("main").inner_text()
    assert plan.row(stored["reference"])[0] == "withdrawn"


def test_confirm_by_mail(visitor: Visitor, plan: Commented) -> None:
    plan.change(identification="email")
    page = begin(visitor, plan)
    write(page, "Your comment", "Benches")
    write(page, "Your email address", "me@example.org")
    enter(page, "Send comment")
    assert "Confirm your email address" in page.locator("main").inner_text()
    stored = plan.last()
    assert stored["state"] == "unconfirmed"
    page = visitor.go(
        plan.comment(f"confirm/{stored['confirming']}/", reference=stored["reference"])
    )
    enter(page, "Yes, confirm my comment")
    assert "Your comment" in page.locator("h1").inner_text()
    assert plan.last()["state"] in {"published", "waiting"}
    plan.change(identification="name")


def test_reply_report_agree(visitor: Visitor, plan: Commented) -> None:
    plan.change(identification="name")
    page = visitor.go(plan.url("passage"))
    enter(page, "Reply to the comment by Ada")
    write(page, "Your comment", "Quite so.")
    write(page, "Your name", "Bea")
    enter(page, "Send reply")
    assert page.locator("h1").inner_text() == "Your reply has been sent"
    assert plan.last()["reply_to"] == plan.made["one"]
    _, reports, agreements = plan.row(plan.made["one"])
    page = visitor.go(plan.url("passage"))
    enter(page, "Report the comment by Ada")
    tab_to(page, "Be civil.")
    page.keyboard.press("Space")
    enter(page, "Send the report")
    assert page.locator("h1").inner_text() == "Thank you for your report"
    page = visitor.go(plan.url("passage"))
    enter(page, "I agree with the comment by Ada")
    assert page.locator("h1").inner_text() == "You agree with this comment"
    assert fits(page)
    assert plan.row(plan.made["one"])[1:] == [reports + 1, agreements + 1]
    paths = [cookie["path"] for cookie in visitor.context.cookies()]
    assert "/en/comment/" in paths
    assert all(path.endswith("/comment/") for path in paths)
    enter(page, "I no longer agree")
    assert plan.row(plan.made["one"])[2] == agreements


@pytest.fixture(params=[320, 1280])
def keyboard(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visitor]:
    """Somebody without a mouse."""
    with Visitor(browser, width=request.param, height=700) as somebody:
        yield somebody


def test_by_keyboard_alone(keyboard: Visitor, plan: Commented) -> None:
    plan.change(identification="name")
    page = keyboard.go(plan.url("chapter"))
    name = f"Comment on {plan.made['numbers'][0]}"
    tab_to(page, name)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog form")
    assert page.evaluate(FOCUSED).startswith(f"Comments on {plan.made['numbers'][0]}")
    tree = page.locator("dialog").aria_snapshot()
    assert f'dialog "Comments on {plan.made["numbers"][0]}' in tree
    assert 'button "Close"' in tree
    page.keyboard.press("Escape")
    assert page.locator("dialog").count() == 0
    assert page.evaluate(FOCUSED).startswith(name)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog form")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate(FOCUSED) == "Close"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED).startswith(name)
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog form")
    write_by_keyboard(page)
    page.wait_for_url("**?sent=1")
    assert plan.last()["text"] == "By keyboard."


def write_by_keyboard(page: Page) -> None:
    """Fill in the form and send it without a mouse; the fields come in the order they are seen."""
    order = []
    for _ in range(60):
        page.keyboard.press("Tab")
        name = page.evaluate("document.activeElement.name")
        if name in {"quotation", "text", "name", "email"}:
            order.append(name)
        if name == "text":
            page.keyboard.type("By keyboard.")
        if name == "name":
            page.keyboard.type("Me")
        if page.evaluate(FOCUSED) == "Send comment":
            break
    assert order == ["quotation", "text", "name", "email"]
    page.keyboard.press("Enter")


def test_words_that_are_selected_are_quoted(keyboard: Visitor, plan: Commented) -> None:
    page = keyboard.go(plan.url("chapter"))
    page.wait_for_selector(".plan-selection", state="attached")
    place = page.locator(".plan-passage__text").first
    place.locator("p").first.click(position={"x": 5, "y": 5})  # from there Tab goes on
    page.evaluate(SELECT)
    place.get_by_role("button", name="Comment on this selection").wait_for()
    assert "status" in place.aria_snapshot()
    assert "You have selected words of this passage" in place.aria_snapshot()
    tab_to(page, "Comment on this selection")
    page.keyboard.press("Enter")
    page.wait_for_selector("dialog form")
    assert page.locator("dialog [name=quotation]").input_value() == "listen to everybody"
    assert page.evaluate("document.activeElement.name") == "text"
    page.keyboard.press("Escape")
    assert page.evaluate(FOCUSED) == "Comment on this selection"


def test_a_passage_takes_its_own_selection(keyboard: Visitor, plan: Commented) -> None:
    page = keyboard.go(plan.url("lights"))
    page.wait_for_selector(".plan-selection", state="attached")
    page.evaluate(SELECT.replace(".plan-passage__text", ".plan-quotation"))
    page.get_by_role("button", name="Comment on this selection").press("Enter")
    assert page.locator("#comments [name=quotation]").input_value() == "put up lights at ev"
    assert page.evaluate("document.activeElement.name") == "text"


def test_errors_are_announced_and_lead_to_their_field(keyboard: Visitor, plan: Commented) -> None:
    page = keyboard.go(plan.url("lights"))
    keyboard.press(page.get_by_role("button", name="Send comment"))
    assert page.evaluate("document.activeElement.className") == "govuk-error-summary"
    assert "alert" in page.locator(".govuk-error-summary").aria_snapshot()
    page.get_by_role("link", name="Write your comment.").press("Enter")
    assert page.evaluate("document.activeElement.name") == "text"
    box = page.get_by_label("Your comment")
    assert "Write your comment." in page.locator("#comment_text-error").inner_text()
    assert "comment_text-error" in str(box.get_attribute("aria-describedby"))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_axe_finds_nothing(
    browser: Browser, plan: Commented, axe: str, pictures: Path | None, language: str, width: int
) -> None:
    plan.change(identification="name")
    with Visitor(browser, width=width) as visitor:
        for name, address in plan.states(language).items():
            page = visitor.go(address)
            look(page, f"comments-{name}", axe, language, pictures)
        page = visitor.go(plan.url("lights", language))
        visitor.press(page.locator("#comment button[name=preview]"))
        look(page, "comments-errors", axe, language, pictures)
        page.locator("[name=text]").fill("Benches")
        page.locator("[name=name]").fill("Me")
        visitor.press(page.locator("button[name=preview]"))
        look(page, "comments-preview", axe, language, pictures)
        page = visitor.go(plan.url("lights", language))
        old = plan.old_form(language)
        page.evaluate("old => { document.querySelector('[name=attempt]').value = old }", old)
        page.locator("[name=text]").fill("Benches")
        visitor.press(page.locator("#comment button[name=preview]"))
        assert page.get_by_text("Words that stood here before.").count() == 0
        look(page, "comments-other-words", axe, language, pictures)
        page = visitor.go(plan.own("unconfirmed", language))
        page.locator("[name=email]").fill("ada")
        visitor.press(page.locator("form[action$='/letter/'] button"))
        look(page, "comments-letter-refused", axe, language, pictures)
        page = visitor.go(plan.url("chapter", language))
        page.locator("a[data-plan-comment]").first.click()
        page.wait_for_selector("dialog form")
        look(page, "comments-panel", axe, language, None)
        if pictures:
            page.screenshot(path=pictures / f"comments-panel-{language}-{width}.png")


def test_on_paper_comments_and_no_form(
    browser: Browser, plan: Commented, pictures: Path | None
) -> None:
    with Visitor(browser) as visitor:
        page = visitor.go(plan.url("passage"))
        page.emulate_media(media="print")
        assert page.locator("article").first.is_visible()
        assert not page.locator("#comment").is_visible()
        assert not page.get_by_text("I agree").first.is_visible()
        if pictures:
            page.screenshot(path=pictures / "comments-print.png", full_page=True)


def test_the_scripts_of_a_page_with_comments_are_small(browser: Browser, plan: Commented) -> None:
    with Visitor(browser) as visitor:
        sizes = {}

        def note(response: object) -> None:
            if response.url.endswith(".js"):  # type: ignore[attr-defined]
                sizes[response.url] = len(response.body())  # type: ignore[attr-defined]

        visitor.page.on("response", note)
        page = visitor.go(plan.url("passage"))
        page.wait_for_selector(".plan-selection", state="attached")
        assert sum(sizes.values()) <= 20 * 1024, sizes
