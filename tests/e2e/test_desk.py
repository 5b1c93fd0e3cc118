"""The moderation desk by keyboard alone, with and without JavaScript, and looked at with axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.desk_site import PASSWORD, Desk
from tests.e2e.visitor import Visitor
from tests.served.site import site_to_look_at

pytestmark = [pytest.mark.browser]

WAYS = [(has_script, width) for has_script in (True, False) for width in (320, 1280)]
#: What has the focus: its kind, its name, and what it is called.
FOCUSED = """() => {
    const one = document.activeElement
    const label = one.labels?.[0]?.textContent || one.getAttribute('aria-label') || one.textContent
    return [one.tagName, one.name || '', label.trim().replace(/\\s+/g, ' ')]
}"""
#: Wagtail's own menu and header are not ours; everything below them is.
OURS = """axe.run({include: [['#main']], exclude: [['.w-header'], ['.w-slim-header']]},
    {resultTypes: ['violations', 'incomplete']})"""


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    with site_to_look_at() as site:
        found = Desk(site)
        site.start(workers=2)
        yield found


def tab_to(page: Page, kind: str, called: str, most: int = 90) -> None:
    """Press Tab until something of that kind has the focus, called so or with that name."""
    seen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        tag, name, words = page.evaluate(FOCUSED)
        seen.append(f"{tag} {name} {words[:40]}")
        if tag == kind and (name == called or words.startswith(called)):
            return
    raise AssertionError(f"{kind} {called} was never reached: {seen}")


def press(page: Page, kind: str, called: str) -> None:
    """Go there by Tab and press Enter; wait for the page it leads to."""
    tab_to(page, kind, called)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def sign_in(page: Page, desk: Desk) -> None:
    """From the address of the queue through the form for staff, back to the queue."""
    page.goto(desk.url("queue"))
    tab_to(page, "INPUT", "login")
    page.keyboard.type("moderator@example.org")
    tab_to(page, "INPUT", "password")
    page.keyboard.type(PASSWORD)
    with page.expect_navigation(url=desk.url("queue")):
        page.keyboard.press("Enter")


def mark(page: Page, before: int, length: int, *, has_script: bool) -> None:
    """Mark characters of the text that has the focus: by selecting them, or by typing marks."""
    page.keyboard.press("Control+Home")
    for _ in range(before):
        page.keyboard.press("ArrowRight")
    if has_script:
        for _ in range(length):
            page.keyboard.press("Shift+ArrowRight")
        tab_to(page, "BUTTON", "Remove selection", most=1)
        page.keyboard.press("Enter")
        return
    page.keyboard.type("[[")
    for _ in range(length):
        page.keyboard.press("ArrowRight")
    page.keyboard.type("]]")


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


@pytest.mark.parametrize(("has_script", "width"), WAYS)
def test_publish_redact_reject_by_keyboard(
    browser: Browser, desk: Desk, has_script: bool, width: int
) -> None:
    way = f"{'script' if has_script else 'plain'} {width}"
    made = desk.put(f"Benches, {way}", f"Ask Jane Smith, {way}", f"Fools, {way}")
    with Visitor(browser, has_script=has_script, width=width, height=700) as visitor:
        page = visitor.page
        sign_in(page, desk)
        press(page, "A", f"Benches, {way}")
        assert fits(page)
        press(page, "BUTTON", "Publish, then the next one")
        redact(page, made[1], has_script=has_script)
        reject(page, made[2])
        assert f"Comment {made[2]} is rejected." in page.locator("body").inner_text()
        assert f", {way}" not in page.locator("table.plan-desk").inner_text()
        page = visitor.go(desk.passage)
        shown = page.locator("main").inner_text()
        assert f"Benches, {way}" in shown
        assert f"Ask █████, {way}" in shown.replace("██████████", "█████")
        assert "Jane" not in page.content()
        assert f"Fools, {way}" not in page.content()
    published, redacted, rejected = desk.states(made)
    assert published[:2] == ["published", f"Benches, {way}"]
    assert redacted[0] == "redacted"
    assert "Jane" not in redacted[1]
    assert rejected == ["rejected", f"Fools, {way}", "Write it again without insults."]


def redact(page: Page, reference: str, *, has_script: bool) -> None:
    """Take a name out of the comment, say why, and go on."""
    assert reference in page.url
    tab_to(page, "SUMMARY", "Publish with redaction")
    page.keyboard.press("Enter")
    tab_to(page, "TEXTAREA", "redact-text")
    mark(page, len("Ask "), len("Jane Smith"), has_script=has_script)
    tab_to(page, "INPUT", "redact-why")
    page.keyboard.type("Names somebody")
    press(page, "BUTTON", "Publish with redaction, then the next one")


def reject(page: Page, reference: str) -> None:
    """Choose the rule that it breaks; first forget to, and be told so."""
    assert reference in page.url
    tab_to(page, "SUMMARY", "Reject")
    page.keyboard.press("Enter")
    press(page, "BUTTON", "Reject")
    assert "Choose the rule that it breaks." in page.locator("details[open]").inner_text()
    if page.evaluate(FOCUSED)[1] != "reject-rule":  # a script goes to the mistake
        tab_to(page, "INPUT", "reject-rule")
    page.keyboard.press("Space")
    press(page, "BUTTON", "Reject")


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing(
    browser: Browser, desk: Desk, axe: str, pictures: Path | None, language: str, width: int
) -> None:
    faults = []
    with Visitor(browser, width=width) as visitor:
        page = desk.enter(visitor, language)
        for name in desk.made["pages"]:
            visitor.go(desk.url(name))
            faults += look(page, name, axe, language, pictures)
        for what in ("publish", "reject"):
            visitor.go(desk.url("queue"))
            for box in page.locator("input[name=comment]").all():
                box.check()
            visitor.press(page.locator(f".plan-desk-bulk button[value={what}]"))
            faults += look(page, f"bulk-{what}", axe, language, pictures)
        visitor.press(page.locator("#main form button[type=submit]").last)
        faults += look(page, "bulk-unsaid", axe, language, pictures)
    assert not faults, "\n".join(faults)


def look(page: Page, name: str, axe: str, language: str, pictures: Path | None) -> list[str]:
    """What axe finds in our part of the page, and whether that sticks out sideways."""
    width = page.viewport_size["width"]  # type: ignore[index]
    if pictures is not None:
        page.screenshot(path=pictures / f"desk-{name}-{language}-{width}.png", full_page=True)
    page.evaluate(axe)
    faults = [
        f"{name}: {fault['id']} ({fault['impact']}): {node['html'][:300]} {node['failureSummary']}"
        for fault in page.evaluate(OURS)["violations"]
        for node in fault["nodes"]
    ]
    return faults if fits(page) else [*faults, f"{name} sticks out at {width}"]
