"""The questionnaires as forms, and answers to them typed and sent."""

from __future__ import annotations

import json
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
#: Where the sources or the types are missing, nothing can be tested.
MARKS = [
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


def fuis_blocks() -> list[dict[str, Any]]:
    """All blocks of the source."""
    sections = json.loads(questionnaires.ONS.read_text(encoding="utf-8"))["sections"]
    return [b for s in sections for group in s["groups"] for b in group["blocks"]]


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
