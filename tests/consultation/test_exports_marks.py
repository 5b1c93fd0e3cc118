"""Files say what staff have to know of a response: late, doubtful, by which link, for whom."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pyreadstat
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.csv_files import response_csv
from plan.consultation.exports.jsonl_files import write_jsonl
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import FIXED_COLUMNS, MARK_COLUMNS, ResponseTable
from plan.consultation.exports.sav_files import write_sav
from plan.consultation.exports.xlsx_files import write_xlsx
from plan.consultation.models import Consultation, Source
from plan.consultation.reconciliation import differences
from tests.consultation.counted import add_response
from tests.consultation.factories import make_consultation, record
from tests.consultation.test_admin import staff

pytestmark = pytest.mark.django_db

FIRST = FIXED_COLUMNS.index(MARK_COLUMNS[0])
MARKED = ["1", "trap; fast", "market-hall", "pl", "Friends of the park"]
PLAIN = ["0", "", "", "", ""]


@pytest.fixture
def consultation() -> Consultation:
    """One response with every mark, and one without any."""
    found = record(make_consultation())
    source = Source.objects.create(consultation=found, code="market-hall", label="Market hall")
    add_response(
        found,
        reference="MARK1111",
        is_late=True,
        doubts=["trap", "fast"],
        source=source,
        original_language="pl",
        organisation="Friends of the park",
    )
    add_response(found, reference="PLAN2222")
    return found


def marks(rows: list[list[str]]) -> list[list[str]]:
    """The columns of marks."""
    return [row[FIRST : FIRST + len(MARK_COLUMNS)] for row in rows]


def csv_rows(consultation: Consultation) -> list[list[str]]:
    """Header and rows."""
    text = "".join(response_csv(consultation)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline="")))


def test_after_the_other_fixed_columns(consultation: Consultation) -> None:
    rows = csv_rows(consultation)
    assert marks(rows) == [list(MARK_COLUMNS), MARKED, PLAIN]
    assert rows[0][FIRST - 1] == "about_block"
    assert rows[0][len(FIXED_COLUMNS)] == "q1"
    count_responses(consultation=consultation)
    assert differences(consultation) == []


def test_the_same_in_every_kind_of_file(consultation: Consultation, tmp_path: Path) -> None:
    table = ResponseTable(consultation, ExportOptions())
    for name, write in (("x.xlsx", write_xlsx), ("s.sav", write_sav), ("j.jsonl", write_jsonl)):
        write(table, tmp_path / name, lambda number: None)
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    values, words = (list(map(list, sheet.values)) for sheet in book.worksheets[:2])
    assert marks(values)[1:] == [[1, *MARKED[1:]], [0, None, None, None, None]]
    assert marks(words)[1:] == [
        [
            "Yes",
            "A field that people do not see was filled in; Sent faster than anybody reads",
            "market-hall",
            *MARKED[3:],
        ],
        ["No", None, None, None, None],
    ]
    data, meta = pyreadstat.read_sav(str(tmp_path / "s.sav"), output_format="dict")
    assert [list(data[name]) for name in MARK_COLUMNS] == [
        [1.0, 0.0], *([mark, ""] for mark in MARKED[1:]),
    ]  # fmt: skip
    assert meta.variable_value_labels["is_late"] == {0.0: "No", 1.0: "Yes"}
    labels = meta.column_names_to_labels
    assert labels["is_late"] == "Whether it was received outside the open period"
    lines = [json.loads(line) for line in (tmp_path / "j.jsonl").read_text().splitlines()]
    assert [{name: line[name] for name in MARK_COLUMNS if name in line} for line in lines] == [
        {
            "is_late": True,
            "doubts": ["trap", "fast"],
            "source": "market-hall",
            "original_language": "pl",
            "organisation": "Friends of the park",
        },
        {"is_late": False},
    ]


def test_the_codebook_explains_them_and_their_codes(consultation: Consultation) -> None:
    rows = [row[:3] for row in codebook_rows(consultation) if row[0] in MARK_COLUMNS]
    assert [row[:2] for row in rows] == [
        ["is_late", ""], ["is_late", "0"], ["is_late", "1"],
        ["doubts", ""], ["doubts", "trap"], ["doubts", "fast"], ["doubts", "crowded"],
        ["source", ""], ["original_language", ""], ["organisation", ""],
    ]  # fmt: skip
    assert all(row[2] for row in rows)


def test_they_take_no_query_of_their_own(consultation: Consultation) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            csv_rows(consultation)
        return len(found)

    consultation.responses.filter(reference="MARK1111").update(original_language="")
    few = queries()
    for number in range(30):
        source = Source.objects.create(consultation=consultation, code=f"s{number}", label="S")
        add_response(consultation, source=source, is_late=True, doubts=["fast"])
    assert queries() == few


@pytest.mark.parametrize(
    ("late", "expected"),
    [
        ("late", {"MARK1111"}),
        ("in_time", {"PLAN2222"}),
        ("", {"MARK1111", "PLAN2222"}),
        ("%00", {"MARK1111", "PLAN2222"}),
    ],
)
def test_the_list_is_filtered_by_them(
    consultation: Consultation, late: str, expected: set[str]
) -> None:
    client = staff("view_response")
    place = f"/admin/consultations/{consultation.public_id}/responses/"
    text = client.get(f"{place}?late={late}").content.decode()
    assert {name for name in ("MARK1111", "PLAN2222") if name in text} == expected
    assert ("<strong>Late</strong>" in text) == ("MARK1111" in expected)
