"""What a question type does: its block, its stored form, its field, its rows, its columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition


class QuestionBlock(blocks.StructBlock):
    """What all questions have: words, a hint, and whether an answer is needed."""

    text = blocks.CharBlock(label=_("question"), max_length=500)
    hint = blocks.TextBlock(
        label=_("hint"), required=False, help_text=_("Why it is asked, or how to answer.")
    )
    is_required = blocks.BooleanBlock(
        label=_("an answer is needed"),
        required=False,
        help_text=_("Use sparingly: people leave when they must answer."),
    )


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


class QuestionType:
    """Base class of all types. `name` is stored with versions and never changes."""

    name: ClassVar[str]
    label: ClassVar[str | Promise]
    block_class: ClassVar[type[QuestionBlock]]

    def block(self) -> blocks.Block:
        """The block an editor fills in."""
        block = self.block_class()
        block.set_name(self.name)
        return block

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """What is the same in every language, ready for JSON."""
        return {
            "id": question_id,
            "type": self.name,
            "is_required": bool(value["is_required"]),
            "options": [],
            "settings": {},
        }

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Words by key: `<id>.text`, `<id>.hint`, and the same for options."""
        return {f"{question_id}.text": value["text"], f"{question_id}.hint": value["hint"] or ""}

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """The field a respondent fills in."""
        raise NotImplementedError

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """Rows for a cleaned value; none where nothing was answered."""
        raise NotImplementedError

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
