"""Cells of tables hold codes, even where the words of another answer look like one."""

from __future__ import annotations

import io
import uuid

import openpyxl
import pytest

from plan.consultation.models import ConsultationPage
from plan.consultation.response_files.layout import Layout
from plan.consultation.response_files.read import ImportedTable, read_responses
from plan.consultation.response_files.template import template_book
from tests.consultation.counted import add_response, choose
from tests.consultation.exported import response_rows
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.importing import day

pytestmark = pytest.mark.django_db

#: Names of options in order; the words of each are a number, the highest first.
NAMES = ("three", "two", "one")


@pytest.fixture
def page() -> ConsultationPage:
    """How many lines a street needs: "3", "2" and "1", and a few more in words."""
    options = [option(name, str(3 - place)) for place, name in enumerate(NAMES)]
    lanes = question("single_choice", "lanes", "How many lanes?", options=options)
    kinds = question(
        "drop_down", "kind", "Which kind?", options=[option("wide", "Wide"), option("ten", "10")]
    )
    return make_consultation(sections=[section("s", "Street", lanes, kinds)])


def read(page: ConsultationPage, *cells: str) -> ImportedTable:
    """What a row with these two answers is read as."""
    header = ["received_at", "channel", "q1", "q2"]
    return read_responses(record(page), "en", [header, [day(), "paper", *cells]])


def chosen(table: ImportedTable, name: str) -> list[str | None]:
    """The options that rows have for a question."""
    key = uuid.UUID(known_id(name))
    return [str(row.sheet.values[key][0].option_id) for row in table.rows]


@pytest.mark.parametrize(("cell", "name"), [("1", "three"), ("2", "two"), ("3", "one")])
def test_a_code_counts_before_words(page: ConsultationPage, cell: str, name: str) -> None:
    found = read(page, cell, "1")
    assert found.faults == []
    assert chosen(found, "lanes") == [known_id(name)]


def test_words_that_are_no_code_still_count(page: ConsultationPage) -> None:
    assert chosen(read(page, "1", "10"), "kind") == [known_id("ten")]
    assert chosen(read(page, "1", "wide"), "kind") == [known_id("wide")]
    assert [fault.column for fault in read(page, "4", "3").faults] == ["q1", "q2"]


def test_an_export_that_is_imported_again_says_the_same(page: ConsultationPage) -> None:
    consultation = record(page)
    for name in NAMES:
        add_response(consultation, {"lanes": choose(name), "kind": choose("ten")})
    header, *rows = response_rows(consultation)
    wanted = [header.index(name) for name in ("received_at", "channel", "q1", "q2")]
    table = [[row[place] for place in wanted] for row in (header, *rows)]
    assert [row[2:] for row in table[1:]] == [["1", "2"], ["2", "2"], ["3", "2"]]
    found = read_responses(consultation, "en", table)
    assert found.faults == []
    assert chosen(found, "lanes") == [known_id(name) for name in NAMES]


def test_the_template_says_so_where_words_look_like_codes(page: ConsultationPage) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template_book(Layout(record(page), "en"))))
    notes = {row[0]: row[2] for row in book["columns"].values}
    said = "A number that is a code is read as the code, not as the words."
    assert notes["q1"] == f"1 = 3\n2 = 2\n3 = 1\n{said}"
    assert notes["q2"] == "1 = Wide\n2 = 10"
    assert [list(row)[4] for row in book["example"].values] == ["q1", "1"]
