"""Two real questionnaires, rebuilt by the import of forms with nothing left out, and answered."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from plan.consultation.models import Response
from tests.consultation import questionnaires
from tests.consultation.questionnaires import freecodecamp, walks
from tests.consultation.questionnaires.answering import (
    MARKS,
    asked_in,
    freecodecamp_file,
    fuis_blocks,
    fuis_file,
    ids,
    published,
    typed_for,
    walk_through,
)

pytestmark = MARKS


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
    assert sum(len(one.options) for one in made if one.type not in ("number", "yes_no")) == 1872
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
