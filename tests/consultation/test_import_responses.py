"""Responses come from a table: looked through whole, stored whole, never twice."""

from __future__ import annotations

import datetime
import io
import uuid
from decimal import Decimal

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone

from home.models import User
from plan.consultation.actions.import_responses import import_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.exports.rows import FIXED_COLUMNS
from plan.consultation.models import Answer, ConsultationPage, ImportBatch, Response, TallyState
from plan.consultation.response_files.read import read_responses
from plan.consultation.response_files.tables import read_table
from plan.consultation.rows import values_of
from plan.private_storage import private_storage
from tests.consultation.browsing import Walk, text_of
from tests.consultation.entering import days, logged, person, url
from tests.consultation.exported import response_rows
from tests.consultation.factories import known_id, make_consultation, record
from tests.consultation.importing import HEADER, bring_in, day, faults, look, row, table, token
from tests.consultation.routed import routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation(opens=timezone.now() - days(30))


@pytest.fixture
def importer() -> Client:
    return person("importer", "view_response", "import_response")


def test_a_table_becomes_responses_like_those_of_the_website(
    page: ConsultationPage, importer: Client
) -> None:
    content = table(row(), row(channel="Email", q1="3", q1_other="As a ghost", q7=""))
    shown = look(importer, page, content)
    assert "2 new responses." in text_of(shown)
    assert "Email: 1 · Paper: 1 – English: 2" in text_of(shown)
    assert Response.objects.count() == 0
    done = importer.post(url("import_responses", page), {"token": token(shown)})
    assert done.status_code == 302
    first, second = Response.objects.order_by("pk")
    assert (first.channel, second.channel, first.language) == ("paper", "email", "en")
    assert first.import_batch == second.import_batch == ImportBatch.objects.get()
    assert first.entered_at is None
    values = values_of(first)
    assert values[uuid.UUID(known_id("place"))] == [AnswerValue(text="Hackney")]
    assert values[uuid.UUID(known_id("number"))] == [AnswerValue(number=Decimal(3))]
    assert values[uuid.UUID(known_id("date"))] == [AnswerValue(date=datetime.date(2026, 2, 1))]
    assert {str(v.option_id) for v in values[uuid.UUID(known_id("topics"))]} == {
        known_id("violence"),
        known_id("trust"),
    }
    assert values_of(second)[uuid.UUID(known_id("as"))] == [
        AnswerValue(option_id=uuid.UUID(known_id("as-other")), text="As a ghost")
    ]
    assert logged("import_responses") == [{"number": 2, "file": "in.csv"}]
    assert private_storage().listdir("imports")[1] == []


def test_what_is_exported_can_be_imported(page: ConsultationPage, client: Client) -> None:
    Walk(page, client).finish_form()
    header, only = list(response_rows(record(page)))
    cells = dict(zip(header, only, strict=True))
    wanted = header[1:4] + header[len(FIXED_COLUMNS) :]
    content = [wanted, [cells[n] for n in wanted]]
    read = read_responses(record(page), "en", content)
    assert read.faults == []
    [imported] = read.rows
    original = values_of(Response.objects.get(), with_contacts=False)
    assert imported.sheet.values == original


