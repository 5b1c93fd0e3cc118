"""Done when: axe finds nothing, at any severity, on every template in every state there is.

No rule is switched off. Each page is looked at in English and in Arabic, at 320 and 1280 pixels;
at 320 nothing may stick out sideways. SCREENSHOTS=folder keeps a picture of each.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

LANGUAGES = ("en", "ar")
WIDTHS = (320, 1280)
ADDRESSES = """
import json
from django.utils.translation import override
from django.urls import reverse
from wagtail.models import Page
from home.models import HomePage, InformationPage
from plan.models import Passage, PlanPage, SectionPage, StatementPage
from plan.consultation.models import Consultation, ConsultationPage
from priorities.models import CommitmentPage, MeasurePage, OutcomePage, PriorityPage
found = {}
for language in ("en", "ar"):
    own = found[language] = {}
    with override(language):
        for model in (
            HomePage, InformationPage, PlanPage, StatementPage, SectionPage, PriorityPage,
            OutcomePage, CommitmentPage, MeasurePage, ConsultationPage,
        ):
            pages = model.objects.live().filter(locale__language_code=language)
            number = 3 if model is SectionPage else 1
            for place, page in enumerate(pages.order_by("path")[:number]):
                own[f"{model.__name__}-{place}"] = page.get_url()
        passages = Passage.objects.filter(locale__language_code=language)
        kinds = passages.order_by("kind").values_list("kind", flat=True).distinct()
        for kind in kinds:
            passage = passages.filter(kind=kind).first()
            own[f"passage-{kind}"] = reverse(
                "plan:passage", args=[passage.translation_key, passage.block_id]
            )
        plan = PlanPage.objects.filter(locale__language_code=language).first()
        own["whole-plan"] = reverse("plan:whole_plan", args=[plan.translation_key])
        own["search-empty"] = reverse("site_search")
        own["search-none"] = reverse("site_search") + "?q=zzzzqqq"
        own["search-some"] = reverse("site_search") + "?q=" + plan.title.split()[0]
        own["missing-page"] = f"/{language}/no-such-page/"
        public_id = Consultation.objects.first().public_id
        own["form"] = reverse("plan:take_part", args=[public_id])
        own["sign-in"] = reverse("account_login")
print(json.dumps(found))
"""
SET = """
from datetime import timedelta
from plan.consultation.models import Consultation
from plan.consultation.queries import database_now
now = database_now()
Consultation.objects.update(
    opens_at=now + timedelta(days={opens}), closes_at=now + timedelta(days={closes})
)
"""
SCHEDULED, OPEN, CLOSED = (
    SET.format(opens=2, closes=9),
    SET.format(opens=-2, closes=9),
    SET.format(opens=-9, closes=-2),
)

Audit = Callable[[Page, str], None]


@pytest.fixture(scope="module")
def addresses(demo: ServedSite) -> dict[str, dict[str, str]]:
    """Pages of the demonstration by language and name."""
    found: dict[str, dict[str, str]] = json.loads(demo.run(ADDRESSES))
    return found


@pytest.fixture(params=[(lang, width) for lang in LANGUAGES for width in WIDTHS], ids=str)
def visitor(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Visitor]:
    """Somebody with a window of that width; `visitor.language` is theirs."""
    language, width = request.param
    with Visitor(browser, width=width) as somebody:
        somebody.language = language  # type: ignore[attr-defined]
        yield somebody


@pytest.fixture
def audit(axe: str, visitor: Any, pictures: Path | None) -> Audit:
    """Says what is wrong with the page in the window."""

    def look(page: Page, name: str) -> None:
        width = page.viewport_size["width"]  # type: ignore[index]
        if pictures is not None:
            page.screenshot(
                path=pictures / f"{name}-{visitor.language}-{width}.png", full_page=True
            )
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {resultTypes: ['violations', 'incomplete']})")
        faults = [
            f"{fault['id']} ({fault['impact']}): {node['html'][:300]} {node['failureSummary']}"
            for fault in result["violations"]
            for node in fault["nodes"]
        ]
        assert faults == [], f"{name}:\n" + "\n".join(faults)
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"{name} is {wide} pixels wide in a window of {width}"
        assert page.title().strip(), f"{name} has no title"

    return look


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
        page.goto("data:text/html,<form></form>")
        page.evaluate(
            """([action, fields]) => {
                const form = document.forms[0]
                form.method = 'post'
                form.action = action
                for (const [name, value] of Object.entries(fields)) {
                    const area = document.createElement('textarea')
                    area.name = name
                    area.value = value
                    form.append(area)
                }
                form.submit()
            }""",
            [address, fields],
        )
        page.wait_for_url("http**")
        page.wait_for_load_state("load")
        audit(page, name)
