"""On paper every question has a place for whatever it asks, and says how to fill it in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.enums import PaperFormat
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.paper import TEMPLATES
from plan.consultation.paper.form_document import form_document
from plan.consultation.questions import question_type
from plan.consultation.questions.paper import Box, Figures, Grid, Lines, Note, TickBoxes
from plan.consultation.questions.registry import question_types
from plan.paper.compiling import compile_pdf
from tests.consultation.asking import asked
from tests.consultation.factories import form_value, option, question, section
from tests.consultation.printing import words_in
from tests.consultation.samples import ITEMS, POINTS, RANKING, SAMPLES, SCALE, TOP_TWO

pytestmark = pytest.mark.django_db

THREE = (Box("Buses"), Box("Light"), Box("Patrols"))
LETTERS = [option(letter, f"Area {letter}") for letter in "ABCDEFGHIJKLM"]


def parts_of(kind: str, **value: Any) -> list[Any]:
    """What is printed of one question."""
    return list(question_type(kind).paper(asked(kind, **value)))


def boxes_in(parts: list[Any]) -> list[str]:
    """The words beside every box."""
    found = [part for part in parts if isinstance(part, TickBoxes | Figures)]
    return [box.text for part in found for box in part.boxes]


def test_there_is_a_sample_of_every_type() -> None:
    assert set(SAMPLES) == set(question_types())


@pytest.mark.parametrize("kind", SAMPLES)
def test_every_option_row_and_point_has_its_place(kind: str) -> None:
    asked_for = asked(kind, **SAMPLES[kind])
    parts = parts_of(kind, **SAMPLES[kind])
    options = [option.text for option in (*asked_for.options, *asked_for.apart)]
    if asked_for.rows:
        (grid,) = [part for part in parts if isinstance(part, Grid)]
        assert grid.rows == tuple(row.text for row in asked_for.rows)
        assert grid.columns == tuple(options)
    elif options:
        assert boxes_in(parts) == options
        assert not any(isinstance(part, Lines) for part in parts)
    elif kind == "scale":
        assert boxes_in(parts) == [str(number) for number in range(11)]
    else:
        assert parts
        assert not boxes_in(parts)


def test_a_scale_without_dont_know_names_its_ends() -> None:
    note, ticks = parts_of("scale", **SCALE)
    assert note == Note("Tick one box.")
    assert ticks.boxes[0] == Box("0", "Not at all safe")
    assert ticks.boxes[-1] == Box("10", "Very safe")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (RANKING, "Write 1 beside the highest, and so on down to 3. Use each number once."),
        (
            TOP_TWO,
            "Rank only the first 2: write 1 beside the highest, and so on down to 2. Use each "
            "number once, and leave the others empty.",
        ),
        (
            {"options": ITEMS, "top": 1},
            "Write 1 beside the answer that comes first, and nothing else.",
        ),
    ],
)
def test_ranks_are_written_beside_the_answers(value: dict[str, Any], words: str) -> None:
    assert parts_of("ranking", **value) == [Note(words), Figures(THREE)]


@pytest.mark.parametrize(
    ("total", "unit", "digits", "words"),
    [(100, "points", 3, "100 points"), (1500, "", 4, "1500")],
)
def test_points_are_written_beside_the_answers(
    total: int, unit: str, digits: int, words: str
) -> None:
    note, figures = parts_of("points", options=ITEMS, total=total, unit=unit)
    assert note == Note(f"Write a whole number beside each answer. They must add up to {words}.")
    assert figures == Figures(THREE, f"Total: {words}", digits=digits)


def test_hints_of_what_is_ranked_are_printed() -> None:
    hinted = [{**item, "value": {**item["value"], "hint": "At night"}} for item in ITEMS]
    _note, figures = parts_of("ranking", options=hinted, top=None)
    assert figures.boxes[0] == Box("Buses", "At night")


class TestLongLists:
    """Hundreds of boxes nobody would read."""

    def test_twelve_answers_are_boxes(self) -> None:
        parts = parts_of("drop_down", option_list="", options=LETTERS[:12])
        assert len(boxes_in(parts)) == 12

    def test_of_more_one_is_written(self) -> None:
        assert parts_of("drop_down", option_list="", options=LETTERS) == [
            Note("Write one answer. The list goes from “Area A” to “Area M”."),
            Lines(1),
        ]

    def test_what_stands_apart_keeps_its_box(self) -> None:
        apart = [option("none", "Nowhere", "exclusive"), option("else", "Elsewhere", "other")]
        parts = parts_of("area", option_list="", options=[*LETTERS, *apart])
        assert parts == [
            Note("Write one answer. The list goes from “Area A” to “Area M”."),
            Lines(1),
            Note("Or tick a box."),
            TickBoxes((Box("Nowhere"), Box("Elsewhere", has_line=True))),
        ]

    def test_what_is_added_to_a_kept_list_keeps_its_box(self) -> None:
        coded = asked("drop_down", option_list="", options=LETTERS)
        listed = tuple(replace(one, code=one.text) for one in coded.options[:-1])
        mixed = replace(coded, options=(*listed, coded.options[-1]))
        parts = question_type("drop_down").paper(mixed)
        assert parts[0] == Note("Write one answer. The list goes from “Area A” to “Area L”.")
        assert parts[-1] == TickBoxes((Box("Area M"),))

    def test_a_list_of_nothing_but_special_answers_is_printed(self) -> None:
        special = [option(f"s{n}", f"Special {n}", "exclusive") for n in range(13)]
        assert len(boxes_in(parts_of("drop_down", option_list="", options=special))) == 13


def test_a_file_and_a_postcode_say_what_paper_can_hold() -> None:
    assert parts_of("file_upload", **SAMPLES["file_upload"]) == [
        Note("A file can be sent through the website only.")
    ]
    note, line = parts_of("postal_district")
    assert (note.text[:34], line) == ("Enter the first half of a postcode", Lines(1))


@pytest.mark.parametrize("variant", [PaperFormat.STANDARD, PaperFormat.LARGE])
def test_the_printed_page_holds_all_of_it(variant: PaperFormat) -> None:
    words = words_in(printed(variant))
    for needed in (
        "Not at all safe",
        "Very safe",
        "Write 1 beside the highest, and so on down to 3.",
        "They must add up to 100 points.",
        "0 – Not at all safe 10 – Very safe 0 1 2 3 4 5 6 7 8 9 10",
        "Total: 100 points",
        "By day",
        "Elsewhere",
        "The list goes from “Area A” to “Area M”.",
    ):
        assert needed in words, needed
    assert words.count("Patrols") == 2


def printed(variant: PaperFormat = PaperFormat.STANDARD) -> bytes:
    """A form with a ranking, points, scales, a matrix and lists."""
    asking = [
        question("scale", "scale", "How safe do you feel?", **SCALE),
        question("ranking", "ranking", "What matters most?", **RANKING),
        question("points", "points", "How would you share out the money?", **POINTS),
        question("matrix", "matrix", "How safe is it?", **SAMPLES["matrix"]),
        question("drop_down", "short", "Where?", **SAMPLES["drop_down"]),
        question("drop_down", "long", "Which area?", option_list="", options=LETTERS),
    ]
    compiled = compile_form(form_value([section("s", "Your views", *asking)]))
    definition = build(compiled.structure, compiled.texts, number=3, language="en")
    page = ConsultationPage(title="Have your say", summary="Tell us.")
    return compile_pdf(
        TEMPLATES / "form.typ", form_document(page, Consultation(), definition, variant)
    )
