"""Two real questionnaires, rebuilt by the import of forms with nothing left out, and answered."""

from __future__ import annotations

import html
import json
import random
import re
import uuid
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.test import Client

from home.models import User
from plan.consultation.actions.import_form import import_form
from plan.consultation.answers import AnswerValue
from plan.consultation.definition import (
    ContentDefinition,
    FormDefinition,
    QuestionDefinition,
)
from plan.consultation.form_files.read import FormFile, read_form
from plan.consultation.forms import Typed, field_name
from plan.consultation.models import ConsultationPage, Response
from plan.consultation.questions import question_type, question_types
from plan.consultation.route import route
from plan.consultation.rows import values_of
from tests.consultation import questionnaires
from tests.consultation.browsing import Walk, heading_of, page_of
from tests.consultation.factories import make_consultation, question, section
from tests.consultation.questionnaires import freecodecamp, fuis, walks
from tests.factories import make_locale, publish

NEEDED = {"consent", "yes_no", "drop_down"}
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not questionnaires.is_there(), reason="the sources are not on this machine"),
    pytest.mark.skipif(not set(question_types()) >= NEEDED, reason="these types are not there yet"),
]
WINDOW = date(2026, 3, 1), date(2026, 3, 31)


def fuis_file(page: ConsultationPage | None = None) -> FormFile:
    """The follow-up questionnaire."""
    return read_form(json.dumps(fuis.form_of(questionnaires.ONS, *WINDOW)), page or unsaved())


def freecodecamp_file(page: ConsultationPage | None = None) -> FormFile:
    """The survey of people who learn to program."""
    form = freecodecamp.form_of(questionnaires.FREECODECAMP)
    return read_form(json.dumps(form), page or unsaved())


def unsaved() -> ConsultationPage:
    """A page that a form could go into."""
    return ConsultationPage(locale=make_locale("en"))


def by_text(form: FormDefinition) -> dict[str, list[QuestionDefinition]]:
    """Questions by their words, which some share."""
    found: dict[str, list[QuestionDefinition]] = {}
    for one in form.questions():
        found.setdefault(one.text, []).append(one)
    return found


def words(text: str) -> str:
    """What is read of a text: without markup, with single spaces."""
    bare = html.unescape(re.sub(r"<[^>]+>", " ", text))
    for name, shown in fuis.GAPS.items():
        bare = bare.replace(f"{{{name}}}", shown)
    return re.sub(r"\s+", "", bare)


def source_words(block: dict[str, Any]) -> list[str]:
    """Every text of a block of the source besides question and options."""
    content, asked = block.get("content", {}), block.get("question", {})
    found = [content["title"]] if content else []
    found += [one["description"] for one in content.get("contents", [])]
    found += asked.get("description", [])
    for answer in asked.get("answers", []):
        guidance = answer.get("guidance", {})
        found += [guidance["show_guidance"]] if guidance else []
        found += [one["description"] for one in guidance.get("contents", [])]
    return [words(one if isinstance(one, str) else one["text"]) for one in found]


def fuis_blocks() -> list[dict[str, Any]]:
    """All blocks of the source."""
    sections = json.loads(questionnaires.ONS.read_text(encoding="utf-8"))["sections"]
    return [b for s in sections for group in s["groups"] for b in group["blocks"]]


def test_nothing_is_left_out_of_the_follow_up_questionnaire() -> None:
    form, blocks = fuis_file().definition, fuis_blocks()
    asked = [block for block in blocks if "question" in block]
    assert len(asked) == 72
    assert sum(len(block["question"]["answers"]) for block in asked) == 75
    questions = list(form.questions())
    assert len(questions) == 72
    options = 0
    for block, made in zip(asked, questions, strict=True):
        title = block["question"]["title"]
        assert words(made.text) == words(title if isinstance(title, str) else title["text"])
        fields = block["question"]["answers"]
        wanted = [option for field in fields for option in field.get("options", [])]
        assert [option.text for option in made.options] == [one["label"] for one in wanted]
        hints = [option.hint for option in made.options]
        assert hints == [one.get("description", "") for one in wanted]
        exclusive = [option.is_exclusive for option in made.options]
        assert exclusive == [
            place > 0 and block["question"]["type"] == "MutuallyExclusive"
            for place, field in enumerate(fields)
            for _option in field.get("options", [])
        ]
        needed = block["question"].get("mandatory") or any(f["mandatory"] for f in fields)
        assert made.is_required == bool(needed)
        labels = [field["label"] for field in fields if "label" in field]
        assert [made.hint] == labels if labels else made.hint == ""
        if fields[0]["type"] == "Date":
            assert made.settings == {"earliest": "2026-02-24", "latest": "2026-03-31"}
        options += len(made.options)
    assert options == 135


