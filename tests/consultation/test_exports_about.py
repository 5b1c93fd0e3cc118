"""Files say beside which passage of the plan a response was begun, in every format."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pyreadstat
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.exports.about import ABOUT_COLUMNS
from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.csv_files import response_csv
from plan.consultation.exports.jsonl_files import write_jsonl
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.exports.sav_files import write_sav
from plan.consultation.exports.xlsx_files import write_xlsx
from plan.consultation.models import Consultation, Response
from plan.consultation.reconciliation import differences
from plan.models import Passage, SectionPage
from tests.consultation.counted import add_response
from tests.consultation.embedding import Reader, chapter_asking
from tests.consultation.factories import make_consultation
from tests.factories import publish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def chapter() -> SectionPage:
    """A chapter in which a consultation asks what is missing."""
    return chapter_asking(make_consultation(), "missing")


@pytest.fixture
def consultation(chapter: SectionPage) -> Consultation:
    """One response begun beside its first passage, one about the page, one about nothing."""
    found = Consultation.objects.get()
    page = found_page(found)
    reader = Reader(page)
    reader.answer(chapter, "missing", missing="More buses.")
    reader.decide("send", "missing")
    add_response(found, about_key=chapter.translation_key)
    add_response(found)
    return found


def found_page(consultation: Consultation) -> Any:
    """The page of a consultation."""
    from plan.consultation.models import ConsultationPage

    return ConsultationPage.objects.get(translation_key=consultation.translation_key)


def csv_rows(consultation: Consultation) -> list[list[str]]:
    """Header and rows."""
    text = "".join(response_csv(consultation)).removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text, newline="")))


def about(consultation: Consultation) -> list[list[str]]:
    """The columns of the passage."""
    return [row[5:9] for row in csv_rows(consultation)[1:]]


def whole(chapter: SectionPage) -> list[list[str]]:
    """What they hold."""
    passage = Passage.objects.get(block_id=chapter.body[0].id, page=chapter)
    key = str(chapter.translation_key)
    return [
        [chapter.title, f"{passage.number}: We listen.", key, str(chapter.body[0].id)],
        [chapter.title, "", key, ""],
        ["", "", "", ""],
    ]


def test_after_the_version_and_before_the_questions(
    consultation: Consultation, chapter: SectionPage
) -> None:
    header = csv_rows(consultation)[0]
    assert header[4:10] == ["version", *ABOUT_COLUMNS, "is_late"]
    assert about(consultation) == whole(chapter)
    count_responses(consultation=consultation)
    assert differences(consultation) == []


def test_the_same_in_every_kind_of_file(
    consultation: Consultation, chapter: SectionPage, tmp_path: Path
) -> None:
    table = ResponseTable(consultation, ExportOptions())
    for name, write in (("x.xlsx", write_xlsx), ("s.sav", write_sav), ("j.jsonl", write_jsonl)):
        write(table, tmp_path / name, lambda number: None)
    sheets = openpyxl.load_workbook(tmp_path / "x.xlsx")
    for sheet in sheets.worksheets[:2]:
        rows = [list(row)[5:9] for row in sheet.iter_rows(values_only=True)][1:]
        assert rows == [[cell or None for cell in row] for row in whole(chapter)]
    data, meta = pyreadstat.read_sav(str(tmp_path / "s.sav"), output_format="dict")
    assert [list(data[name]) for name in ABOUT_COLUMNS] == [
        list(cells) for cells in zip(*whole(chapter), strict=True)
    ]
    labels = meta.column_names_to_labels
    assert labels["about_page"] == "Page of the plan beside which it was begun"
    lines = [json.loads(line) for line in (tmp_path / "j.jsonl").read_text().splitlines()]
    found = [{name: line[name] for name in ABOUT_COLUMNS if name in line} for line in lines]
    assert found == [
        {name: cell for name, cell in zip(ABOUT_COLUMNS, row, strict=True) if cell}
        for row in whole(chapter)
    ]


def test_the_codebook_explains_them(consultation: Consultation) -> None:
    rows = list(codebook_rows(consultation))
    assert [row[0] for row in rows[5:11]] == ["version", *ABOUT_COLUMNS, "is_late"]
    assert all(row[2] for row in rows[6:10])


def test_the_words_do_not_depend_on_who_makes_the_file(
    consultation: Consultation, chapter: SectionPage
) -> None:
    translate(chapter.get_parent().specific, "pl")
    polish = translate(chapter, "pl")
    assert polish.title != chapter.title
    english = about(consultation)
    with translation.override("pl"):
        assert about(consultation) == english == whole(chapter)


def test_what_is_gone_keeps_its_identity(consultation: Consultation, chapter: SectionPage) -> None:
    key, block = str(chapter.translation_key), str(chapter.body[0].id)
    Passage.objects.filter(block_id=block).delete()
    assert about(consultation)[0] == [chapter.title, "", key, block]
    chapter.delete()
    assert about(consultation)[:2] == [["", "", key, block], ["", "", key, ""]]


def test_a_title_that_looks_like_a_formula_is_made_harmless(
    consultation: Consultation, chapter: SectionPage
) -> None:
    chapter.title = "=1+1"
    publish(chapter)
    assert about(consultation)[0][0] == "'=1+1"


def test_queries_do_not_grow_with_responses_nor_without_passages(
    consultation: Consultation, chapter: SectionPage
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            csv_rows(consultation)
        return len(found)

    few = queries()
    for _ in range(30):
        add_response(
            consultation, about_key=chapter.translation_key, about_block=chapter.body[2].id
        )
    assert queries() == few
    Response.objects.update(about_key=None, about_block=None)
    assert queries() == few - 2
