"""Files of comments for everybody: what is in them, in which form, and what is not."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from typing import Any
from zipfile import ZipFile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from plan.comments.enums import CommentState
from plan.comments.exports import files
from plan.comments.models import CommentSettings, OfficialAnswer
from plan.consultation.models import ConsultationPage
from plan.models import Passage
from tests.comments.factories import make_comment
from tests.comments.reading import address_of, lines_of
from tests.factories import translate

pytestmark = pytest.mark.django_db

KINDS = ("csv", "xlsx", "jsonl")
POSTED = datetime(2026, 3, 1, 12, 30, 15, tzinfo=UTC)


def fetched(taking: CommentSettings, kind: str) -> bytes:
    """The bytes of a file."""
    response: Any = Client().get(address_of(taking, rest=f"comments.{kind}"))
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def table(taking: CommentSettings, kind: str) -> list[dict[str, str]]:
    """The rows of a file, empty cells left out."""
    content = fetched(taking, kind)
    if kind == "jsonl":
        return [json.loads(line) for line in content.decode().splitlines()]
    if kind == "csv":
        rows: Any = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    else:
        [sheet] = load_workbook(io.BytesIO(content)).worksheets
        lines = [["" if cell is None else str(cell) for cell in row] for row in sheet.values]
        rows = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return [{name: cell for name, cell in row.items() if cell} for row in rows]


@pytest.mark.parametrize("kind", KINDS)
def test_every_column(taking: CommentSettings, passage: Passage, kind: str) -> None:
    answer = OfficialAnswer.objects.create(
        consultation=taking.consultation, texts={"pl": "Tak.", "en": "Yes."}
    )
    asked = make_comment(
        taking, passage, "More benches.\nPlease.", quotation="We listen", posted_at=POSTED,
        agreements=2, official_answer=answer, name="Ada", email="ada@example.org",
    )  # fmt: skip
    reply = make_comment(
        taking, passage, "Tak █████.", language="pl", state=CommentState.REDACTED, name="",
        reply_to=asked, posted_at=POSTED, official_answer=answer,
    )  # fmt: skip
    about = {
        "passage_number": passage.number,
        "passage_text": "We listen to everybody.",
        "passage_language": "en",
        "page_title": passage.page.title,
        "received_at": "2026-03-01T12:30:15+00:00",
    }
    assert table(taking, kind) == [
        {
            **about,
            "reference": asked.reference,
            "quotation": "We listen",
            "comment": "More benches.\nPlease.",
            "language": "en",
            "state": "published",
            "agreements": "2",
            "official_answer": "Yes.",
            "name": "Ada",
        },
        {
            **about,
            "reference": reply.reference,
            "comment": "Tak █████.",
            "language": "pl",
            "state": "published with redaction",
            "in_reply_to": asked.reference,
            "agreements": "0",
            "official_answer": "Tak.",
        },
    ]
    assert b"ada@example.org" not in fetched(taking, kind)


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_everybody_may_read(taking: CommentSettings, passage: Passage, kind: str) -> None:
    for state in CommentState:
        make_comment(taking, passage, f"State {state.value}.", state=state)
    said = [row["comment"] for row in table(taking, kind)]
    assert said == ["State published.", "State redacted."]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_rows_make_the_same_bytes_in_every_language(
    taking: CommentSettings, passage: Passage, kind: str
) -> None:
    translate(ConsultationPage.objects.get(), "ar")
    make_comment(taking, passage)
    response: Any = Client().get(address_of(taking, "ar", f"comments.{kind}"))
    assert b"".join(response.streaming_content) == fetched(taking, kind)


@pytest.mark.parametrize("typed", ["=1+1", "+44", "@SUM(A1)", "-2+3", "\t=1", "＝1"])
def test_nothing_is_a_formula(taking: CommentSettings, passage: Passage, typed: str) -> None:
    make_comment(taking, passage, typed, name=typed, quotation=typed)
    [row] = table(taking, "csv")
    is_number = typed == "+44"
    assert (
        row["comment"] == row["name"] == row["quotation"] == (typed if is_number else f"'{typed}")
    )
    content = fetched(taking, "xlsx")
    [sheet] = load_workbook(io.BytesIO(content)).worksheets
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert b"<f>" not in ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")


@pytest.mark.parametrize("kind", KINDS)
def test_signs_that_no_text_holds(taking: CommentSettings, passage: Passage, kind: str) -> None:
    make_comment(taking, passage, "Bell \x07 and \x1b here.")
    [row] = table(taking, kind)
    assert row["comment"].startswith("Bell ")
    assert row["comment"].endswith(" here.")


def test_a_file_is_kept_by_nobody_and_is_for_no_search_engine(taking: CommentSettings) -> None:
    for kind in KINDS:
        response: Any = Client().get(address_of(taking, rest=f"comments.{kind}"))
        assert list(response.streaming_content) or kind == "jsonl"  # to its end, which closes it
        assert response["Cache-Control"] == "no-cache"
        assert response["X-Robots-Tag"] == "noindex"
        name = f"comments-{taking.consultation.public_id}.{kind}"
        assert response["Content-Disposition"] == f'attachment; filename="{name}"'


def test_more_than_a_sheet_holds_is_said(
    taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_comment(taking, passage)
    monkeypatch.setattr(files, "MOST_ROWS", 1)
    response = Client().get(address_of(taking, rest="comments.xlsx"))
    assert response.status_code == 404
    assert len(table(taking, "csv")) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_queries_for_three_and_for_thirty(
    taking: CommentSettings, passage: Passage, kind: str
) -> None:
    counts = []
    for number in (3, 27):
        for _ in range(number):
            make_comment(taking, passage)
        fetched(taking, kind)
        with CaptureQueriesContext(connection) as captured:
            fetched(taking, kind)
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1] <= 10


def test_some_are_read_at_a_time(
    taking: CommentSettings, passage: Passage, monkeypatch: pytest.MonkeyPatch
) -> None:
    from plan.comments.exports import columns

    monkeypatch.setattr(columns, "BATCH", 2)
    made = [make_comment(taking, passage).text for _ in range(5)]
    assert [row["comment"] for row in table(taking, "csv")] == made
    response: Any = Client().get(address_of(taking, rest="comments.csv"))
    assert lines_of(response).count("\r\n") == 6
