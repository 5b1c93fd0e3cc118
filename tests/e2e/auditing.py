"""Looks at pages with axe, in two languages and two widths, and where those pages are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

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
Audit = Callable[[Page, str], None]
#: Looks, in every window, at the address that a language leads to, under a name.
Everybody = Callable[[Callable[[str], str], str], None]


@pytest.fixture(scope="session")
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
def everybody(browser: Browser, axe: str, pictures: Path | None) -> Iterator[Everybody]:
    """A window of each width in each language, for states that cost much to make."""
    with ExitStack() as stack:
        windows = [
            (language, stack.enter_context(Visitor(browser, width=width)))
            for language in LANGUAGES
            for width in WIDTHS
        ]

        def visit(address: Callable[[str], str], name: str) -> None:
            for language, visitor in windows:
                look(visitor.go(address(language)), name, axe, language, pictures)

        yield visit


@pytest.fixture
def audit(axe: str, visitor: Any, pictures: Path | None) -> Audit:
    """Says what is wrong with the page in the window."""
    return lambda page, name: look(page, name, axe, visitor.language, pictures)


def look(page: Page, name: str, axe: str, language: str, pictures: Path | None) -> None:
    """Fail with whatever axe finds; nothing may stick out sideways, and there is a title."""
    width = page.viewport_size["width"]  # type: ignore[index]
    if pictures is not None:
        page.screenshot(path=pictures / f"{name}-{language}-{width}.png", full_page=True)
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


def post(page: Any, address: str, fields: dict[str, str]) -> None:
    """Send a form from nowhere, as a page of another site would."""
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
