"""Done when: axe finds nothing, at any severity, on every template in every state there is.

No rule is switched off. Each page is looked at in English and in Arabic, at 320 and 1280 pixels;
at 320 nothing may stick out sideways. SCREENSHOTS=folder keeps a picture of each.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.e2e.auditing import Audit, post
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

SET = """
from datetime import timedelta
from plan.consultation.models import Consultation
from plan.consultation.queries import database_now
from plan.content_version import content_changed
now = database_now()
Consultation.objects.update(
    opens_at=now + timedelta(days={opens}), closes_at=now + timedelta(days={closes})
)
content_changed()  # an update in bulk tells nobody
"""
SCHEDULED, OPEN, CLOSED = (
    SET.format(opens=2, closes=9),
    SET.format(opens=-2, closes=9),
    SET.format(opens=-9, closes=-2),
)


def test_every_page(
    demo: ServedSite, addresses: dict[str, dict[str, str]], visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    for name, url in own.items():
        if name != "form":
            page = visitor.go(demo.url + url)
            audit(page, name)
            lang = page.locator("html").get_attribute("lang")
            assert name == "sign-in" or lang == visitor.language, name


def test_the_consultation_in_every_state(
    demo: ServedSite, addresses: dict[str, dict[str, str]], visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    pages = {
        "plan": demo.url + own["PlanPage-0"],
        "home": demo.url + own["HomePage-0"],
        "consultation": demo.url + own["ConsultationPage-0"],
    }
    try:
        for state, code in (("scheduled", SCHEDULED), ("closed", CLOSED)):
            demo.run(code)
            for name, url in pages.items():
                audit(visitor.go(url), f"{name}-{state}")
            visitor.go(f"{demo.url}{own['form']}section/1/")
            visitor.page.set_content(
                f"<form method='post' action='{demo.url}{own['form']}'><button>Go</button></form>"
            )
            visitor.press(visitor.page.locator("button"))
            audit(visitor.page, f"form-{state}")
    finally:
        demo.run(OPEN)


def test_every_step_of_the_form(
    demo: ServedSite, addresses: dict[str, dict[str, str]], visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    form = demo.url + own["form"]
    page = visitor.go(f"{form}section/1/")
    audit(page, "answers-not-found")
    visitor.go(demo.url + own["ConsultationPage-0"])
    visitor.press(page.locator("button.govuk-button--start"))
    audit(page, "section-1")
    visitor.press(visitor.onwards)
    audit(page, "section-1-errors")
    assert page.locator(".govuk-error-summary a").count() >= 1
    target = page.locator(".govuk-error-summary a").first.get_attribute("href") or ""
    assert page.locator(target).count() == 1
    visitor.go(f"{form}check/")
    visitor.press(visitor.onwards)
    audit(page, "check-errors")
    visitor.go(f"{form}section/1/")
    number = 1
    while "/section/" in page.url:
        visitor.fill_section("Words")
        audit(page, f"section-{number}-filled")
        visitor.press(visitor.onwards)
        number += 1
    audit(page, "check")
    visitor.go(demo.url + own["ConsultationPage-0"])
    visitor.press(page.locator("button.govuk-button--start"))
    audit(page, "already-begun")
    second_tab = visitor.context.new_page()
    second_tab.goto(f"{form}section/1/")
    visitor.go(f"{form}check/")
    visitor.press(visitor.onwards)
    audit(page, "sent")
    page.evaluate("document.documentElement.lang")
    assert re.search(
        r"^[34679ACDEFGHJKMNPQRTWXY]{8}$", page.locator(".govuk-panel bdi").inner_text()
    )
    second_tab.locator("input[type=radio]").nth(1).check(force=True)
    second_tab.locator("form button.govuk-button").first.click()
    second_tab.wait_for_load_state("load")
    audit(second_tab, "already-sent")
    second_tab.close()
    visitor.go(f"{form}sent/")
    visitor.press(page.locator("form button").last)
    audit(page, "cleared")


def test_pages_that_say_no(
    demo: ServedSite, addresses: dict[str, dict[str, str]], visitor: Any, audit: Audit
) -> None:
    own = addresses[visitor.language]
    form = demo.url + own["form"]
    page = visitor.page
    for name, address, fields in (
        ("confirm-start", form, {}),
        ("too-large", f"{form}section/1/", {"q": "x" * 3_000_000}),
        ("typed-kept", f"{form}section/1/", {"attempt": "forged"}),
    ):
        post(page, address, fields)
        audit(page, name)
