"""Somebody at a browser, with or without JavaScript."""

from __future__ import annotations

from types import TracebackType

from playwright.sync_api import Browser, Locator, Page


class Visitor:
    """A browser window of its own: nothing is shared with other visitors."""

    def __init__(
        self, browser: Browser, *, has_script: bool = True, width: int = 1280, height: int = 900
    ) -> None:
        self.context = browser.new_context(
            java_script_enabled=has_script, viewport={"width": width, "height": height}
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)

    def __enter__(self) -> Visitor:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.context.close()

    def go(self, url: str) -> Page:
        """Open an address."""
        self.page.goto(url)
        return self.page

    def press(self, button: Locator) -> None:
        """Press a button and wait for the page it leads to."""
        button.click()
        self.page.wait_for_load_state("load")

    @property
    def onwards(self) -> Locator:
        """The main button of a step."""
        return self.page.locator("form button.govuk-button:not(.govuk-button--secondary)").first

    def fill_section(self, words: str) -> None:
        """Answer every question of a section with the first thing that is right."""
        page = self.page
        for group in page.locator(".plan-journey .govuk-radios:visible").all():
            group.locator("input[type=radio]").first.check(force=True)
        for group in page.locator(".plan-journey .govuk-checkboxes:visible").all():
            group.locator("input[type=checkbox]").first.check(force=True)
        for box in page.locator(".plan-journey textarea:visible").all():
            box.fill(words)
        for box in page.locator(
            ".plan-journey input[type=text]:not([name*='-other']):visible"
        ).all():
            name = box.get_attribute("name") or ""
            part = name.rsplit("-", 1)[-1]
            numbers = {"day": "1", "month": "2", "year": "2026"}
            is_number = box.get_attribute("inputmode") in {"numeric", "decimal"}
            box.fill(numbers.get(part) or ("3" if is_number else words))
        for box in page.locator(".plan-journey input[type=email]:visible").all():
            box.fill("someone@example.com")

    def answer_survey(self, words: str) -> str:
        """From the consultation's page to the receipt; the reference."""
        self.press(self.page.locator("button.govuk-button--start"))
        while "/section/" in self.page.url:
            before = self.page.url
            self.fill_section(words)
            self.press(self.onwards)
            assert self.page.url != before, self.page.content()
        assert "/check/" in self.page.url
        assert words in self.page.locator("main").inner_text()
        self.press(self.onwards)
        assert "/sent/" in self.page.url
        return str(self.page.locator(".govuk-panel bdi").inner_text())
