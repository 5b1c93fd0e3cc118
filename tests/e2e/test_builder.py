"""An editor makes a condition out of lists, never sees an id, and finds it again when reopened."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite

pytestmark = pytest.mark.browser

MAKE = """
import json, uuid
from datetime import timedelta
from django.test import Client
from django.utils import timezone
from home.models import User
from plan.consultation.models import ConsultationPage
from plan.models import PlanPage

SPACE = uuid.UUID("7d1ce0f5-3ad5-4e0f-9d0a-3d9b9e0f1c11")
key = lambda name: str(uuid.uuid5(SPACE, name))
block = lambda kind, name, **value: {"type": kind, "id": key(name), "value": value}
answer = lambda name: block("item", name, text=name, hint="", behaviour="")
base = {"hint": "", "is_required": False}
yes_no = [answer("Yes"), answer("No")]
limits = {"minimum": "0", "maximum": "120", "is_whole": True}
asked = [
    block("single_choice", "met", text="Have you met an officer?", options=yes_no, **base),
    block("number", "age", text="How old are you?", **limits, **base),
    block("matrix", "safe", text="How safe is it?", rows=yes_no[:1], options=yes_no, **base),
]
later = [block("short_text", "how", text="How was it?", **base)]
sections = [
    block("section", "one", title="Contact", introduction="", questions=asked),
    block("section", "two", title="The meeting", introduction="", questions=later),
]
plan = PlanPage.objects.filter(locale__language_code="en").first()
page = ConsultationPage(
    title="Built in the browser", slug="built-" + uuid.uuid4().hex[:6], summary="A form to build.",
    locale=plan.locale, live=False,
)
page.form = page.form.stream_block.to_python(sections)
plan.add_child(instance=page)
page.save_revision()
cookies = {}
for role in ("consultation-manager", "editor"):
    client = Client()
    user = User.objects.get(email=role + "@demonstration.example")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    cookies[role] = [[name, one.value] for name, one in client.cookies.items()]
ids = {name: key(name) for name in ("met", "age", "Yes", "No")}
print(json.dumps({"page": page.pk, "cookies": cookies, "ids": ids}))
"""

STORED = """
import json
from plan.consultation.models import ConsultationPage
page = ConsultationPage.objects.get(pk={page}).get_latest_revision_as_object()
clauses = lambda block: [dict(clause) for clause in block.value["clauses"]]
print(json.dumps({{
    "conditions": [[b.id, b.value["name"], clauses(b)] for b in page.conditions],
    "shown": [section.value["show_if"] for section in page.form],
}}))
"""


def signed_in(visitor: Visitor, site: ServedSite, cookies: list[list[str]]) -> Page:
    """A window in which somebody has signed in."""
    visitor.context.add_cookies(
        [{"name": name, "value": value, "url": site.url} for name, value in cookies]
    )
    return visitor.page


def open_form(page: Page, site: ServedSite, key: int) -> None:
    """The edit form, at the tab with the form, with every list filled."""
    page.goto(f"{site.url}/admin/pages/{key}/edit/")
    show_form(page)


def show_form(page: Page) -> None:
    """The tab with the form."""
    page.get_by_role("tab", name="Form", exact=False).click()
    page.locator("[data-plan-faults]").wait_for()


def save(page: Page) -> None:
    """Save a draft and come back."""
    page.locator("button.action-save").first.click()
    page.wait_for_load_state("load")
    show_form(page)


def picker(page: Page, name: str) -> Any:
    """The list beside a hidden field."""
    return page.locator(f'[name="{name}"] + .plan-picker').locator("select, input, textarea")


@pytest.mark.parametrize("role", ["consultation-manager", "editor"])
def test_a_condition_is_picked_kept_and_judged(
    browser: Browser, demo: ServedSite, role: str, pictures: Path | None
) -> None:
    made = json.loads(demo.run(MAKE))
    ids = made["ids"]
    with Visitor(browser, width=1280, height=1000) as visitor:
        page = signed_in(visitor, demo, made["cookies"][role])
        open_form(page, demo, made["page"])
        add_condition(page)
        choose_answers(page)
        picker(page, "form-1-value-show_if").select_option(label="Has met an officer")
        assert not ids_shown(page, ids)
        save(page)
        stored = json.loads(demo.run(STORED.format(page=made["page"])))
        ((condition, name, (clause,)),) = stored["conditions"]
        assert name == "Has met an officer"
        assert clause == {"question": ids["met"], "operator": "is", "answers": ids["Yes"]}
        assert stored["shown"] == ["", condition]
        open_form(page, demo, made["page"])
        chosen = page.locator(".plan-picker select option:checked")
        expect(chosen.filter(has_text="Has met an officer")).to_have_count(1)
        expect(chosen.filter(has_text="Contact – Have you met an officer?")).to_have_count(1)
        if pictures:
            page.screenshot(path=str(pictures / f"builder-{role}.png"), full_page=True)
        gone_is_told(page, demo, made["page"])


def add_condition(page: Page) -> None:
    """A condition with one comparison, named."""
    place = page.locator('[data-contentpath="conditions"]')
    place.locator("button[data-streamblock-menu-open], button.c-sf-add-button").first.click()
    page.locator('[name="conditions-0-value-name"]').fill("Has met an officer")


def choose_answers(page: Page) -> None:
    """The question, then one answer, several, and one again; then a number and back."""
    question = picker(page, "conditions-0-value-clauses-0-value-question")
    question.select_option(label="Contact – How safe is it?")
    about = page.locator('[name="conditions-0-value-clauses-0-value-answers"] + .plan-picker')
    expect(about).to_contain_text("“Is” holds where any row was answered so")
    question.select_option(label="Contact – How old are you?")
    answer = picker(page, "conditions-0-value-clauses-0-value-answers")
    expect(answer).to_have_attribute("type", "number")
    question.select_option(label="Contact – Have you met an officer?")
    expect(about).not_to_contain_text("any row")
    answer.select_option(label="Yes")
    operator = page.locator('[name="conditions-0-value-clauses-0-value-operator"]')
    operator.select_option("is_one_of")
    expect(answer).to_have_count(2)
    expect(answer.first).to_be_checked()
    operator.select_option("answered")
    expect(answer).to_have_count(0)
    operator.select_option("is")
    expect(answer.locator("option:checked")).to_have_text("Yes")


def ids_shown(page: Page, ids: dict[str, str]) -> bool:
    """Whether any id stands where an editor can read it."""
    words = page.locator("body").inner_text()
    return any(key in words for key in ids.values())


def gone_is_told(page: Page, site: ServedSite, key: int) -> None:
    """Deleting the question shows "(gone)", keeps the id, and is a fault that leads there."""
    block = page.locator('[data-contentpath="form"] [name="form-0-value-questions-0-deleted"]')
    child = block.locator("xpath=ancestor::*[@data-streamfield-child][1]")
    child.locator('button[title="Delete"]').first.click()
    question = picker(page, "conditions-0-value-clauses-0-value-question")
    expect(question.locator("option:checked")).to_have_text("(gone)")
    save(page)
    faults = page.locator(".plan-faults__error")
    expect(faults.filter(has_text="is not in the form any more")).to_have_count(1)
    faults.filter(has_text="is not in the form any more").locator("a").click()
    expect(page.locator('[name="conditions-0-value-name"]')).to_be_in_viewport()
    page.locator('[data-plan-jump="retain_until"]').click()
    expect(page.locator('[name="retain_until"]')).to_be_in_viewport()
