"""What stands on paper: questions, conditions and whatever was written, never as markup."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.definition import QuestionDefinition, RowDefinition
from plan.consultation.enums import PaperFormat
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.paper import TEMPLATES
from plan.consultation.paper.conditions import ConditionReader
from plan.consultation.paper.form_document import form_document
from plan.consultation.questions import question_type
from plan.consultation.questions.paper import Box, Cells, Grid, Lines, Note, TickBoxes
from plan.fonts import PACKAGED, fonts, has_fonts_for, missing, printable
from plan.paper.compiling import BASE, compile_pdf
from plan.paper.rich import blocks_of
from tests.consultation.asking import CHOICES, asked
from tests.consultation.factories import (
    form_value,
    known_id,
    standard_sections,
)
from tests.consultation.printing import words_in

pytestmark = pytest.mark.django_db


class TestWhatAQuestionLooksLike:
    """Plain data for every type, ours and others'."""

    def test_choices_are_boxes_with_how_many_to_tick(self) -> None:
        note, ticks = paper_of("several_choices", options=CHOICES, minimum=None, maximum=2)
        assert note == Note("Tick up to 2 boxes.")
        assert isinstance(ticks, TickBoxes)
        assert ticks.boxes[0] == Box("Violence")
        assert ticks.boxes[-1] == Box("Something else", has_line=True)

    @pytest.mark.parametrize(
        ("least", "most", "words"),
        [
            (None, None, "Tick all that apply."),
            (2, None, "Tick at least 2 boxes."),
            (1, None, "Tick at least 1 box."),
            (2, 3, "Tick 2 to 3 boxes."),
            (3, 3, "Tick 3 boxes."),
            (1, 1, "Tick 1 box."),
        ],
    )
    def test_how_many(self, least: int | None, most: int | None, words: str) -> None:
        note, _ticks = paper_of("several_choices", options=CHOICES, minimum=least, maximum=most)
        assert note == Note(words)

    def test_one_choice_is_one_box(self) -> None:
        assert paper_of("single_choice", options=CHOICES)[0] == Note("Tick one box.")

    @pytest.mark.parametrize(
        ("kind", "value", "parts"),
        [
            ("short_text", {}, [Lines(1)]),
            ("email", {}, [Lines(1)]),
            ("number", {"minimum": None, "maximum": None, "is_whole": True}, [Lines(1)]),
            ("date", {}, [Cells(("Day", "Month", "Year"))]),
            ("long_text", {"limit": 50}, [Lines(3)]),
            ("long_text", {"limit": 490}, [Lines(7)]),
            ("long_text", {"limit": 5000}, [Lines(10)]),
        ],
    )
    def test_what_is_written_has_room(self, kind: str, value: Any, parts: list[Any]) -> None:
        assert paper_of(kind, **value) == parts

    def test_rows_and_options_are_a_grid_by_default(self) -> None:
        base = asked("single_choice", options=CHOICES[:2])
        rows = (RowDefinition(base.id, "Streets"), RowDefinition(base.id, "Buses"))
        matrix = QuestionDefinition(base.id, base.type, "How?", options=base.options, rows=rows)
        from plan.consultation.questions.base import QuestionType

        note, grid = QuestionType().paper(matrix)
        assert note == Note("Tick one box in each row.")
        assert grid == Grid(("Streets", "Buses"), ("Violence", "Trust"))


def paper_of(kind: str, **value: Any) -> list[Any]:
    """The parts of one question."""
    return list(question_type(kind).paper(asked(kind, **value)))


class TestText:
    """Whatever was written is text, never markup, and never a box that means “no such letter”."""

    @given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
    @settings(max_examples=150, deadline=None)
    def test_no_character_is_markup(self, words: str) -> None:
        assert read_back(words) == words

    @pytest.mark.parametrize(
        "words",
        ['#panic("no")', "*a* _b_ `c` $x$", "= Heading", "- list", "@ref <label>", "\\u{41} ~ --"],
    )
    def test_markup_is_printed_as_it_stands(self, words: str) -> None:
        data = {**document(), "summary": words}
        assert words in words_in(compile_pdf(TEMPLATES / "form.typ", data))

    @given(st.text(max_size=80))
    @settings(max_examples=60, deadline=None)
    def test_anything_typed_makes_an_accessible_document(self, words: str) -> None:
        data = {**document(), "title": words or "Title", "summary": words}
        assert compile_pdf(TEMPLATES / "form.typ", data).startswith(b"%PDF-")

    def test_what_no_font_has_is_marked(self) -> None:
        assert printable("a\x00b\ud800c\r\nd\te") == "a\ufffdb\ufffdc\nd e"

    def test_the_typesetter_refuses_what_it_cannot_draw(self) -> None:
        source = '#set text(lang: "en", font: "Noto Sans")\n#set document(title: "T")\n\ue000'
        with pytest.raises(typst.TypstError, match="could not be displayed"):
            typst.Compiler(
                source.encode(),
                font_paths=fonts(),
                ignore_system_fonts=True,
            ).compile(format="pdf", pdf_standards="ua-1")

    def test_formatted_text_becomes_blocks_with_addresses_behind_links(self) -> None:
        html = (
            '<h3>Why</h3><p>See <b>our</b> <a href="https://example.org/x">policy</a>.</p>'
            "<ul><li>One</li><li>Two</li></ul><script>no</script>"
        )
        blocks = blocks_of(html)
        assert [(b["kind"], "".join(r["text"] for r in b["runs"])) for b in blocks] == [
            ("p", "Why"),
            ("p", "See our policy (https://example.org/x)."),
            ("ul", "One"),
            ("ul", "Two"),
        ]
        assert blocks[0]["runs"][0]["bold"] is True


