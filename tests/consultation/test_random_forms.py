"""Any form and any valid answers: defined, typed, stored, read back and exported, all equal.

LONG_RUN=1 tries ten thousand of them instead of three hundred.
"""

from __future__ import annotations

import json
import os
import re
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings

from plan.consultation.actions.save_section import save_section
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.actions.submit_response import submit_response
from plan.consultation.answers import AnswerValue
from plan.consultation.builder import definition_by_texts
from plan.consultation.codebook import codebook
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.exports.jsonl_files import write_jsonl
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.exports.sav_files import write_sav
from plan.consultation.exports.xlsx_files import write_xlsx
from plan.consultation.forms import SectionForm, typed_in, typed_of
from plan.consultation.models import Consultation, FormTexts, FormVersion, Response
from plan.consultation.questions import question_type
from plan.consultation.route import route
from plan.consultation.rows import values_of
from tests.consultation.exported import response_rows
from tests.consultation.factories import known_id
from tests.consultation.random_forms import (
    RandomForm,
    by_section,
    filled_forms,
    plainly_asked,
)

EXAMPLES = 10_000 if os.environ.get("LONG_RUN") else 300
Filled = tuple[RandomForm, FormDefinition, dict[str, Any]]
many = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)


def ids(keys: list[str]) -> list[uuid.UUID]:
    """The questions of these keys."""
    return [uuid.UUID(known_id(key)) for key in keys]


@given(filled_forms())
@many
def test_routes_agree_with_a_plain_reading_and_answers_come_back(filled: Filled) -> None:
    form, definition, typed = filled
    way = route(definition, by_section(form, typed), seed="seed")
    shown = [question.id for part in way.forms for question in part.shown()]
    assert shown == ids(plainly_asked(form, typed))
    assert way.is_complete(), [part.errors for part in way.forms]
    values = {question.id: list(found) for question, found in way.values() if found}
    again = {section.id: typed_of(section, values) for section in definition.sections}
    back = route(definition, again, seed="other seed")
    assert {question.id: list(found) for question, found in back.values() if found} == values


@pytest.mark.django_db
@given(filled_forms())
@many
def test_what_is_stored_and_exported_is_what_was_answered(filled: Filled) -> None:
    consultation, response, expected = sent(filled)
    assert values_of(response) == expected
    assert exported(consultation) == [
        cell
        for item in codebook(consultation)
        for cell in question_type(item.question.type).cells(
            item.question, without_contacts(expected.get(item.question.id, []))
        )
    ]
    definition_by_texts.cache_clear()


@pytest.mark.django_db
@given(filled_forms())
@settings(many, max_examples=EXAMPLES // 10)
def test_every_kind_of_file_holds_the_same(tmp_path: Path, filled: Filled) -> None:
    consultation, _response, expected = sent(filled)
    table = ResponseTable(consultation, ExportOptions(with_protected=True))
    header, row = response_rows(consultation, with_protected=True)
    for name, write in (("x.xlsx", write_xlsx), ("s.sav", write_sav), ("j.jsonl", write_jsonl)):
        write(table, tmp_path / name, lambda number: None)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    cells = next(book.worksheets[0].iter_rows(min_row=2, values_only=True))
    assert [plain(unescaped(cell)) for cell in cells] == [plain(cell) for cell in row]
    data, _meta = pyreadstat.read_sav(str(tmp_path / "s.sav"), output_format="dict")
    assert [plain(column[0]) for column in data.values()] == [plain(cell) for cell in row]
    line = json.loads((tmp_path / "j.jsonl").read_text(encoding="utf-8"))
    assert line["reference"] == row[header.index("reference")]
    for item in codebook(consultation):
        values = without_contacts(expected.get(item.question.id, []))
        assert line["answers"].get(item.code, []) == [parts(item.question, one) for one in values]
    definition_by_texts.cache_clear()


def plain(cell: Any) -> str:
    """A cell as words, however a kind of file writes numbers and the ends of lines."""
    text = "" if cell is None or cell != cell else str(cell)
    if re.fullmatch(r"-?\d+\.\d+", text, re.ASCII):
        text = text.rstrip("0").rstrip(".")
    return text.replace("\r\n", "\n").replace("\r", "\n").rstrip()


def unescaped(cell: Any) -> Any:
    """A cell of a workbook; what XML cannot hold is escaped, which openpyxl leaves as it is."""
    if not isinstance(cell, str):
        return cell
    return re.sub(r"_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), cell)


def parts(question: QuestionDefinition, value: AnswerValue) -> dict[str, Any]:
    """A value as an object of JSON Lines, options and rows by their places from one on."""
    options = [option.id for option in (*question.options, *question.apart)]
    rows = [row.id for row in question.rows]
    found = {
        "option": options.index(value.option_id) + 1 if value.option_id else None,
        "row": rows.index(value.row_id) + 1 if value.row_id else None,
        "text": value.text or None,
        "number": None if value.number is None else plain(f"{value.number:f}"),
        "date": str(value.date) if value.date else None,
        "position": value.position,
    }
    return {name: part for name, part in found.items() if part is not None}


def sent(filled: Filled) -> tuple[Consultation, Response, dict[uuid.UUID, list[Any]]]:
    """A form published, answered and sent; and the values that were answered."""
    form, plain_form, typed = filled
    sections = by_section(form, typed)
    way = route(plain_form, sections)
    assert way.is_complete(), [part.errors for part in way.forms]
    consultation, texts = stored_form(form)
    definition = definition_by_texts(texts.pk)
    attempt, _token = start_attempt(consultation=consultation, texts_pk=texts.pk)
    for section in definition.sections:
        own = typed_in(section, sections[section.id])
        is_valid = SectionForm(section, own).is_valid()
        save_section(attempt=attempt, section_id=section.id, typed=own, is_valid=is_valid)
    response = submit_response(attempt=attempt, received_at=timezone.now())
    return (
        consultation,
        response,
        {question.id: list(found) for question, found in way.values() if found},
    )


def stored_form(form: RandomForm) -> tuple[Consultation, FormTexts]:
    """An open consultation with the form as its only version."""
    compiled = form.compiled()
    consultation = Consultation.objects.create(opens_at=timezone.now() - timedelta(days=1))
    version = FormVersion.objects.create(
        consultation=consultation,
        number=1,
        structure=compiled.structure,
        structure_hash=compiled.structure_hash,
    )
    texts = FormTexts.objects.create(
        version=version, language="en", texts=compiled.texts, texts_hash=compiled.texts_hash
    )
    return consultation, texts


def without_contacts(values: list[Any]) -> list[Any]:
    """What may leave with a file."""
    return [value for value in values if not value.contact]


def exported(consultation: Consultation) -> list[str]:
    """Cells of the one response, answers of special category included."""
    header, row = response_rows(consultation, with_protected=True)
    fixed = sum(1 for name in header if not name.startswith("q"))
    return row[fixed:]
