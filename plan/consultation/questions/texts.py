"""Questions answered in words: a line, a text, an email address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.enums import ContactKind
from plan.consultation.questions.base import (
    REQUIRED,
    OneErrorMixin,
    QuestionBlock,
    QuestionType,
)
from plan.forms.widgets import CountedTextarea, EmailInput, TextInput

TOO_LONG = _(
    "Your answer can have up to %(limit_value)d characters. You have written %(show_value)d."
)
#: What to say of words that are missing or too long.
MESSAGES = {"required": REQUIRED, "max_length": TOO_LONG}
SHORT_LIMIT = 300
LONG_LIMIT = 5000


class ShortTextBlock(QuestionBlock):
    """A line of text."""

    class Meta:
        icon = "minus"
        label = _("short text")


class LongTextBlock(QuestionBlock):
    """Several lines of text."""

    limit = blocks.IntegerBlock(
        label=_("longest answer, in characters"), default=2000, min_value=50, max_value=LONG_LIMIT
    )

    class Meta:
        icon = "pilcrow"
        label = _("long text")


class EmailBlock(QuestionBlock):
    """An email address, stored apart from the answers."""

    class Meta:
        icon = "mail"
        label = _("email address")


class CleanCharField(forms.CharField):
    """Text as typed, without the null characters no database keeps."""

    def to_python(self, value: Any) -> str:
        """Drop null characters before anything else looks at the text."""
        text = value.replace("\x00", "") if isinstance(value, str) else value
        return super().to_python(text) or ""


class TextQuestion(QuestionType):
    """What all text questions share."""

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the words."""
        return [AnswerValue(text=cleaned)] if cleaned else []


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


class LongText(TextQuestion):
    """Several lines of text, up to a limit that is counted down."""

    name = "long_text"
    label = _("long text")
    block_class = LongTextBlock

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the limit."""
        structure = super().structure(question_id, value)
        structure["settings"] = {"limit": value["limit"] or LONG_LIMIT}
        return structure

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A text box; line ends count as one character, as the browser counts them."""
        limit = int(question.settings.get("limit", LONG_LIMIT))
        return LinesField(
            max_length=limit,
            widget=CountedTextarea(limit=limit),
            error_messages=MESSAGES,
            **self.field_arguments(question),
        )


class LinesField(CleanCharField):
    """Text of several lines, with one character for each line end."""

    def to_python(self, value: Any) -> str:
        """Bring line ends to one form first."""
        text = value.replace("\r\n", "\n") if isinstance(value, str) else value
        return super().to_python(text)


class EmailField(OneErrorMixin, forms.EmailField):
    """An email address."""


class Email(QuestionType):
    """An email address: a contact detail, erasable apart from the answers."""

    name = "email"
    label = _("email address")
    block_class = EmailBlock
    is_embeddable = False

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A line with the right keyboard."""
        message = _("Enter an email address in the right form, like name@example.com.")
        return EmailField(
            max_length=254,
            widget=EmailInput(),
            error_messages={"required": REQUIRED, "invalid": message, "max_length": message},
            **self.field_arguments(question),
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One contact detail."""
        return [AnswerValue(text=cleaned, contact=ContactKind.EMAIL)] if cleaned else []

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """No column: addresses do not leave with the answers."""
        return []

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """No cell."""
        return []


TYPES = [ShortText(), LongText(), Email()]
