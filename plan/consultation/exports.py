"""Responses as CSV: all languages and versions in one table, a row at a time.

Nothing is held but a batch of responses, so memory stays the same at a million. Cells that a
spreadsheet would take for a formula are made harmless with a leading apostrophe
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import re
import uuid
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.models import Answer, Consultation, Response
from plan.consultation.questions import question_type

BATCH = 1000
FIXED_COLUMNS = ("reference", "received_at", "language", "channel", "version")
#: Starts of cells that spreadsheets evaluate, full-width forms included.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


class Line:
    """A file for `csv.writer` that hands each line on instead of keeping it."""

    def write(self, line: str) -> str:
        """Give the line back to whoever wrote it."""
        return line


def harmless(cell: str) -> str:
    """The cell as text that no spreadsheet runs; plain numbers stay numbers."""
    if cell.startswith(DANGEROUS) and not NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def csv_lines(rows: Iterator[list[str]]) -> Iterator[str]:
    """Lines of a CSV file with a byte order mark, by which Excel knows UTF-8."""
    writer = csv.writer(Line())
    yield "\ufeff"
    for row in rows:
        yield str(writer.writerow([harmless(cell) for cell in row]))


def response_rows(consultation: Consultation) -> Iterator[list[str]]:
    """The header, then a row for each response in the order they came in."""
    coded = codebook(consultation)
    yield [*FIXED_COLUMNS, *(name for question in coded for name, _words in question.columns)]
    last = 0
    while batch := next_batch(consultation, last):
        answers = answers_of(batch)
        for row in batch:
            yield [*fixed_cells(row), *answer_cells(coded, answers.get(row[0], {}))]
        last = batch[-1][0]


def next_batch(consultation: Consultation, after: int) -> list[Any]:
    """The next responses by primary key."""
    rows = Response.objects.counted().filter(consultation=consultation, pk__gt=after).order_by("pk")
    columns = ("pk", "reference", "received_at", "language", "channel", "version__number")
    return list(rows.values_list(*columns)[:BATCH])


def fixed_cells(row: Any) -> list[str]:
    """What every response has."""
    _key, reference, received_at, language, channel, version = row
    return [reference, received_at.isoformat(timespec="seconds"), language, channel, str(version)]


def answers_of(batch: list[Any]) -> dict[int, dict[uuid.UUID, list[AnswerValue]]]:
    """Values of a batch's answers, by response and question."""
    columns = (
        "response_id",
        "question_id",
        "option_id",
        "row_id",
        "text",
        "number",
        "date",
        "position",
    )
    rows = Answer.objects.filter(
        response_id__gte=batch[0][0],
        response_id__lte=batch[-1][0],
        response__in=[r[0] for r in batch],
    )
    ordered = rows.order_by("response_id", "pk").values_list(*columns)
    found: dict[int, dict[uuid.UUID, list[AnswerValue]]] = {}
    for key, group in groupby(ordered, key=lambda row: row[0]):
        own = found.setdefault(key, {})
        for _key, question, option, place, text, number, date, position in group:
            value = AnswerValue(option, place, text, number, date, position)
            own.setdefault(question, []).append(value)
    return found


def answer_cells(
    coded: list[CodedQuestion], answers: dict[uuid.UUID, list[AnswerValue]]
) -> list[str]:
    """Cells of all questions."""
    cells: list[str] = []
    for item in coded:
        values = answers.get(item.question.id, [])
        cells += question_type(item.question.type).cells(item.question, values)
    return cells


def codebook_rows(consultation: Consultation) -> Iterator[list[str]]:
    """The codebook as a table: a row for each column, and one for each option's code."""
    yield [_("column"), _("code"), _("meaning"), _("type"), _("first version"), _("last version")]
    for name, meaning in (
        ("reference", _("Number on the respondent’s receipt")),
        ("received_at", _("When the response arrived, with the difference from UTC")),
        ("language", _("Language it was answered in")),
        ("channel", _("How it came in")),
        ("version", _("Version of the form that was answered")),
    ):
        yield [name, "", meaning, "", "", ""]
    for item in codebook(consultation):
        versions = [str(item.first_version), str(item.last_version)]
        for name, words in item.columns:
            yield [name, "", words, item.type_label, *versions]
        for code, option in item.coded_options():
            yield [item.code, str(code), option.text, "", *versions]
