"""What a type of question or content does: block, stored form, field, rows, columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import ContentDefinition, QuestionDefinition
from plan.consultation.picking import IdentityBlock as IdentityBlock  # noqa: PLC0414  # for types
from plan.consultation.picking import show_if_block as show_if_block  # noqa: PLC0414  # for types

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


class ItemType:
    """Whatever can stand in a section. `name` is stored with versions and never changes."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    block_class: ClassVar[type[blocks.StructBlock]]
    #: Whether it asks something.
    is_asked: ClassVar[bool] = True

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

    def context(self, content: ContentDefinition) -> dict[str, Any]:
        """What the template needs besides `content`; may read files, never answers."""
        return {}


class QuestionType(ItemType):
    """Base class of all types of question."""

    block_class: ClassVar[type[QuestionBlock]]

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

    def display(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The answer in words, a line each."""
        return [words for value in values if (words := self.display_one(question, value))]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """One value in words."""
        return value.text

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """Columns of an export: a suffix of the question's column name, and what it holds."""
        return [("", question.text)]

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The cells of those columns, language-independent."""
        return ["; ".join(value.text for value in values)]

    def field_arguments(self, question: QuestionDefinition) -> dict[str, Any]:
        """What every field gets."""
        return {
            "label": question.text,
            "help_text": question.hint,
            "required": question.is_required,
        }
