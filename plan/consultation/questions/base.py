"""What a type of question or content does: block, stored form, field, rows, columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import ContentDefinition, QuestionDefinition
from plan.consultation.logic import Values
from plan.consultation.picking import IdentityBlock as IdentityBlock  # noqa: PLC0414  # for types
from plan.consultation.picking import show_if_block as show_if_block  # noqa: PLC0414  # for types
from plan.consultation.questions.paper import Grid, Lines, Note, PaperPart, TickBoxes, boxes_of

#: Settings that most questions leave alone.
RARE = ("is_protected", "show_if", "is_stopped")


class QuestionBlock(blocks.StructBlock):
    """What all questions have: words, a hint, whether and when an answer is needed."""

    text = blocks.CharBlock(label=_("question"), max_length=500)
    hint = blocks.TextBlock(
        label=_("hint"), required=False, help_text=_("Why it is asked, or how to answer.")
    )
    is_required = blocks.BooleanBlock(
        label=_("an answer is needed"),
        required=False,
        help_text=_("Use sparingly: people leave when they must answer."),
    )
    is_protected = blocks.BooleanBlock(
        label=_("special category"),
        required=False,
        help_text=_(
            "Health, ethnicity, religion, sexual orientation and the like. Never needed, stored "
            "apart and encrypted, seen only by those whose role allows it."
        ),
    )
    is_stopped = blocks.BooleanBlock(
        label=_("stop asking from now on"),
        required=False,
        help_text=_("For a question that has been answered and is to go: its answers stay."),
    )
    show_if = show_if_block()

    def get_form_layout(self) -> BlockGroup:
        """What is rarely needed stands behind the block's settings, whatever a type adds."""
        names = list(self.child_blocks)
        settings = [name for name in RARE if name in names]
        return BlockGroup([name for name in names if name not in RARE], settings=settings)


#: For fields that are left empty where an answer is needed.
REQUIRED = _("Answer this question.")


class OneErrorMixin(forms.Field):
    """A field that says one thing at a time: the first that is wrong."""

    def run_validators(self, value: Any) -> None:
        """Raise the first error only."""
        try:
            super().run_validators(value)
        except ValidationError as error:
            raise error.error_list[0] from None


class CellError(Exception):
    """A cell that says nothing a question understands; `place` counts its columns from 0."""

    def __init__(self, place: int, words: str) -> None:
        self.place, self.words = place, words
        super().__init__(words)