def test_every_fault_is_told_by_row_column_and_cell(
    page: ConsultationPage, importer: Client
) -> None:
    content = table(
        row(),
        row(received_at="yesterday", channel="pigeon", q1="4"),
        row(q3="01/02/2026", q4="1,234", q5_1="maybe", q6="Strongly perhaps"),
        row(q4="500", q5_3="1"),
        row(language="xx"),
        row(q1="3"),
        row(q1="", q1_other="As a ghost"),
        ["x", day(), "paper"],
        [*row(), "beyond"],
        row(q4="=1+1"),
    )
    shown = look(importer, page, content)
    assert shown.status_code == 422
    assert [fault[:3] for fault in faults(shown)] == [
        ("3", "channel", "pigeon"),
        ("3", "received_at", "yesterday"),
        ("3", "q1", "4"),
        ("4", "q3", "01/02/2026"),
        ("4", "q4", "1,234"),
        ("4", "q5_1", "maybe"),
        ("4", "q6", "Strongly perhaps"),
        ("5", "q4", "500"),
        ("5", "q5_1", "1"),
        ("6", "language", "xx"),
        ("7", "q1", "3"),
        ("8", "q1_other", "As a ghost"),
        ("9", "", ""),
        ("10", "", "beyond"),
        ("11", "q4", "=1+1"),
    ]
    words = {fault[0:2]: fault[3] for fault in faults(shown)}
    assert words["5", "q4"] == "Enter 100 or less."
    assert words["9", ""] == "Nothing is answered in this row."
    assert importer.post(url("import_responses", page), {"token": token(shown)}).status_code == 422
    assert Response.objects.count() == ImportBatch.objects.count() == 0


def test_rows_with_faults_are_left_out_only_when_that_is_said(
    page: ConsultationPage, importer: Client
) -> None:
    content = table(row(), row(q4="no number"), row(q7="Camden"))
    done = bring_in(importer, page, content, without_faulty="1")
    assert done.status_code == 302
    assert Response.objects.count() == 2
    assert ImportBatch.objects.get().added == 2


def test_routes_hold_for_tables_too(importer: Client) -> None:
    page = routed()
    header = ["received_at", "channel", "q1", "q2"]
    content = table([day(), "paper", "1", "The Guild"], [day(), "paper", "3", ""], header=header)
    record(page).form_versions.update(created_at=timezone.now() - days(9))
    assert [fault[:3] for fault in faults(look(importer, page, content))] == [
        ("2", "q2", "The Guild"),
        ("3", "", ""),
    ]


def test_the_same_file_or_the_same_rows_add_nothing(
    page: ConsultationPage, importer: Client
) -> None:
    content = table(row(id="A"), row(id="B", q7="Camden"), row(q7="Ealing"), row(q7="Ealing"))
    bring_in(importer, page, content)
    assert Response.objects.count() == 4
    again = look(importer, page, content)
    assert "importing it again adds nothing" in text_of(again)
    assert token(again) == ""
    more = table(row(id="B"), row(id="C"), row(q7="Ealing"), row(q7="Ealing"), row(q7="Ealing"))
    shown = look(importer, page, more)
    assert "2 new responses." in text_of(shown)
    assert "3 are there already, and are not added again." in text_of(shown)
    for _time in range(2):
        importer.post(url("import_responses", page), {"token": token(shown)})
    assert Response.objects.count() == 6
    assert sorted(ImportBatch.objects.values_list("added", flat=True)) == [2, 4]
    assert len(logged("import_responses")) == 2


def test_two_rows_with_one_id_are_a_fault(page: ConsultationPage, importer: Client) -> None:
    shown = look(importer, page, table(row(id="A"), row(id="A")))
    assert faults(shown) == [("3", "id", "A", "Row 2 has the same id.")]


def test_late_ones_are_marked(page: ConsultationPage, importer: Client) -> None:
    early = (timezone.localdate() - days(40)).isoformat()
    bring_in(importer, page, table(row(received_at=early), row()))
    assert list(Response.objects.order_by("received_at").values_list("is_late", flat=True)) == [
        True,
        False,
    ]


def test_an_import_can_be_taken_back_and_done_again(
    page: ConsultationPage, importer: Client, client: Client
) -> None:
    other = Walk(page, client).finish_form()
    content = table(row(), row(q7="Camden"))
    bring_in(importer, page, content)
    Response.objects.update(is_tallied=True)
    batch = ImportBatch.objects.get()
    address = url("undo_import", page, batch.pk)
    assert "This deletes 2 responses that came from in.csv" in text_of(importer.get(address))
    assert importer.post(address).status_code == 302
    assert list(Response.objects.all()) == [other]
    assert not ImportBatch.objects.exists()
    assert not Answer.objects.exclude(response=other).exists()
    assert TallyState.objects.get(consultation=record(page)).needs_recount
    assert logged("undo_import") == [{"number": 2, "file": "in.csv"}]
    bring_in(importer, page, content)
    assert Response.objects.count() == 3


