"""The template that is filled in and imported: columns, what each of them takes, an example."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

import xlsxwriter
from django.utils import timezone
from django.utils.translation import gettext as _

from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import CodedQuestion
from plan.consultation.enums import Channel
from plan.consultation.questions import question_type
from plan.consultation.response_files.layout import CHANNEL, ID, LANGUAGE, RECEIVED, Layout
from plan.consultation.response_files.read import TableReader
from plan.consultation.response_files.tables import SHEET


def template_book(layout: Layout) -> bytes:
    """The template as a workbook of three sheets; only the first one is read back."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
    text = book.add_format({"num_format": "@"})
    columns = list(layout.columns())
    sheet = book.add_worksheet(SHEET)
    sheet.set_column(0, len(columns) - 1, 14, text)
    write(sheet, [columns], bold)
    sheet.freeze_panes(1, 1)
    notes = book.add_worksheet(_("columns")[:31])
    notes.set_column(0, 0, 14)
    notes.set_column(1, 3, 50, wrapped)
    write(notes, [[_("column"), _("what it holds"), _("what can stand there")]], bold)
    write(notes, note_rows(layout), wrapped, start=1)
    example = book.add_worksheet(_("example")[:31])
    write(example, [columns, example_row(layout)], text)
    book.close()
    return buffer.getvalue()


def write(sheet: Any, rows: Iterable[list[str]], form: Any, *, start: int = 0) -> None:
    """Rows of text, whatever they look like."""
    for row, cells in enumerate(rows, start):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell, form)


def note_rows(layout: Layout) -> Iterator[list[str]]:
    """What each column takes."""
    names = ", ".join(value for value, _label in Channel.choices)
    languages = ", ".join(sorted(layout.keys))
    yield [ID, _("Your own number of the response"), _("Empty, or unlike any other.")]
    yield [RECEIVED, _("When it came in"), _("A day, or day and time, such as 2026-03-27 14:05.")]
    yield [CHANNEL, _("How it came in"), _("One of: %(names)s.") % {"names": names}]
    usual = _("One of: %(names)s. Empty: %(usual)s.")
    about = {"names": languages, "usual": layout.language}
    yield [LANGUAGE, _("Language it was answered in"), usual % about]
    for item in layout.questions:
        for place, (name, words) in enumerate(item.columns):
            yield [name, words, allowed(item, place)]


def allowed(item: CodedQuestion, place: int) -> str:
    """What can stand in one of the columns of a question."""
    hint = str(question_type(item.question.type).cell_hint(item.question, place))
    return hint or item.type_label


def example_row(layout: Layout) -> list[str]:
    """A response as it may look, without what its other answers keep from being asked."""
    cells = example_of_all(layout)
    names = list(layout.columns())
    reader = TableReader(layout, names)
    reader.row(2, cells)
    faulty = {fault.column for fault in reader.faults}
    emptied = {
        name
        for item in layout.questions
        if faulty.intersection(column for column, _words in item.columns)
        for name, _words in item.columns
    }
    return ["" if name in emptied else cell for name, cell in zip(names, cells, strict=True)]


def example_of_all(layout: Layout) -> list[str]:
    """An answer to every question, whether or not they go together."""
    today = timezone.localdate(timezone=layout.consultation.zone)
    cells = ["A-1", today.isoformat(), Channel.PAPER.value, layout.language]
    for item in layout.questions:
        cells += example_cells(item)
    return cells


def example_cells(item: CodedQuestion) -> list[str]:
    """Cells of an answer that the question understands; empty ones where none is known."""
    question, kind = item.question, question_type(item.question.type)
    blank = [""] * len(item.columns)
    option = next((o.id for o in question.options if not (o.is_other or o.is_exclusive)), None)
    limit = question.settings.get("minimum")
    for value in (
        AnswerValue(option_id=option, row_id=question.rows[0].id if question.rows else None)
        if option
        else AnswerValue(text=_("Words of the answer")),
        AnswerValue(number=Decimal(str(limit or 1))),
        AnswerValue(date=timezone.localdate()),
    ):
        cells = kind.cells(question, [value])
        if any(cells):
            return cells
    return blank
