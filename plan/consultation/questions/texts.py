"""Questions answered in words: a line, a text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import REQUIRED, QuestionBlock, QuestionType
from plan.consultation.questions.limits import (
    HIGHEST_LIMIT,
    LOWEST_LIMIT,
    Faults,
    faults_of_limit,
)
from plan.consultation.questions.paper import Lines, PaperPart
from plan.forms.widgets import CountedTextarea, TextInput

TOO_LONG = _(
    "Your answer can have up to %(limit_value)d characters. You have written %(show_value)d."
)
#: What to say of words that are missing or too long.
MESSAGES = {"required": REQUIRED, "max_length": TOO_LONG}
SHORT_LIMIT = 300
#: On paper: letters in a handwritten line, and the most lines that one question gets.
CHARACTERS_A_LINE = 70
MOST_LINES = 10


class ShortTextBlock(QuestionBlock):
    """A line of text."""

    class Meta:
        icon = "minus"
        label = _("short text")


class LongTextBlock(QuestionBlock):
    """Several lines of text."""

    limit = blocks.IntegerBlock(
        label=_("longest answer, in characters"),
        default=2000,
        min_value=LOWEST_LIMIT,
        max_value=HIGHEST_LIMIT,
    )

    class Meta:
        icon = "pilcrow"
        label = _("long text")


class CleanCharField(forms.CharField):
    """Text as typed, without the null characters no database keeps."""

    def to_python(self, value: Any) -> str:
        """Drop null characters before anything else looks at the text."""
        text = value.replace("\x00", "") if isinstance(value, str) else value
        return super().to_python(text) or ""


class TextQuestion(QuestionType):
    """What all text questions share."""

    is_words = True

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the words."""
        return [AnswerValue(text=cleaned)] if cleaned else []

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """The words as they stand there."""
        return {name: [cells[0]]}


class ShortText(TextQuestion):
    """A line of text."""

    name = "short_text"
    label = _("short text")
    block_class = ShortTextBlock

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A single line."""
        arguments = self.field_arguments(question)
        return CleanCharField(
            max_length=SHORT_LIMIT, widget=TextInput(), error_messages=MESSAGES, **arguments
        )

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """One line."""
        return [Lines(1)]


class LongText(TextQuestion):
    """Several lines of text, up to a limit that is counted down."""

    name = "long_text"
    label = _("long text")
    block_class = LongTextBlock

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the limit."""
        structure = super().structure(question_id, value)
        structure["settings"] = {"limit": value["limit"] or HIGHEST_LIMIT}
        return structure

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """No room for an answer, or too much."""
        return faults_of_limit(question.settings.get("limit"))

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A text box; line ends count as one character, as the browser counts them."""
        limit = int(question.settings.get("limit", HIGHEST_LIMIT))
        return LinesField(
            max_length=limit,
            widget=CountedTextarea(limit=limit),
            error_messages=MESSAGES,
            **self.field_arguments(question),
        )

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """Lines enough for what most people write; a long answer goes on another sheet."""
        limit = int(question.settings.get("limit", HIGHEST_LIMIT))
        return [Lines(min(MOST_LINES, max(3, limit // CHARACTERS_A_LINE)))]


class LinesField(CleanCharField):
    """Text of several lines, with one character for each line end."""

    def to_python(self, value: Any) -> str:
        """Bring line ends to one form first."""
        text = value.replace("\r\n", "\n") if isinstance(value, str) else value
        return super().to_python(text)


TYPES = [ShortText(), LongText()]
