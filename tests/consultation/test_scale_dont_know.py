"""A scale that offers “don't know”: stored, counted and exported apart from its numbers."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from home.models import User
from plan.consultation.actions.count_responses import count_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import codebook
from plan.consultation.definition import ClauseDefinition, QuestionDefinition
from plan.consultation.exports.codebook_table import codebook_rows
from plan.consultation.exports.csv_files import response_csv
from plan.consultation.exports.jsonl_files import Codes, line_of
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.linter.kinds import AnswerKind, kind_of
from plan.consultation.linter.possible_answers import possible_answers
from plan.consultation.models import Answer, Consultation, ConsultationPage
from plan.consultation.orphans import orphan_faults
from plan.consultation.questions import question_type
from plan.consultation.questions.base import CellError
from plan.consultation.questions.paper import Box, Note, TickBoxes
from plan.consultation.questions.scales import ScaleBlock
from plan.consultation.reconciliation import differences
from plan.consultation.tally_figures import tally_figures
from tests.consultation.browsing import Walk, text_of
from tests.consultation.counted import add_response, number_of
from tests.consultation.factories import (
    form_value,
    known_id,
    make_consultation,
    name,
    question,
    record,
    section,
)
from tests.consultation.test_results import address, numbers, published

SCALE: dict[str, Any] = {"low": 1, "high": 5, "low_end": "Bad", "high_end": "Good"}
OFFERED = {**SCALE, "with_dont_know": True, "dont_know": "Cannot say"}
DONT_KNOW = uuid.uuid5(uuid.UUID(known_id("trust")), "dont_know")
NOT_KNOWN = [AnswerValue(option_id=DONT_KNOW)]


def sections(**settings: Any) -> list[dict[str, Any]]:
    """A form with the scale alone."""
    return [section("s", "S", question("scale", "trust", "Trust?", **{**OFFERED, **settings}))]


def definition(**settings: Any) -> QuestionDefinition:
    """The scale without a database."""
    from plan.consultation.builder import build
    from plan.consultation.compiler import compile_form

    compiled = compile_form(form_value(sections(**settings)))
    return build(compiled.structure, compiled.texts).sections[0].questions[0]


@pytest.fixture
def page(db: None) -> ConsultationPage:
    return make_consultation(sections=sections())


@pytest.fixture
def consultation(page: ConsultationPage) -> Consultation:
    """2, 4, 4 and two who cannot say, one who says nothing."""
    found = record(page)
    for values in (
        *([AnswerValue(position=point)] for point in (2, 4, 4)), NOT_KNOWN, NOT_KNOWN, [],
    ):  # fmt: skip
        add_response(found, {"trust": values})
    count_responses(consultation=found)
    return found


def test_answered_on_the_website(page: ConsultationPage, client: Any) -> None:
    walk = Walk(page, client)
    html = text_of(walk.start() and walk.get("section/1/"))
    assert f'value="{DONT_KNOW}"' in html
    assert f'value="{DONT_KNOW}" data-plan-number' not in html
    assert html.count("data-plan-number") == 5
    assert walk.post("section/1/", {name("trust"): str(DONT_KNOW)}).status_code == 303
    assert "Cannot say" in text_of(walk.get("check/"))
    walk.post("check/")
    row = Answer.objects.get()
    assert (row.option_id, row.position, row.text) == (DONT_KNOW, None, "")


def test_never_beside_a_number(page: ConsultationPage, client: Any) -> None:
    walk = Walk(page, client)
    walk.start()
    both = walk.post("section/1/", {name("trust"): ["3", str(DONT_KNOW)]})
    assert both.status_code == 422
    assert "Choose one answer only." in text_of(both)


def test_without_the_switch_nothing_is_as_it_was_before() -> None:
    for settings in ({"with_dont_know": False}, {"with_dont_know": None, "dont_know": ""}):
        found = definition(**settings)
        assert found.apart == ()
        assert str(DONT_KNOW) not in str(question_type("scale").form_field(found).choices)
        assert question_type("scale").columns(found) == [("", "Trust?")]
        assert question_type("scale").cells(found, [AnswerValue(position=3)]) == ["3"]


def test_words_are_needed_where_it_is_offered() -> None:
    block = ScaleBlock()
    value = block.to_python({"text": "Trust?", **OFFERED, "dont_know": " "})
    with pytest.raises(ValidationError) as error:
        block.clean(value)
    assert error.value.block_errors["dont_know"].messages == [
        "Write the words of “don’t know”, or do not offer it."
    ]


def test_counted_in_the_base_and_in_no_mean(consultation: Consultation) -> None:
    assert number_of(consultation, "trust") == 5
    assert number_of(consultation, "trust", position=4) == 2
    rows = consultation.tallies.get(option_id=DONT_KNOW)
    assert (rows.number, rows.total) == (2, 0)
    (found,) = tally_figures(consultation).questions
    (table,) = found.tables
    assert [(line.label, line.number) for line in table.lines] == [
        ("1 – Bad", 0), ("2", 1), ("3", 0), ("4", 2), ("5 – Good", 0), ("Cannot say", 2),
    ]  # fmt: skip
    assert table.base == 5
    assert table.mean == Decimal(10) / 3
    assert differences(consultation) == []


@pytest.mark.django_db
def test_a_scale_of_which_nobody_knows_anything() -> None:
    found = record(make_consultation(sections=sections()))
    add_response(found, {"trust": NOT_KNOWN})
    count_responses(consultation=found)
    (figures,) = tally_figures(found).questions
    assert [line.number for line in figures.tables[0].lines] == [0, 0, 0, 0, 0, 1]
    assert figures.tables[0].mean is None


@pytest.mark.django_db
def test_published_in_the_reader_s_words(client: Any) -> None:
    past = timezone.now() - timedelta(days=9)
    found = record(
        make_consultation(sections=sections(), opens=past, closes=past + timedelta(days=1))
    )
    for values in [[AnswerValue(position=4)]] * 8 + [NOT_KNOWN] * 9:
        add_response(found, {"trust": values})
    count_responses(consultation=found)
    result = published(found, User.objects.create_superuser("a@example.com", "pw"), "trust")
    assert numbers(result) == [None, None, None, None, None, 9]
    assert ">Cannot say<" in client.get(address(found)).content.decode()


def test_a_column_of_its_own_in_files(consultation: Consultation) -> None:
    lines = "".join(response_csv(consultation, ExportOptions())).splitlines()
    assert lines[0].endswith("q1,q1_dont_know")
    assert [line.rsplit(",", 2)[1:] for line in lines[1:]] == [
        ["2", "0"], ["4", "0"], ["4", "0"], ["", "1"], ["", "1"], ["", ""],
    ]  # fmt: skip
    table = ResponseTable(consultation, ExportOptions())
    codes = [Codes(column.coded) for column in table.columns]
    assert [row[:3] for row in codebook_rows(consultation) if row[0].startswith("q1")] == [
        ["q1", "", "Trust?"],
        ["q1_dont_know", "", "Trust? – Cannot say"],
    ]
    answers = [
        json.loads(line_of(head, own[head.pk], codes))["answers"].get("q1")
        for heads, own in table.stored_batches()
        for head in heads
    ]
    assert answers[2:] == [[{"position": 4}], [{"option": 1}], [{"option": 1}], None]


def test_cells_are_read_back() -> None:
    found, kind = definition(), question_type("scale")
    for values, cells in (
        ([AnswerValue(position=3)], ["3", "0"]), (NOT_KNOWN, ["", "1"]),
    ):  # fmt: skip
        assert kind.cells(found, values) == cells
        typed = kind.read_cells(found, "q", cells)
        assert typed == kind.typed(found, "q", values)
        assert kind.display(found, values)
    for cells in (["3", "1"], ["", "2"], ["x", ""]):
        with pytest.raises(CellError):
            kind.read_cells(found, "q", cells)
    assert kind.value_labels(found) == [{}, {"0": "Not chosen", "1": "Cannot say"}]


def test_it_stands_on_paper_below_the_row_of_points() -> None:
    (_note, points, beside) = question_type("scale").paper(definition())
    assert isinstance(points, TickBoxes)
    assert points.is_scale
    assert [box.text for box in points.boxes] == ["1", "2", "3", "4", "5"]
    assert beside == TickBoxes((Box("Cannot say"),))


def test_a_scale_without_it_has_its_points_and_ends_on_paper_too() -> None:
    (note, boxes) = question_type("scale").paper(definition(with_dont_know=False))
    assert note == Note("Tick one box.")
    assert isinstance(boxes, TickBoxes)
    assert [(box.text, box.hint) for box in boxes.boxes] == [
        ("1", "Bad"),
        ("2", ""),
        ("3", ""),
        ("4", ""),
        ("5", "Good"),
    ]


@pytest.mark.django_db
def test_what_was_chosen_is_not_taken_away(consultation: Consultation) -> None:
    form = form_value(sections(with_dont_know=False))
    assert orphan_faults(consultation.translation_key, form) == [
        "The answer “Cannot say” to “Trust?” has been chosen in 2 responses: put it back. "
        "Its words may be corrected."
    ]
    assert orphan_faults(consultation.translation_key, form_value(sections(dont_know="?"))) == []


def test_conditions_compare_its_numbers() -> None:
    found = definition()
    assert kind_of(found) is AnswerKind.NUMBER
    clause = ClauseDefinition(found.id, "at_most", ("3",))
    answers = possible_answers(found, [clause])
    assert answers is not None
    assert () in answers
    assert tuple(NOT_KNOWN) in answers
    assert {value.number for answer in answers for value in answer} >= {3, 4, None}


def test_its_codebook_keeps_it_once_it_is_offered_no_more(page: ConsultationPage) -> None:
    page.form = form_value(sections(with_dont_know=False))
    page.change_reason = "Everybody knows"
    page.save_revision().publish()
    (coded,) = codebook(record(page))
    assert [words for _name, words in coded.columns] == ["Trust?", "Trust? – Cannot say"]