def read_back(words: str) -> str:
    """A text that went into a template as data, as the typesetter has it."""
    source = b"#metadata(json(bytes(sys.inputs.data)).text) <it>"
    found = typst.query(
        source, "<it>", field="value", one=True, sys_inputs={"data": json.dumps({"text": words})}
    )
    return str(json.loads(found))


def document(variant: PaperFormat = PaperFormat.STANDARD, **changes: Any) -> dict[str, Any]:
    """The data of the standard form."""
    compiled = compile_form(form_value(standard_sections()))
    definition = build(compiled.structure, compiled.texts, number=3, language="en")
    page = ConsultationPage(title="Have your say", summary="Tell us.", **changes)
    return form_document(page, Consultation(), definition, variant)


class TestFonts:
    """Letters of the package, of the machine, and of the site."""

    def test_the_package_prints_its_languages_without_any_font_of_the_machine(
        self, settings: Any
    ) -> None:
        settings.PLAN_FONT_DIRS = []
        for language in ("en", "pl", "tr", "el", "uk", "vi", "ro", "ar", "ur", "fa", "cy"):
            assert has_fonts_for(language), language
        assert not has_fonts_for("zh-hans")

    def test_fonts_are_small_and_come_with_their_licence(self) -> None:
        assert sum(path.stat().st_size for path in PACKAGED.iterdir()) < 600 * 1024
        assert "SIL OPEN FONT LICENSE" in (PACKAGED / "OFL.txt").read_text()

    def test_other_letters_are_found_in_the_folders_of_the_site(
        self, settings: Any, tmp_path: Path
    ) -> None:
        settings.PLAN_FONT_DIRS = [str(tmp_path / "none")]
        assert missing("aą ب") == set()
        assert missing("简") == {"简"}

    def test_a_broken_font_is_no_font(self, settings: Any, tmp_path: Path) -> None:
        folder = tmp_path / "fonts"
        folder.mkdir()
        (folder / "NotoSansBroken.ttf").write_bytes(b"\x00\x01\x00\x00\xff\xff")
        settings.PLAN_FONT_DIRS = [str(folder)]
        assert missing("简a") == {"简"}

    @pytest.mark.parametrize("language", ["en", "pl", "ar"])
    @pytest.mark.parametrize("variant", [PaperFormat.STANDARD, PaperFormat.LARGE])
    def test_it_is_tagged_titled_and_in_its_language(
        self, language: str, variant: PaperFormat
    ) -> None:
        data = {**document(variant), "lang": language, "is_rtl": language == "ar"}
        pdf = compile_pdf(TEMPLATES / "form.typ", data)
        assert b"/MarkInfo" in pdf
        assert f"/Lang ({language}".encode() in pdf or f"/Lang({language}".encode() in pdf
        assert b"pdfuaid:part" in pdf

    def test_the_same_data_makes_the_same_bytes(self) -> None:
        first, second = (compile_pdf(TEMPLATES / "form.typ", document()) for _ in range(2))
        assert first == second


class TestConditions:
    """“Answer only if …”."""

    def reader(self, clauses: list[dict[str, Any]], *, needs_all: bool = True) -> Any:
        """The words of one condition on the standard form."""
        compiled = compile_form(form_value(standard_sections()))
        structure = copy.deepcopy(compiled.structure)
        structure["conditions"] = [
            {"id": known_id("c"), "needs_all": needs_all, "clauses": clauses}
        ]
        structure["sections"][1]["show_if"] = known_id("c")
        form = build(structure, compiled.texts, language="en")
        return ConditionReader(form).words(form.sections[1].show_if)

    def clause(self, on: str, operator: str, *values: str) -> dict[str, Any]:
        """A comparison."""
        return {"question": known_id(on), "operator": operator, "values": list(values)}

    def test_one_comparison(self) -> None:
        words = self.reader([self.clause("as", "is", known_id("person"))])
        assert words.heading == "Answer only if this is true:"
        assert words.lines == ["Your answer to question 1 is “As a person”."]

    @pytest.mark.parametrize(
        ("needs_all", "heading"),
        [
            (True, "Answer only if all of these are true:"),
            (False, "Answer only if any of these is true:"),
        ],
    )
    def test_several(self, needs_all: bool, heading: str) -> None:
        clauses = [
            self.clause("as", "is_none_of", known_id("person"), known_id("as-other")),
            self.clause("date", "more_than", "2026-03-27"),
            self.clause("number", "at_most", "3"),
            self.clause("email", "answered"),
        ]
        words = self.reader(clauses, needs_all=needs_all)
        assert words.heading == heading
        assert words.lines == [
            "Your answer to question 1 is none of: “As a person” / “Another way”.",
            "Your answer to question 3 is after 27 March 2026.",
            "Your answer to question 4 is 3 or less.",
            "You have answered question 2.",
        ]

    def test_what_is_always_shown_has_no_condition(self) -> None:
        assert ConditionReader(build({"sections": []}, {})).words(None) is None


def test_templates_hold_no_words() -> None:
    """Words come as data, in the language of the form."""
    for path in [BASE, *TEMPLATES.glob("*.typ")]:
        code = re.sub(r"//.*", "", path.read_text())
        assert not re.search(r"\[[A-Z][a-z]+ [a-z]+", code), path.name