def test_every_word_of_the_follow_up_questionnaire_is_on_a_page() -> None:
    form = fuis_file().definition
    shown = [
        words(item.texts["text"])
        for section in form.sections
        for item in section.items
        if isinstance(item, ContentDefinition)
    ]
    wanted = [text for block in fuis_blocks() for text in source_words(block) if text]
    assert len(wanted) > 50
    assert [text for text in wanted if text not in shown] == []
    assert len(shown) == len(wanted)
    titles = {section.title for section in form.sections}
    pages = {b["page_title"] for b in fuis_blocks() if "question" not in b}
    assert pages <= titles


def test_every_rule_of_the_follow_up_questionnaire_leads_where_it_did() -> None:
    form = fuis_file().definition
    keys = dict(zip((b["id"] for b in fuis_blocks() if "question" in b), ids(form), strict=True))
    taken: set[tuple[str, int]] = set()
    routes = set()
    for name, answers in walks.fuis_answers(questionnaires.ONS):
        walk = walks.FuisWalk(questionnaires.ONS, answers)
        assert asked_in(form, keys, answers) == [keys[one] for one in walk.asked], name
        taken |= walk.taken
        routes.add(tuple(walk.pages))
    rules = walks.all_rules(questionnaires.ONS)
    assert len(rules) == 78
    assert rules - taken == set()
    assert len(routes) >= 39


def test_random_answers_lead_where_the_rules_of_the_source_lead() -> None:
    form, blocks = fuis_file().definition, [b for b in fuis_blocks() if "question" in b]
    keys = dict(zip((block["id"] for block in blocks), ids(form), strict=True))
    chance = random.Random(7)
    for _time in range(60):
        answers = {block["id"]: by_chance(block, chance) for block in blocks}
        walk = walks.FuisWalk(questionnaires.ONS, answers)
        assert asked_in(form, keys, answers) == [keys[one] for one in walk.asked]


def by_chance(block: dict[str, Any], chance: random.Random) -> list[str]:
    """Some right answer, or none where none is needed; tests mostly go on."""
    fields = block["question"]["answers"]
    options = [option["value"] for option in fields[0].get("options", [])]
    needed = block["question"].get("mandatory") or fields[0]["mandatory"]
    if not needed and chance.random() < 0.3:
        return []
    if not options:
        return ["2026-03-05"]
    is_way = len(options) == 2 and ("Yes" in options or "Report next test result" in options)
    return [options[0] if is_way and chance.random() < 0.8 else chance.choice(options)]


def ids(form: FormDefinition) -> list[uuid.UUID]:
    """Ids of all questions in order."""
    return [one.id for one in form.questions()]


def values_for(asked: QuestionDefinition, given: Sequence[str]) -> list[AnswerValue]:
    """Answers of the source as values of ours."""
    if asked.options:
        chosen = [next(o for o in asked.options if o.text == words) for words in given]
        extra = {True: "Something else", False: ""}
        return [AnswerValue(option_id=o.id, text=extra[o.is_other]) for o in chosen]
    if asked.type == "date":
        return [AnswerValue(date=date.fromisoformat(text)) for text in given]
    return [AnswerValue(number=int(text)) for text in given]  # type: ignore[arg-type]


def typed_for(
    form: FormDefinition, keys: dict[str, uuid.UUID], answers: walks.Answers
) -> dict[uuid.UUID, Typed]:
    """Everything that would be typed, on pages that are shown and on others."""
    given = {keys[key]: values for key, values in answers.items()}
    found: dict[uuid.UUID, Typed] = {}
    for part in form.sections:
        typed: Typed = {}
        for one in part.questions:
            if values := values_for(one, given.get(one.id, [])):
                typed |= question_type(one.type).typed(one, field_name(one.id), values)
        found[part.id] = typed
    return found


def asked_in(
    form: FormDefinition, keys: dict[str, uuid.UUID], answers: walks.Answers
) -> list[uuid.UUID]:
    """The questions that our routing asks, all of them answered rightly."""
    way = route(form, typed_for(form, keys, answers))
    assert way.is_complete(), [form.errors for form in way.forms if not form.is_valid()]
    return [question.id for question, _values in way.values()]


