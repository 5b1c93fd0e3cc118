"""A table read as responses: every cell by the rules of the web form, every fault by its place."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from plan.consultation.entry import EntrySheet
from plan.consultation.entry_queries import moment_of_receipt
from plan.consultation.enums import Channel
from plan.consultation.forms import Typed, field_name
from plan.consultation.models import Consultation, Response
from plan.consultation.queries import database_now
from plan.consultation.questions import question_type
from plan.consultation.questions.base import CellError
from plan.consultation.response_files.layout import CHANNEL, FIXED, ID, LANGUAGE, RECEIVED, Layout

#: What is shown of a cell that is wrong.
SHOWN = 80
#: Begins the key of a row that has no id of its own.
BY_CONTENT = "row:"


@dataclass(frozen=True)
class CellFault:
    """What is wrong in one place. Rows count as the spreadsheet counts them, the header is 1."""

    row: int
    column: str
    cell: str
    words: str


@dataclass(frozen=True)
class ImportedRow:
    """One response of a table, without a fault."""

    number: int
    key: str
    channel: str
    received_at: datetime
    sheet: EntrySheet


@dataclass
class ImportedTable:
    """All of a table. `there` are keys of rows that were imported before."""

    rows: list[ImportedRow] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)
    there: set[str] = field(default_factory=set)
    #: How many rows hold a fault, or could not be looked at.
    faulty: int = 0

    @property
    def new(self) -> list[ImportedRow]:
        """Rows that an import adds."""
        return [row for row in self.rows if row.key not in self.there]

    @property
    def nameless_there(self) -> list[int]:
        """Numbers of rows without an id that say what a row imported before says."""
        return [
            row.number
            for row in self.rows
            if row.key in self.there and row.key.startswith(BY_CONTENT)
        ]

    @property
    def by_channel(self) -> list[tuple[str, int]]:
        """How many new ones came in by each channel."""
        labels = dict(Channel.choices)
        counted = Counter(row.channel for row in self.new)
        return [(str(labels[channel]), number) for channel, number in sorted(counted.items())]

    @property
    def by_language(self) -> list[tuple[str, int]]:
        """How many new ones are in each language."""
        names = dict(settings.LANGUAGES)
        counted = Counter(row.sheet.definition.language for row in self.new)
        return [(names.get(code, code), number) for code, number in sorted(counted.items())]


class TableReader:
    """Reads rows by the columns of a layout."""

    def __init__(self, layout: Layout, header: list[str]) -> None:
        self.layout = layout
        self.header = [name.strip().lower() for name in header]
        self.now = database_now()
        self.faults: list[CellFault] = []
        self.twins: Counter[str] = Counter()
        self.place = {name: place for place, name in enumerate(self.header)}

    def look_at_header(self) -> bool:
        """Whether the columns are those of the template; faults say which are not."""
        known = set(self.layout.columns())
        for name, number in Counter(self.header).items():
            if name and number > 1:
                self.note(1, name, name, _("This column is there twice."))
            elif name and name not in known:
                self.note(1, name, name, _("There is no such column. Use the template."))
        for name in (RECEIVED, CHANNEL):
            if name not in self.place:
                self.note(1, name, "", _("This column is missing."))
        if not known.difference(FIXED).intersection(self.header):
            self.note(1, "", "", _("There is no column of a question. Use the template."))
        return not self.faults

    def note(self, row: int, column: str, cell: str, words: str) -> None:
        """One more fault."""
        self.faults.append(CellFault(row, column, cell[:SHOWN], words))

    def cell(self, cells: list[str], name: str) -> str:
        """A cell by the name of its column; empty where the row or the table ends before it."""
        place = self.place.get(name)
        return cells[place] if place is not None and place < len(cells) else ""

    def row(self, number: int, cells: list[str]) -> ImportedRow | None:
        """A row; None where it has faults."""
        before = len(self.faults)
        if extra := [cell for cell in cells[len(self.header) :] if cell]:
            self.note(number, "", extra[0], _("This cell stands beyond the last column."))
        channel = self.channel(number, cells)
        received_at = self.received(number, cells)
        language = self.cell(cells, LANGUAGE) or self.layout.language
        definition = self.layout.in_language(language)
        if definition is None:
            self.note(number, LANGUAGE, language, _("The form is not there in this language."))
            return None
        typed, columns = self.typed(number, cells)
        if len(self.faults) > before:
            return None
        in_sections: dict[uuid.UUID, Typed] = {
            section.id: {
                key: value
                for question in section.questions
                for key, value in typed.get(question.id, {}).items()
            }
            for section in definition.sections
        }
        sheet = EntrySheet(definition, in_sections)
        self.judge(number, cells, sheet, columns)
        if len(self.faults) > before or received_at is None:
            return None
        written = sorted(pair for part in in_sections.values() for pair in part.items())
        key = self.key(cells, [language, channel, received_at.isoformat(), written])
        return ImportedRow(number, key, channel, received_at, sheet)

    def channel(self, number: int, cells: list[str]) -> str:
        """How it came in."""
        given = self.cell(cells, CHANNEL)
        for value, label in Channel.choices:
            if given.lower() in (value, str(label).lower()):
                return value
        names = ", ".join(value for value, _label in Channel.choices)
        self.note(number, CHANNEL, given, _("Write one of: %(names)s.") % {"names": names})
        return ""

    def received(self, number: int, cells: list[str]) -> datetime | None:
        """When it came in; without a time as staff entry takes it."""
        given, consultation = self.cell(cells, RECEIVED), self.layout.consultation
        try:
            day, moment = parse_date(given), parse_datetime(given)
            if day is not None:
                moment = moment_of_receipt(consultation, day, None)
            elif moment is not None and timezone.is_naive(moment):
                moment = moment.replace(tzinfo=consultation.zone)
            is_possible = moment is not None and moment.year >= 1990 and moment <= self.now
        except (ValueError, OverflowError):
            is_possible = False
        if is_possible:
            return moment
        words = _("Write the day, or day and time, such as 2026-03-27 14:05. It must be past.")
        self.note(number, RECEIVED, given, words)
        return None

    def typed(
        self, number: int, cells: list[str]
    ) -> tuple[dict[uuid.UUID, Typed], dict[uuid.UUID, str]]:
        """What the cells say, as if typed into the form, and the first column of each."""
        found: dict[uuid.UUID, Typed] = {}
        columns: dict[uuid.UUID, str] = {}
        for item in self.layout.questions:
            names = [name for name, _words in item.columns]
            own = [self.cell(cells, name) for name in names]
            if not any(own):
                continue
            filled = [place for place, cell in enumerate(own) if cell]
            columns[item.question.id] = names[filled[0]]
            kind, name = question_type(item.question.type), field_name(item.question.id)
            try:
                found[item.question.id] = kind.read_cells(item.question, name, own)
            except CellError as error:
                self.note(number, names[error.place], own[error.place], error.words)
        return found, columns

    def judge(
        self, number: int, cells: list[str], sheet: EntrySheet, columns: dict[uuid.UUID, str]
    ) -> None:
        """Note what the form would not take."""
        if sheet.is_valid():
            for key, column in columns.items():
                if key not in sheet.values and sheet.is_filled(key):
                    words = _("Leave it empty: it was not asked after the answers before it.")
                    self.note(number, column, self.cell(cells, column), words)
            if not sheet.values:
                self.note(number, "", "", _("Nothing is answered in this row."))
            return
        for form in sheet.way.forms:
            for question in form.section.questions:
                for error in form.errors.get(field_name(question.id), []):
                    column = columns.get(question.id, "")
                    self.note(number, column, self.cell(cells, column), str(error))
        if sheet.way.exit is not None:
            self.note(number, "", "", sheet.exit_words())

    def key(self, cells: list[str], facts: list[Any]) -> str:
        """Names the row: by its own id, else by all it says and which of its twins it is."""
        if own := self.cell(cells, ID):
            return f"id:{digest(own)[:60]}"
        whole = digest(json.dumps(facts))
        self.twins[whole] += 1
        return f"{BY_CONTENT}{whole[:50]}#{self.twins[whole]}"


def digest(text: str) -> str:
    """A stable hash of words."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_responses(
    consultation: Consultation, language: str, table: list[list[str]]
) -> ImportedTable:
    """All rows of a table with all that is wrong, and which of them are there already."""
    reader = TableReader(Layout(consultation, language), table[0])
    found = ImportedTable()
    if reader.look_at_header():
        seen: dict[str, int] = {}
        for number, cells in filled_rows(table):
            row = reader.row(number, cells)
            if row is not None and row.key in seen:
                words = _("Row %(row)d has the same id.") % {"row": seen[row.key]}
                reader.note(number, ID, reader.cell(cells, ID), words)
                row = None
            if row is None:
                found.faulty += 1
            else:
                seen[row.key] = number
                found.rows.append(row)
    found.faults = reader.faults
    keys = [row.key for row in found.rows]
    rows = Response.objects.filter(consultation=consultation, import_key__in=keys)
    found.there = {str(key) for key in rows.values_list("import_key", flat=True)}
    return found


def filled_rows(table: list[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Rows with anything in them, by the numbers that a spreadsheet shows."""
    for number, cells in enumerate(table[1:], 2):
        if any(cells):
            yield number, cells
