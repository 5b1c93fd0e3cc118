"""Files of responses: what they hold, who gets them, and for how long."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.actions.make_export import ask_for_export
from plan.consultation.answers import AnswerValue
from plan.consultation.enums import ExportKind, ExportState
from plan.consultation.exports import xlsx_files
from plan.consultation.exports.options import ExportOptions
from plan.consultation.models import Consultation, Export
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


HEADER = [
    "reference", "received_at", "language", "channel", "version",
    "q1", "q1_other", "q2_1", "q2_2", "q3", "q4", "q5",
]  # fmt: skip
AT = "2026-03-27T12:00:00+00:00"


def test_csv_holds_every_value_of_what_counts(export: Any) -> None:
    assert rows_of(export(ExportKind.CSV)) == [
        HEADER,
        [
            "AAAA1111", AT, "en", "web", "1",
            "2", f"'{FORMULA}", "0", "1", LONG, "-2.5", "2026-03-01",
        ],
        ["BBBB2222", AT, "pl", "paper", "1", "1", "", "1", "1", "", "", ""],
        ["CCCC3333", AT, "en", "web", "1", "", "", "", "", "", "", ""],
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
    assert values[1][5:] == [2, FORMULA, 0, 1, LONG, -2.5, "2026-03-01"]
    assert book["Values"]["G2"].data_type == "s"
    assert labels[0][5] == "Who are you?"
    assert labels[1][5:] == ["Else", FORMULA, "Not chosen", "Chosen", LONG, -2.5, "2026-03-01"]
    assert labels[2][5:9] == ["A person", None, "Chosen", "Chosen"]
    words = {cell for row in book["Codebook"].values for cell in row}
    assert {"Who are you?", "A person", "q2_2"} <= words
    assert "Your religion?" not in words
    assert (book.properties.creator, book.properties.lastModifiedBy) == (None, None)


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
        "version": 1, "answers": {},
    }  # fmt: skip


@pytest.mark.parametrize("kind", ExportKind)
def test_same_data_same_bytes_and_never_an_address(export: Any, kind: ExportKind) -> None:
    first = export(kind)
    assert export(kind) == first
    content = first
    if kind == ExportKind.XLSX:
        with zipfile.ZipFile(io.BytesIO(first)) as archive:
            content = b"".join(archive.read(name) for name in archive.namelist())
    assert b"canary" not in content
    assert b"Jedi" not in content
    assert b"GONE0000" not in content
    assert b"TEST0000" not in content


def test_special_category_only_with_its_permission(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    options = ExportOptions(with_protected=True)
    with pytest.raises(PermissionDenied):
        ask_for_export(
            consultation=consultation, user=analyst, kind=ExportKind.CSV, options=options
        )
    assert not Export.objects.exists()
    assert not ModelLogEntry.objects.filter(action="plan_consultation.export_responses").exists()
    trusted = somebody("view_response", "export_response", "export_protectedanswer")
    capture = django_capture_on_commit_callbacks
    found = made(consultation, trusted, ExportKind.CSV, capture, with_protected=True)
    with found.file.open("rb") as file:
        rows = rows_of(file.read())
    assert rows[0] == [*HEADER, "q7", "q7_other"]
    assert rows[1][-2:] == ["2", "Jedi"]
    assert rows[2][-2:] == ["", ""]


def test_words_in_another_language_stand_beside_their_translation(export: Any) -> None:
    consultation = Consultation.objects.get()
    add_response(
        consultation,
        {"missing": [AnswerValue(text="More light", original="Więcej światła")]},
        reference="DDDD4444",
        original_language="pl",
    )
    rows = rows_of(export(ExportKind.CSV))
    place = rows[0].index("q3_original")
    assert rows[4][place - 1 : place + 1] == ["More light", "Więcej światła"]
    assert rows[1][place] == ""


def test_asking_in_the_admin_and_fetching(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    client = Client()
    client.force_login(analyst)
    place = f"/admin/consultations/{consultation.public_id}/exports/"
    assert "You have made no files yet." in client.get(place).content.decode()
    wrong = client.post(place, {"kind": "exe", "language": "xx"})
    assert wrong.status_code == 422
    assert not Export.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(place, {"kind": "csv", "language": "pl"}).status_code == 302
    text = client.get(place).content.decode()
    link = re.search(r'href="(/admin/consultations/[^"]+/exports/[0-9a-f-]{36}/)"', text)
    assert link is not None
    answer = client.get(link[1])
    assert "no-store" in answer["Cache-Control"]
    assert "attachment" in answer["Content-Disposition"]
    assert [row[0] for row in table(answer)[1:]] == ["BBBB2222"]
    actions = ModelLogEntry.objects.order_by("pk").values_list("action", flat=True)
    assert list(actions)[-2:] == [
        "plan_consultation.export_responses",
        "plan_consultation.download_export",
    ]


def test_a_file_is_only_for_whoever_asked_and_only_for_its_time(
    consultation: Consultation,
    analyst: User,
    tasks: None,
    django_capture_on_commit_callbacks: Any,
) -> None:
    capture = django_capture_on_commit_callbacks
    found = made(consultation, analyst, ExportKind.CSV, capture)
    link = f"/admin/consultations/{consultation.public_id}/exports/{found.public_id}/"
    colleague = staff("view_response", "export_response", "erase_response")
    assert colleague.get(link).status_code == 302
    assert "no files yet" in colleague.get(link.rsplit("/", 2)[0] + "/").content.decode()
    client = Client()
    client.force_login(analyst)
    assert client.get(link).status_code == 200
    old = timezone.now() - timedelta(days=8)
    Export.objects.update(created_at=old, finished_at=old)
    assert client.get(link, follow=True).status_code == 404
    path = Path(found.file.path)
    assert path.exists()
    call_command("delete_expired_exports", stdout=io.StringIO())
    assert not path.exists()
    assert not Export.objects.exists()
