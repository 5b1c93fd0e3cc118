"""Somebody who uses the keyboard alone, and knows things by their names."""

from __future__ import annotations

from playwright.sync_api import Page

#: What has the focus, as a reader of the screen names it: its words, or those of its label.
FOCUSED = """
(() => {
    const element = document.activeElement
    const named = element.labels && element.labels.length ? element.labels[0] : element
    return named.textContent.trim().replace(/\\s+/g, ' ')
})()
"""


def tab_to(page: Page, name: str, most: int = 90) -> None:
    """Press Tab until something of that name has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(name):
            return
    raise AssertionError(f"{name} was never reached")


def write(page: Page, label: str, words: str) -> None:
    """Tab to a field, and write in the place of what stands there."""
    tab_to(page, label)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)


def enter(page: Page, name: str) -> None:
    """Tab to a button or link, press Enter, and wait for the page it leads to."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")