def test_only_those_who_may_import(page: ConsultationPage) -> None:
    reader = person("reader", "view_response", "enter_response")
    assert look(reader, page, table(row())).status_code == 302
    assert reader.get(url("import_template", page, "en")).status_code == 302
    read = read_responses(record(page), "en", read_table(table(row())))
    with pytest.raises(PermissionDenied):
        import_responses(
            consultation=record(page),
            rows=read.rows,
            file_name="in.csv",
            digest="0" * 64,
            user=User.objects.get(email="reader@example.org"),
        )
    assert Response.objects.count() == ImportBatch.objects.count() == 0


def test_a_kept_file_opens_to_nobody_else(page: ConsultationPage, importer: Client) -> None:
    shown = look(importer, page, table(row()))
    other = person("other", "view_response", "import_response")
    for forged in (token(shown), token(shown)[:-2] + "xx", "\x00", ""):
        answer = other.post(url("import_responses", page), {"token": forged})
        assert answer.status_code == 422
        assert "The file is not kept any more." in text_of(answer)
    assert Response.objects.count() == 0


def test_the_template_is_filled_in_and_taken(page: ConsultationPage, importer: Client) -> None:
    sent = importer.get(url("import_template", page, "en"))
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    assert book.sheetnames == ["responses", "columns", "example"]
    assert [cell.value for cell in book["responses"][1]] == HEADER
    notes = {cells[0].value: cells[2].value for cells in book["columns"].iter_rows(min_row=2)}
    assert notes["q1"] == "1 = As a person\n2 = As an organisation\n3 = Another way"
    assert notes["q5_1"] == "1 for chosen, 0 for not chosen"
    assert notes["language"] == "One of: en. Empty: en."
    example = [cell.value for cell in book["example"][2]]
    book["responses"].append(example)
    filled = io.BytesIO()
    book.save(filled)
    shown = look(importer, page, filled.getvalue(), "filled.xlsx")
    assert "1 new response." in text_of(shown)
    assert importer.get(url("import_template", page, "xx"), follow=True).status_code == 404


def test_the_example_can_be_imported_where_not_everybody_is_asked_everything(
    importer: Client,
) -> None:
    page = routed()
    sent = importer.get(url("import_template", page, "en"))
    book = openpyxl.load_workbook(io.BytesIO(sent.content))
    example = [cell.value for cell in book["example"][2]]
    header = [cell.value for cell in book["example"][1]]
    assert dict(zip(header, example, strict=True))["q1"] == "1"
    assert not all(example[4:])
    book["responses"].append(example)
    filled = io.BytesIO()
    book.save(filled)
    shown = look(importer, page, filled.getvalue(), "filled.xlsx")
    assert "1 new response." in text_of(shown)


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ([*HEADER, "q99"], ("1", "q99", "q99", "There is no such column. Use the template.")),
        ([*HEADER, "q1"], ("1", "q1", "q1", "This column is there twice.")),
        (HEADER[2:], ("1", "received_at", "", "This column is missing.")),
        (HEADER[:4], ("1", "", "", "There is no column of a question. Use the template.")),
    ],
)
def test_columns_are_those_of_the_template(
    page: ConsultationPage, header: list[str], fault: tuple[str, ...]
) -> None:
    read = read_responses(record(page), "en", read_table(table(row(), header=header)))
    found = [(str(f.row), f.column, f.cell, f.words) for f in read.faults]
    assert found == [fault]
    assert read.rows == []


def test_words_that_look_like_formulas_stay_words(page: ConsultationPage) -> None:
    [only] = read_responses(record(page), "en", read_table(table(row(q7="=HYPERLINK(1)")))).rows
    assert only.sheet.values[uuid.UUID(known_id("place"))] == [AnswerValue(text="=HYPERLINK(1)")]
