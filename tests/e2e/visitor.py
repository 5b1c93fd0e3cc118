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

    def shown(self, selector: str) -> list[Locator]:
        """What people see of a step: what waits for another answer is left out."""
        return [
            found
            for found in self.page.locator(f".plan-journey {selector}").all()
            if found.is_visible()
        ]

    def fill_section(self, words: str) -> None:
        """Answer every question of a section with the first thing that is right."""
        for group in self.shown(".govuk-radios"):
            group.locator("input[type=radio]").first.check(force=True)
        for group in self.shown(".govuk-checkboxes"):
            group.locator("input[type=checkbox]").first.check(force=True)
        for box in self.shown("select"):
            box.select_option(index=1)
        for box in self.shown("input[role=combobox]"):
            self.type_ahead(box)
        for box in self.shown("textarea"):
            box.fill(words)
        for box in self.shown("input[type=text]:not([name*='-other'], [role=combobox])"):
            name = box.get_attribute("name") or ""
            part = name.rsplit("-", 1)[-1]
            numbers = {"day": "1", "month": "2", "year": "2026"}
            is_number = box.get_attribute("inputmode") in {"numeric", "decimal"}
            box.fill(numbers.get(part) or ("3" if is_number else words))
        for box in self.shown("input[type=email]"):
            box.fill("someone@example.com")

    def type_ahead(self, box: Locator) -> None:
        """Type the first answer of a list that is found by typing, and go on."""
        select = self.page.locator(f"[id='{box.get_attribute('id')}-select']")
        box.fill(str(select.locator("option").nth(1).text_content()))
        box.press("Tab")
        self.page.wait_for_function(
            "id => document.getElementById(id).value !== ''", arg=select.get_attribute("id")
        )

    def answer_survey(self, words: str) -> str:
        """From the consultation's page to the receipt; the reference."""
        self.press(self.page.locator("button.govuk-button--start"))
        while "/section/" in self.page.url:
            before = self.page.url
            for _ in range(2):  # an answer may bring up more questions on the same page
                self.fill_section(words)
            self.press(self.onwards)
            if self.page.url == before:
                self.fill_section(words)
                self.press(self.onwards)
            assert self.page.url != before, self.page.content()
        assert "/check/" in self.page.url
        assert words in self.page.locator("main").inner_text()
        self.press(self.onwards)
        assert "/sent/" in self.page.url
        return str(self.page.locator(".govuk-panel bdi").inner_text())
