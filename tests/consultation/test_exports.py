"""Files of responses: what they hold, who gets them, and for how long."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
from django.test import Client
from django.utils import timezone
from openpyxl.utils.escape import unescape

from home.models import User
from plan.consultation.actions.make_export import ask_for_export
from plan.consultation.answers import AnswerValue
from plan.consultation.enums import ExportKind, ExportState
from plan.consultation.exports import xlsx_files
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import FIXED_COLUMNS
from plan.consultation.exports.sheets import letters
from plan.consultation.models import Answer, Consultation, Export
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import (
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.test_admin import staff, table

pytestmark = pytest.mark.django_db

LONG = "Ж" * 5000
FORMULA = '=HYPERLINK("http://example.com","x")'


def sections() -> list[dict[str, Any]]:
    """A question of each way to answer, one of special category, and an address."""
    faith = question(
        "single_choice",
        "faith",
        "Your religion?",
        is_protected=True,
        options=[option("none", "None"), option("faith-other", "Another", "other")],
    )
    return [
        section(
            "all",
            "All",
            question(
                "single_choice",
                "as",
                "Who are you?",
                options=[option("person", "A person"), option("as-other", "Else", "other")],
            ),
            question(
                "several_choices",
                "topics",
                "Which matter?",
                minimum=None,
                maximum=None,
                options=[option("violence", "Violence"), option("trust", "Trust")],
            ),
            question("long_text", "missing", "What is missing?", limit=5000),
            question("number", "number", "How many?", minimum=None, maximum=None, is_whole=False),
            question("date", "date", "When?"),
            question("email", "email", "Your address?"),
            faith,
        )
    ]


@pytest.fixture
def consultation(tmp_path: Path, settings: Any) -> Consultation:
    """Three responses that count and two that do not."""
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    found = record(make_consultation(sections=sections()))
    at = timezone.datetime(2026, 3, 27, 12, 0, tzinfo=timezone.get_fixed_timezone(0))
    full = {
        "as": choose("as-other", text=FORMULA),
        "topics": choose("trust"),
        "missing": [AnswerValue(text=LONG)],
        "number": [AnswerValue(number=Decimal("-2.5"))],
        "date": [AnswerValue(date=date(2026, 3, 1))],
        "email": [AnswerValue(text="canary@example.com", contact="email")],
        "faith": choose("faith-other", text="Jedi"),
    }
    add_response(found, full, reference="AAAA1111", received_at=at)
    add_response(
        found,
        {"as": choose("person"), "topics": choose("violence", "trust")},
        reference="BBBB2222",
        received_at=at,
        channel="paper",
        language="pl",
    )
    add_response(found, {}, reference="CCCC3333", received_at=at)
    add_response(found, {"as": choose("person")}, reference="TEST0000", is_test=True)
    add_response(found, full, reference="GONE0000", withdrawn_at=at)
    return found


def somebody(*codenames: str) -> User:
    """A member of staff with these rights, and a browser of theirs."""
    staff(*codenames)
    return User.objects.get(email=f"{'-'.join(codenames) or 'none'}@example.com")


@pytest.fixture
def analyst() -> User:
    return somebody("view_response", "export_response")


def made(
    consultation: Consultation,
    user: User,
    kind: ExportKind,
    capture: Any,
    **options: Any,
) -> Export:
    """An export whose task has run."""
    with capture(execute=True):
        ask_for_export(
            consultation=consultation, user=user, kind=kind, options=ExportOptions(**options)
        )
    return Export.objects.latest("pk")


@pytest.fixture
def export(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> Any:
    """Makes an export for the analyst, and gives its bytes."""

    def make(kind: ExportKind, **options: Any) -> bytes:
        found = made(consultation, analyst, kind, django_capture_on_commit_callbacks, **options)
        assert found.state == ExportState.DONE
        assert found.done == found.total
        with found.file.open("rb") as file:
            content: bytes = file.read()
        return content

    return make


def rows_of(content: bytes) -> list[list[str]]:
    """Rows of a CSV file."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


HEADER = [*FIXED_COLUMNS, "q1", "q1_other", "q2_1", "q2_2", "q3", "q4", "q5"]
FIRST = len(FIXED_COLUMNS)
AT = "2026-03-27T12:00:00+00:00"


def test_csv_holds_every_value_of_what_counts(export: Any) -> None:
    assert rows_of(export(ExportKind.CSV)) == [
        HEADER,
        [
            "AAAA1111", AT, "en", "web", "1", *4 * [""], "0", *4 * [""],
            "2", f"'{FORMULA}", "0", "1", LONG, "-2.5", "2026-03-01",
        ],
        ["BBBB2222", AT, "pl", "paper", "1", *4 * [""], "0", *4 * [""], "1", "", *"11", *3 * [""]],
        ["CCCC3333", AT, "en", "web", "1", *4 * [""], "0", *11 * [""]],
    ]  # fmt: skip


def test_csv_while_it_is_sent_is_the_same_as_from_a_task(
    consultation: Consultation, export: Any
) -> None:
    client = staff("view_response", "export_response", "erase_response")
    sent = table(client.get(f"/admin/consultations/{consultation.public_id}/responses.csv"))
    assert sent == rows_of(export(ExportKind.CSV))


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"language": "pl"}, ["BBBB2222"]),
        ({"channel": "web"}, ["AAAA1111", "CCCC3333"]),
        ({"version": 1}, ["AAAA1111", "BBBB2222", "CCCC3333"]),
        ({"version": 2}, []),
    ],
)
def test_filters(export: Any, options: dict[str, Any], expected: list[str]) -> None:
    assert [row[0] for row in rows_of(export(ExportKind.CSV, **options))[1:]] == expected


