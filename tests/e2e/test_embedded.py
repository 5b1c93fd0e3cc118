"""Done when: a question beside a priority is answered in a minute on a phone without JavaScript."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page

from home.demo.content_files import read_json
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

ASK = """
from home.models import User
from plan.consultation.models import Consultation, ConsultationPage, FormTexts
from plan.consultation.builder import definition_of
from priorities.models import PriorityPage
page = ConsultationPage.objects.get(locale__language_code="en", slug="have-your-say")
texts = FormTexts.objects.filter(
    version__consultation__translation_key=page.translation_key, language="en"
).select_related("version").latest("pk")
questions = list(definition_of(texts).questions())
words = next(q for q in questions if q.type == "long_text" and not q.show_if)
choice = next(q for q in questions if q.type == "agreement" and not q.show_if)
pages = PriorityPage.objects.filter(locale__language_code="en", live=True)
priority = pages.order_by("path").first()
raw = [block for block in priority.body.get_prep_value() if block["type"] != "ask"]
asked = lambda kind, *ids: {"type": "ask", "value": {
    "kind": kind, "page": page.pk, "questions": [str(one.id) for one in ids]}}
raw.insert(1, asked("opinion", words))
raw.append(asked("questions", choice))
priority.body = priority.body.stream_block.to_python(raw)
for block in priority.body:
    if block.block_type == "ask":
        block.block.clean(block.value)
user = User.objects.get(email="publisher@demonstration.example")
priority.save_revision(user=user).publish(user=user)
print("/en/" + priority.url_path.split("/", 2)[2])
"""
CROWD = """
from django.core.cache import cache
from plan.networks import DAY, key_of
cache.set(key_of("81.2.69.0/24"), 100000, DAY)
"""
LAST = """
from plan.consultation.models import Response
response = Response.objects.latest("pk")
print(response.reference, response.about_block is not None, response.doubts,
      [answer.text for answer in response.answers.all()])
"""


@pytest.fixture(scope="module")
def priority(demo: ServedSite) -> str:
    """Address of a priority that asks two things."""
    return f"{demo.url}{demo.run(ASK)}"


@pytest.fixture
def phone(browser: Browser) -> Iterator[Visitor]:
    """A narrow phone without JavaScript."""
    with Visitor(browser, has_script=False, width=320, height=640) as visitor:
        yield visitor


def fits(page: Page) -> bool:
    """Whether nothing has to be scrolled sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_a_question_beside_a_priority_is_answered_in_a_minute(
    phone: Visitor, demo: ServedSite, priority: str, pictures: Path | None
) -> None:
    begun = time.monotonic()
    page = phone.go(priority)
    form = page.locator(".plan-ask form").first
    form.locator("textarea").fill("Lights at the bus stop")
    if pictures:
        form.screenshot(path=pictures / "ask-320.png")
    assert phone.context.cookies() == []
    phone.press(form.locator("button"))
    assert page.locator("h1").inner_text() == "Send your answer"
    assert "Lights at the bus stop" in page.locator("main").inner_text()
    if pictures:
        page.screenshot(path=pictures / "offer-320.png", full_page=True)
    phone.press(page.locator("button[name=send]"))
    reference = page.locator(".govuk-panel bdi").inner_text()
    assert time.monotonic() - begun < 60
    assert demo.run(LAST) == f"{reference} True [] ['Lights at the bus stop']"


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_the_demonstration_asks_beside_each_priority(demo: ServedSite, language: str) -> None:
    for slug in read_json("consultation")["beside"]:
        page = requests.get(f"{demo.url}/{language}/police-and-crime-plan/{slug}/", timeout=30)
        assert page.status_code == 200
        assert "plan-ask__title" in page.text


def test_the_pages_fit_a_narrow_phone(browser: Browser, priority: str) -> None:
    with Visitor(browser, width=320, height=640) as visitor:
        page = visitor.go(priority)
        assert fits(page)
        visitor.press(page.locator(".plan-ask form button").first)
        assert page.locator(".govuk-error-summary").count() == 1
        assert fits(page)
        page.locator("textarea").fill("Trees")
        visitor.press(page.locator("form button.govuk-button").first)
        assert fits(page)


def test_the_host_page_is_kept_by_caches_and_says_nothing_of_the_reader(priority: str) -> None:
    first, second = requests.get(priority, timeout=30), requests.get(priority, timeout=30)
    # Not longer than a minute: the page says how many comments there are.
    assert first.headers["Cache-Control"] == "max-age=60"
    assert "Set-Cookie" not in first.headers
    assert "Cookie" not in first.headers.get("Vary", "")
    assert first.text == second.text
    assert "csrf" not in first.text
    assert "plan-ask" in first.text


def test_axe_finds_nothing(browser: Browser, demo: ServedSite, priority: str, axe: str) -> None:
    with Visitor(browser, width=320) as visitor:
        page = visitor.go(priority)
        assert faults(page, axe) == []
        visitor.press(page.locator(".plan-ask form button").first)
        assert faults(page, axe) == []
        page.locator("textarea").fill("Trees")
        visitor.press(page.locator("form button.govuk-button").first)
        assert page.locator("h1").inner_text() == "Send your answer"
        assert faults(page, axe) == []


def faults(page: Page, axe: str) -> list[str]:
    """What axe finds, by rule."""
    page.evaluate(axe)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found["violations"]]


def test_a_crowded_network_calculates_and_starts(
    browser: Browser, demo: ServedSite, priority: str
) -> None:
    demo.run(CROWD)
    with Visitor(browser, width=320) as visitor:
        visitor.context.set_extra_http_headers({"X-Forwarded-For": "81.2.69.142"})
        page = visitor.go(priority)
        form = page.locator(".plan-ask form").first
        form.locator("textarea").fill("From a library")
        form.locator("button").click()
        page.wait_for_selector("button[name=send]", timeout=30_000)
        assert "From a library" in page.locator("main").inner_text()
        visitor.press(page.locator("button[name=send]"))
        reference = page.locator(".govuk-panel bdi").inner_text()
        assert demo.run(LAST) == f"{reference} True [] ['From a library']"


def test_a_crowded_network_without_javascript(
    phone: Visitor, demo: ServedSite, priority: str, pictures: Path | None
) -> None:
    demo.run(CROWD)
    phone.context.set_extra_http_headers({"X-Forwarded-For": "81.2.69.142"})
    page = phone.go(priority)
    form = page.locator(".plan-ask form").first
    form.locator("textarea").fill("Also from there")
    phone.press(form.locator("button"))
    assert page.locator("h1").inner_text() == "One moment, please"
    assert fits(page)
    if pictures:
        page.screenshot(path=pictures / "crowded-320.png", full_page=True)
    phone.press(page.locator("button[name=anyway]"))
    phone.press(page.locator("button[name=send]"))
    reference = page.locator(".govuk-panel bdi").inner_text()
    assert demo.run(LAST) == f"{reference} True ['crowded'] ['Also from there']"
