"""A file read as a form for one page."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from plan.consultation.builder import build
from plan.consultation.compiler import compile_form, lines_of
from plan.consultation.definition import FormDefinition, OptionDefinition, QuestionDefinition
from plan.consultation.form_files import FORMAT
from plan.consultation.form_files.faults import FormFileError
from plan.consultation.form_files.identities import Identities
from plan.consultation.form_files.reader import Reader
from plan.consultation.form_files.text import parse
from plan.consultation.logic import WITHOUT_VALUES
from plan.consultation.models import ConsultationPage

NAMES = ("format", "language", "title", "sections", "conditions")


@dataclass(frozen=True)
class FormFile:
    """A form without a fault, ready to be put into a page."""

    form: StreamValue
    conditions: StreamValue
    language: str

    @cached_property
    def definition(self) -> FormDefinition:
        """The form as respondents would get it."""
        compiled = compile_form(self.form, conditions=self.conditions, language=self.language)
        return build(compiled.structure, compiled.texts, language=self.language)

    @property
    def question_count(self) -> int:
        """How many questions it asks, those of its banks too."""
        return sum(1 for _question in self.definition.questions())


def read_form(text: str | bytes, page: ConsultationPage) -> FormFile:
    """The form in a file; FormFileError lists everything that is wrong with it."""
    given = parse(text)
    language = page.locale.language_code
    reader = Reader(Identities(page.translation_key), language)
    look_at_head(reader, given, language)
    if reader.faults.found:
        raise FormFileError(reader.faults.found)
    form = read_stream(reader, "form", given["sections"], "sections")
    conditions = read_stream(reader, "conditions", given.get("conditions", []), "conditions")
    look_at_pointers(reader, form, conditions, language)
    if reader.faults.found:
        raise FormFileError(reader.faults.found)
    return FormFile(as_stream("form", form), as_stream("conditions", conditions), language)


def look_at_head(reader: Reader, given: Any, language: str) -> None:
    """Whether it is a file of ours, for this language."""
    if not isinstance(given, dict) or given.get("format") != FORMAT:
        words = _('This is no form: it must begin with “"format": "%(name)s"”.')
        reader.faults.add("", words % {"name": FORMAT})
        return
    for name in given:
        if name not in NAMES:
            reader.faults.add(name, _("There is no such field in a form."))
    if given.get("language", language) != language:
        words = _("The form is in the language “%(theirs)s”, the page in “%(ours)s”.")
        reader.faults.add("language", words % {"theirs": given["language"], "ours": language})
    if not given.get("sections"):
        reader.faults.add("sections", _("A form has at least one section."))


def stream_block(name: str) -> Any:
    """The block of a field of the page."""
    field: Any = ConsultationPage._meta.get_field(name)
    return field.stream_block


def as_stream(name: str, raw: list[dict[str, Any]]) -> StreamValue:
    """Stored blocks as the page holds them."""
    return stream_block(name).to_python(raw)


def read_stream(reader: Reader, field: str, given: Any, path: str) -> list[dict[str, Any]]:
    """The blocks of a field."""
    found: list[dict[str, Any]] = reader.read(stream_block(field), given, path, path)
    return found


def look_at_pointers(
    reader: Reader, form: list[dict[str, Any]], conditions: list[dict[str, Any]], language: str
) -> None:
    """Whether everything that is named is there; answers that are compared become ids."""
    if reader.faults.found:
        return
    questions = asked(form, language)
    known = {"question": set(questions), "condition": {one["id"] for one in conditions}}
    missing = {
        "question": _("No question has this key."),
        "condition": _("No condition has this key."),
    }
    for kind, identity, path in reader.pointers:
        if identity not in known[kind]:
            reader.faults.add(path, missing[kind])
    for clause, path in clauses(conditions):
        question = questions.get(clause["question"])
        if question is not None:
            clause["answers"] = compared(reader, clause, question, path)


def asked(form: list[dict[str, Any]], language: str) -> dict[str, QuestionDefinition]:
    """All questions by id, those of banks too."""
    compiled = compile_form(as_stream("form", form), language=language)
    definition = build(compiled.structure, compiled.texts)
    return {str(question.id): question for question in definition.all_questions()}


def clauses(conditions: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
    """Every comparison with its path."""
    for place, condition in enumerate(conditions):
        for number, item in enumerate(condition["value"]["clauses"]):
            yield item["value"], f"conditions[{place}].clauses[{number}]"


def compared(
    reader: Reader, clause: dict[str, Any], question: QuestionDefinition, path: str
) -> str:
    """The answers of a comparison as they are stored."""
    lines = lines_of(clause["answers"])
    is_without = clause["operator"] in WITHOUT_VALUES
    if is_without and lines:
        reader.faults.add(f"{path}.answers", _("This comparison takes no answer."))
    if not is_without and not lines:
        reader.faults.add(f"{path}.answers", _("Say what it is compared with."))
    if not question.options:
        return "\n".join(lines)
    found = []
    for line in lines:
        option = option_named(reader, question, line)
        if option is None:
            words = _("“%(answer)s” is no answer to “%(question)s”.")
            about = {"answer": line, "question": question.text}
            reader.faults.add(f"{path}.answers", words % about)
        else:
            found.append(str(option.id))
    return "\n".join(found)


def option_named(
    reader: Reader, question: QuestionDefinition, name: str
) -> OptionDefinition | None:
    """The option with this key, id, name of a point of its scale, or words."""
    names = {
        reader.identities.items.get((str(question.id), name), ""),
        name.lower(),
        str(uuid.uuid5(question.id, name)),
    }
    for option in question.options:
        if str(option.id) in names:
            return option
    same = [option for option in question.options if option.text == name]
    return same[0] if len(same) == 1 else None
