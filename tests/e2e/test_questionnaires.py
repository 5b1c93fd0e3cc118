"""Two real questionnaires are imported into a running site and answered in a browser.

LONG_RUN=1 goes all the ways that the tests over HTTP go, at least ten for each; else a few.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator

from tests.consultation import questionnaires
from tests.consultation.questionnaires import freecodecamp, fuis, walks
from tests.e2e.visitor import Visitor
from tests.served.site import ServedSite, site_to_look_at

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not questionnaires.is_there(), reason="the sources are not on this machine"),
]
#: Whether every way is walked.
IS_LONG = bool(os.environ.get("LONG_RUN"))
EDITOR = "boss@example.org"
WINDOW = date(2026, 3, 1), date(2026, 3, 31)
START = f"""
from home.models import User
from tests.factories import make_plan
make_plan()
User.objects.create_superuser("{EDITOR}")
"""
MAKE = """
from plan.consultation.models import Consultation, ConsultationPage
from plan.models import PlanPage
plan = PlanPage.objects.filter(locale__language_code="en").first()
page = ConsultationPage(
    title={title!r}, slug={title!r}, summary="A questionnaire.", locale=plan.locale,
    privacy_notice="<p>We keep answers to ourselves.</p>",
)
plan.add_child(instance=page)
print(Consultation.objects.get(translation_key=page.translation_key).public_id)
"""
OPEN = """
from datetime import timedelta
from django.utils import timezone
from home.models import User
from plan.consultation.models import ConsultationPage
page = ConsultationPage.objects.get(slug={title!r}).get_latest_revision_as_object()
page.opens_at = timezone.now() - timedelta(days=1)
page.retain_until = (timezone.now() + timedelta(days=400)).date()
user = User.objects.get(email={user!r})
page.save_revision(user=user).publish(user=user)
print(page.url_path.split("/", 2)[2])
"""
STORED = """
from plan.consultation.models import Response
from plan.consultation.builder import definition_of
from plan.consultation.rows import values_of
response = Response.objects.get(reference={reference!r})
values = values_of(response)
form = definition_of(response.texts)
print("\\n".join(q.text for q in form.questions() if q.id in values))
"""


@pytest.fixture(scope="module")
def site() -> Iterator[ServedSite]:
    """A site with a plan and nothing else."""
    with site_to_look_at() as made:
        made.run(START)
        yield made.start(workers=2)


def open_site(site: ServedSite, title: str, form: dict[str, Any], folder: Path) -> str:
    """Import a form into a new consultation and open it; the address of its page."""
    file = folder / f"{title}.json"
    file.write_text(json.dumps(form), encoding="utf-8")
    public_id = site.run(MAKE.format(title=title))
    site.manage("import_form", str(file), "--consultation", public_id, "--user", EDITOR)
    return f"{site.url}/en/{site.run(OPEN.format(title=title, user=EDITOR))}"


def answer(visitor: Visitor, address: str, wanted: Mapping[str, Sequence[str]]) -> str:
    """Answer by the words of the questions, page by page; the reference."""
    page = visitor.go(address)
    visitor.press(page.locator("button.govuk-button--start"))
    for _step in range(150):
        if "/section/" not in page.url:
            break
        for part in page.locator(".plan-part").all():
            if part.is_visible() and part.locator("input, select").count():
                fill(part, wanted)
        visitor.press(visitor.onwards)
        errors = page.locator(".govuk-error-summary")
        assert not errors.count(), errors.inner_text()
    assert "/check/" in page.url
    visitor.press(visitor.onwards)
    assert "/sent/" in page.url
    return str(page.locator(".govuk-panel bdi").inner_text())


def fill(part: Locator, wanted: Mapping[str, Sequence[str]]) -> None:
    """Answer one question."""
    title = part.locator("legend, .govuk-label--m").first.inner_text()
    title = title.removesuffix("(optional)").strip()
    for words in wanted.get(title, ()):
        if part.locator("select").count():
            part.locator("select").select_option(label=words)
        elif part.locator(".govuk-date-input").count():
            day = date.fromisoformat(words)
            for name, number in (("day", day.day), ("month", day.month), ("year", day.year)):
                part.locator(f"input[name$='-{name}']").fill(str(number))
        elif part.locator("input[type=radio], input[type=checkbox]").count():
            box = part.locator(".govuk-radios__label, .govuk-checkboxes__label")
            label = box.get_by_text(words, exact=True).first.locator(
                "xpath=ancestor-or-self::label"
            )
            # A page shown again for what it asks now has kept its ticks: a click would take them.
            part.locator(f"id={label.get_attribute('for')}").check()
            if part.locator("input[name$='-other']").is_visible():
                part.locator("input[name$='-other']").fill("Something else")
        else:
            part.locator("input[type=text]").first.fill(words)


def by_title(answers: walks.Answers) -> dict[str, Sequence[str]]:
    """Answers to the follow-up questionnaire by the words of the questions."""
    sections = json.loads(questionnaires.ONS.read_text(encoding="utf-8"))["sections"]
    blocks = [b for s in sections for group in s["groups"] for b in group["blocks"]]
    asked = [block for block in blocks if "question" in block]
    return {fuis.plain(b["question"]["title"]): answers.get(b["id"], []) for b in asked}


def stored(site: ServedSite, reference: str) -> list[str]:
    """The questions that a response answers, in order."""
    return site.run(STORED.format(reference=reference)).splitlines()


def test_the_follow_up_questionnaire(browser: Browser, site: ServedSite, tmp_path: Path) -> None:
    form = fuis.form_of(questionnaires.ONS, *WINDOW)
    address = open_site(site, "follow-up", form, tmp_path)
    titles = {one["id"]: title for one, title in asked_titles()}
    ways = dict(walks.fuis_answers(questionnaires.ONS))
    assert len(ways) >= 10
    some = ["not the person, and stays", "for somebody else", "stops after the second"]
    for place, name in enumerate(ways if IS_LONG else some):
        answers, has_script = ways[name], place % 2 == 1
        with Visitor(browser, has_script=has_script, width=360, height=740) as visitor:
            reference = answer(visitor, address, by_title(answers))
        walk = walks.FuisWalk(questionnaires.ONS, answers)
        assert stored(site, reference) == [titles[one] for one in walk.asked if answers.get(one)]


def asked_titles() -> list[tuple[dict[str, Any], str]]:
    """Blocks that ask something, with the words of the question."""
    sections = json.loads(questionnaires.ONS.read_text(encoding="utf-8"))["sections"]
    blocks = [b for s in sections for group in s["groups"] for b in group["blocks"]]
    return [(b, fuis.plain(b["question"]["title"])) for b in blocks if "question" in b]


def test_the_survey_of_learners(browser: Browser, site: ServedSite, tmp_path: Path) -> None:
    form = freecodecamp.form_of(questionnaires.FREECODECAMP)
    address = open_site(site, "learners", form, tmp_path)
    questions = freecodecamp.questions_of(questionnaires.FREECODECAMP)
    texts = {one.key: one.text for one in questions}
    ways = dict(walks.freecodecamp_answers(questions, pick))
    assert len(ways) >= 10
    for name in ways if IS_LONG else ["yes to everything", "no to everything"]:
        answers = ways[name]
        wanted = {texts[key]: values for key, values in answers.items()}
        with Visitor(browser, has_script=False) as visitor:
            reference = answer(visitor, address, wanted)
        asked = walks.freecodecamp_asked(questions, answers)
        assert stored(site, reference) == [texts[key] for key in asked if answers.get(key)]


def pick(one: freecodecamp.Question) -> list[str]:
    """Some right answer."""
    return {"number": ["12"], "yes_no": ["No"]}.get(one.kind, one.lines[-1:])