def test_nothing_is_left_out_of_the_survey_of_learners() -> None:
    form = freecodecamp_file().definition
    questions = freecodecamp.questions_of(questionnaires.FREECODECAMP)
    lines = questionnaires.FREECODECAMP.read_text(encoding="utf-8").splitlines()
    filled = [line.strip() for line in lines if line.strip()]
    made = list(form.questions())
    assert len(questions) == len(made) == 48
    written = [f"Part {form.sections[0].title[-1]}"]
    for one, ours in zip(questions, made, strict=True):
        assert ours.text == one.text
        if one.key == "2.1":
            written.append(f"Part {form.sections[1].title[-1]}")
        written.append(f"{one.key.split('.')[1]}. {ours.text}")
        written += {"number": ["Number"], "yes_no": ["Y/N"]}.get(
            ours.type, [option.text for option in ours.options]
        )
    assert written == filled
    assert sum(len(one.options) for one in made if one.type not in ("number", "yes_no")) == 1867
    conditional = {one.key for one, ours in zip(questions, made, strict=True) if ours.show_if}
    assert conditional == set(freecodecamp.ONLY_IF)


def pick(one: freecodecamp.Question) -> list[str]:
    """Some right answer."""
    return {"number": ["12"], "yes_no": ["No"]}.get(one.kind, one.lines[-1:])


def test_answers_of_learners_lead_where_the_survey_led_them() -> None:
    form = freecodecamp_file().definition
    questions = freecodecamp.questions_of(questionnaires.FREECODECAMP)
    keys = dict(zip((one.key for one in questions), ids(form), strict=True))
    routes = set()
    for name, answers in walks.freecodecamp_answers(questions, pick):
        wanted = walks.freecodecamp_asked(questions, answers)
        assert asked_in(form, keys, answers) == [keys[key] for key in wanted], name
        routes.add(tuple(wanted))
    assert len(routes) >= 9


def published(read: Any) -> tuple[ConsultationPage, FormDefinition]:
    """A consultation that is open with a form from a file."""
    old = section("old", "Old", question("short_text", "old-q", "Old?"))
    page = make_consultation(sections=[old])
    file = read(page)
    user = User.objects.create_superuser("boss@example.org")
    return publish(import_form(page=page, file=file, user=user)), file.definition


def walk_through(
    page: ConsultationPage, form: FormDefinition, typed: dict[uuid.UUID, Typed]
) -> list[uuid.UUID]:
    """Answer as a browser without JavaScript does; the questions of the response it makes."""
    walk = Walk(page, Client())
    shown = walk.client.get(walk.start()["Location"])
    for _step in range(150):
        found = re.search(r"/section/(\d+)/", shown.request["PATH_INFO"])
        if found is None:
            break
        part = form.sections[int(found[1]) - 1]
        content = shown.content.decode()
        asked = [one for one in part.questions if f'name="{field_name(one.id)}' in content]
        data: dict[str, Any] = {
            name: values
            for name, values in typed[part.id].items()
            if any(name.startswith(field_name(one.id)) for one in asked)
        }
        data |= {name: value for name, value in page_of(shown).hidden if name.endswith("-seen")}
        answer = walk.post(f"section/{found[1]}/", data)
        assert answer.status_code == 303, heading_of(answer)
        shown = walk.client.get(answer["Location"])
    assert "/check/" in shown.request["PATH_INFO"]
    assert walk.send().status_code == 303
    return list(values_of(Response.objects.latest("pk")))


def answered(keys: dict[str, uuid.UUID], asked: Sequence[str], answers: walks.Answers) -> set[Any]:
    """Ids of questions that are asked and answered."""
    return {keys[key] for key in asked if answers.get(key)}


#: How many ways through the follow-up questionnaire are walked page by page.
FUIS_WAYS = 12


def test_the_follow_up_questionnaire_is_answered_along_many_ways() -> None:
    page, form = published(fuis_file)
    keys = dict(zip((b["id"] for b in fuis_blocks() if "question" in b), ids(form), strict=True))
    ways = list(walks.fuis_answers(questionnaires.ONS))[:FUIS_WAYS]
    seen = set()
    for name, answers in ways:
        walk = walks.FuisWalk(questionnaires.ONS, answers)
        stored = walk_through(page, form, typed_for(form, keys, answers))
        assert set(stored) == answered(keys, walk.asked, answers), name
        seen.add(tuple(walk.pages))
    assert len(seen) == FUIS_WAYS
    assert Response.objects.count() == FUIS_WAYS


def test_the_survey_of_learners_is_answered_along_many_ways() -> None:
    page, form = published(freecodecamp_file)
    questions = freecodecamp.questions_of(questionnaires.FREECODECAMP)
    keys = dict(zip((one.key for one in questions), ids(form), strict=True))
    ways = list(walks.freecodecamp_answers(questions, pick))
    assert len(ways) >= 10
    for name, answers in ways:
        asked = walks.freecodecamp_asked(questions, answers)
        stored = walk_through(page, form, typed_for(form, keys, answers))
        assert set(stored) == answered(keys, asked, answers), name
    assert Response.objects.count() == len(ways)