class ItemType:
    """Whatever can stand in a section. `name` is stored with versions and never changes."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    block_class: ClassVar[type[blocks.StructBlock]]
    #: Whether it asks something.
    is_asked: ClassVar[bool] = True
    #: Whether it can stand in a question bank too.
    is_for_banks: ClassVar[bool] = True

    def block(self) -> blocks.Block:
        """The block an editor fills in."""
        block = self.block_class()
        block.set_name(self.name)
        return block

    def compiled(
        self, item_id: str, value: Any, language: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """Structure and words of each item that the block stands for, usually one."""
        raise NotImplementedError

    def conditions(self, value: Any) -> list[dict[str, Any]]:
        """Conditions that the block brings along beside those of the form."""
        return []

    def sources(self, value: Any) -> list[dict[str, Any]]:
        """What the block takes its items from, for the form version to note."""
        return []


class ContentType(ItemType):
    """Base class of what stands between questions, to read or to watch."""

    template: ClassVar[str]
    is_asked = False

    def compiled(
        self, item_id: str, value: Any, language: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """One item of content."""
        raw: dict[str, Any] = {
            "id": item_id,
            "type": self.name,
            "is_content": True,
            "settings": self.settings(value),
        }
        if value.get("show_if"):
            raw["show_if"] = value["show_if"]
        words = self.texts(value, language)
        yield raw, {f"{item_id}.{name}": text for name, text in words.items()}

    def settings(self, value: Any) -> dict[str, Any]:
        """What is the same in every language, ready for JSON."""
        return {}

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """Words by name, in the language of this code."""
        raise NotImplementedError

    def paper(self, content: ContentDefinition) -> str:
        """What to print in its place, as HTML of the editor; nothing where it is empty."""
        return content.texts.get("text", "")

    def context(self, content: ContentDefinition) -> dict[str, Any]:
        """What the template needs besides `content`; may read files, never answers."""
        return {}


class QuestionType(ItemType):
    """Base class of all types of question."""

    block_class: ClassVar[type[QuestionBlock]]
    #: Whether its answer is the respondent's own words, which staff may have to translate.
    is_words: ClassVar[bool] = False
    #: Whether it can be answered on paper and in a table.
    is_on_paper: ClassVar[bool] = True
    #: Whether it can be asked beside a passage of the plan: what is kept apart cannot.
    is_embeddable: ClassVar[bool] = True
    #: Whether an answer is never more than one row, which makes counting cheap.
    makes_one_row: ClassVar[bool] = False
    #: Whether it is answered by one number, of which there is a mean.
    is_number: ClassVar[bool] = False
    #: Whether it asks where people are from: counted at the top of the dashboard.
    is_area: ClassVar[bool] = False
    #: What “is” means in a condition where an answer has several parts: said to editors.
    in_conditions: ClassVar[str | Promise] = ""

    def compiled(
        self, item_id: str, value: Any, language: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """One question."""
        yield self.structure(item_id, value), self.texts(item_id, value)

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """What is the same in every language, ready for JSON."""
        is_protected = bool(value.get("is_protected"))
        raw: dict[str, Any] = {
            "id": question_id,
            "type": self.name,
            "is_required": bool(value["is_required"]) and not is_protected,
            "options": [],
            "settings": {},
        }
        if is_protected:
            raw["is_protected"] = True
        if value.get("is_stopped"):
            raw["is_stopped"] = True
        if value.get("show_if"):
            raw["show_if"] = value["show_if"]
        return raw

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Words by key: `<id>.text`, `<id>.hint`, and the same for options."""
        return {f"{question_id}.text": value["text"], f"{question_id}.hint": value["hint"] or ""}

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """The field a respondent fills in."""
        raise NotImplementedError

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """Rows for a cleaned value; none where nothing was answered."""
        raise NotImplementedError

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """What a respondent would type for these rows: the inverse of field and `to_values`.

        `name` is the name of the question's control; names of further controls begin with it.
        """
        return {name: [value.text for value in values]} if values else {}

    def kept(
        self, question: QuestionDefinition, name: str, typed: dict[str, list[str]]
    ) -> dict[str, list[str]]:
        """What may be stored of what a request holds for the question: usually all of it."""
        return typed

    def remark(self, question: QuestionDefinition, name: str, typed: Mapping[str, Any]) -> str:
        """What its author must be told of an answer before it is sent; usually nothing."""
        return ""

    def fault(
        self, question: QuestionDefinition, values: Sequence[AnswerValue], earlier: Values
    ) -> str:
        """What is wrong with an answer in the light of those before it; usually nothing."""
        return ""

    def display(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The answer in words, a line each."""
        return [words for value in values if (words := self.display_one(question, value))]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """One value in words."""
        return value.text

    def display_point(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """A point in a table beside all the others; by default as an answer by itself."""
        return self.display_one(question, value)

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """What to write or tick on paper: by default boxes where there are options, else lines."""
        boxes = boxes_of(question.options)
        if question.rows and boxes:
            rows = tuple(row.text for row in question.rows)
            return [
                Note(gettext("Tick one box in each row.")),
                Grid(rows, tuple(box.text for box in boxes)),
            ]
        return [TickBoxes(boxes)] if boxes else [Lines(2)]

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """Columns of an export: a suffix of the question's column name, and what it holds."""
        return [("", question.text)]

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The cells of those columns, language-independent."""
        return ["; ".join(value.text for value in values)]

    def cell_hint(self, question: QuestionDefinition, place: int) -> str:
        """What can stand in one of its columns, for those who fill in a table; else nothing."""
        return ""

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """What would have been typed to get these cells: the inverse of `cells`, not all empty.

        Finds the values by trying what each cell could stand for. CellError where none does.
        """
        from plan.consultation.questions.cells import values_in

        return self.typed(question, name, values_in(self, question, cells))

    def value_labels(self, question: QuestionDefinition) -> list[Mapping[str, str]]:
        """For each column what its values mean; nothing where they speak for themselves.

        One column, or one for each row of a matrix, is taken to hold codes of options.
        """
        columns = self.columns(question)
        codes = {str(code): option.text for code, option in enumerate(question.options, 1)}
        holds_codes = len(columns) in {1, len(question.rows)}
        return [codes if holds_codes else {} for _column in columns]

    def setting_faults(self, question: QuestionDefinition) -> Mapping[str, str]:
        """Settings that cannot be, as sentences by their names: the linter tells them."""
        return {}

    def field_arguments(self, question: QuestionDefinition) -> dict[str, Any]:
        """What every field gets."""
        return {
            "label": question.text,
            "help_text": question.hint,
            "required": question.is_required,
        }