def test_filters_of_the_address(consultation: Consultation, export: Any) -> None:
    client = staff("view_response", "export_response", "erase_response")
    place = f"/admin/consultations/{consultation.public_id}/responses.csv"
    assert [row[0] for row in table(client.get(f"{place}?language=pl"))[1:]] == ["BBBB2222"]
    for wrong in ("language=xx", "version=x", "version=99999999999999999999", "channel=%00"):
        assert client.get(f"{place}?{wrong}").status_code == 404


def test_xlsx_has_values_labels_and_codebook_and_hides_nothing(export: Any) -> None:
    book = openpyxl.load_workbook(io.BytesIO(export(ExportKind.XLSX)))
    assert book.sheetnames == ["Values", "Labels", "Codebook"]
    assert {sheet.sheet_state for sheet in book} == {"visible"}
    values, labels = ([list(row) for row in book[name].values] for name in ("Values", "Labels"))
    assert values[0] == HEADER
    assert values[1][FIRST:] == [2, FORMULA, 0, 1, LONG, -2.5, "2026-03-01"]
    assert book["Values"][f"{letters(FIRST + 1)}2"].data_type == "s"
    assert labels[0][FIRST] == "Who are you?"
    assert labels[1][FIRST:] == ["Else", FORMULA, "Not chosen", "Chosen", LONG, -2.5, "2026-03-01"]
    assert labels[2][FIRST : FIRST + 4] == ["A person", None, "Chosen", "Chosen"]
    words = {cell for row in book["Codebook"].values for cell in row}
    assert {"Who are you?", "A person", "q2_2"} <= words
    assert "Your religion?" not in words
    assert (book.properties.creator, book.properties.lastModifiedBy) == (None, None)


def test_words_of_any_kind_come_back_from_a_workbook(
    consultation: Consultation, export: Any
) -> None:
    row = Answer.objects.filter(consultation=consultation, text=LONG).earliest("pk")
    for words in (
        *("\x07\x0b\x1f", "_x0041_", "a_b", "<b>&amp;</b>", " spaces ", "two\nlines", "\r\n"),
        *("ليس", "007 and more", "1e5", "٣", "=1+1", "1" * 16),
    ):
        row.text = words
        row.save()
        book = openpyxl.load_workbook(io.BytesIO(export(ExportKind.XLSX)))
        for name in ("Values", "Labels"):
            cell = book[name][f"{letters(FIRST + 4)}2"]
            assert (unescape(cell.value), cell.data_type) == (words, "s")
    row.text = "not XML: \ufffe"
    row.save()
    book = openpyxl.load_workbook(io.BytesIO(export(ExportKind.XLSX)), read_only=True)
    rows = list(book["Values"].values)
    assert (len(rows), rows[1][FIRST + 4]) == (4, "not XML: \ufffd")


def test_xlsx_with_more_than_a_sheet_holds_fails_in_words(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(xlsx_files, "MOST_ROWS", 3)
    capture = django_capture_on_commit_callbacks
    found = made(consultation, analyst, ExportKind.XLSX, capture)
    assert (found.state, bool(found.file)) == (ExportState.FAILED, False)
    client = Client()
    client.force_login(analyst)
    text = client.get(f"/admin/consultations/{consultation.public_id}/exports/").content.decode()
    assert "Failed: ask again, or ask for another kind." in text


def test_sav_is_read_by_others_with_labels_and_long_texts(export: Any, tmp_path: Path) -> None:
    path = tmp_path / "file.sav"
    path.write_bytes(export(ExportKind.SAV))
    data, meta = pyreadstat.read_sav(str(path), output_format="dict")
    assert list(data) == HEADER
    assert list(data["reference"]) == ["AAAA1111", "BBBB2222", "CCCC3333"]
    assert [None if x != x else x for x in data["q1"]] == [2.0, 1.0, None]
    assert list(data["q1_other"]) == [FORMULA, "", ""]
    assert data["q3"][0] == LONG
    assert [None if x != x else x for x in data["q4"]] == [-2.5, None, None]
    assert meta.column_names_to_labels["q1"] == "Who are you?"
    assert meta.variable_value_labels["q1"] == {1.0: "A person", 2.0: "Else"}
    assert meta.variable_value_labels["q2_1"] == {1.0: "Chosen", 0.0: "Not chosen"}
    assert meta.file_encoding == "UTF-8"


def test_json_lines_hold_every_part_of_every_answer(export: Any) -> None:
    lines = [json.loads(line) for line in export(ExportKind.JSONL).decode().splitlines()]
    assert lines[0]["answers"] == {
        "q1": [{"option": 2, "text": FORMULA}],
        "q2": [{"option": 2}],
        "q3": [{"text": LONG}],
        "q4": [{"number": "-2.5"}],
        "q5": [{"date": "2026-03-01"}],
    }
    assert lines[1]["answers"] == {"q1": [{"option": 1}], "q2": [{"option": 1}, {"option": 2}]}
    assert [line["reference"] for line in lines] == ["AAAA1111", "BBBB2222", "CCCC3333"]
    assert lines[2] == {
        "reference": "CCCC3333", "received_at": AT, "language": "en", "channel": "web",
        "version": 1, "is_late": False, "answers": {},
    }  # fmt: skip
