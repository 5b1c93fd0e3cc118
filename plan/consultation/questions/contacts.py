"""Contact details: kept apart from the answers, erasable alone, in no file of answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.enums import ContactKind
from plan.consultation.questions.base import REQUIRED, OneErrorMixin, QuestionBlock, QuestionType
from plan.consultation.questions.paper import Lines, PaperPart
from plan.consultation.questions.texts import MESSAGES, CleanCharField, LinesField
from plan.forms.widgets import CountedTextarea, EmailInput, TextInput

NAME_LIMIT = 200
PHONE_LIMIT = 40
ADDRESS_LIMIT = 500
#: Digits of the shortest number anybody can be called on, and of the longest (ITU-T E.164).
PHONE_DIGITS = range(5, 16)
PHONE = re.compile(r"\+?[\d\s().\-/]+(\s*(x|ext\.?)\s*\d{1,6})?", re.IGNORECASE)


class EmailBlock(QuestionBlock):
    """An email address."""

    class Meta:
        icon = "mail"
        label = gettext_lazy("email address")


class ContactNameBlock(QuestionBlock):
    """Somebody's name."""

    class Meta:
        icon = "user"
        label = gettext_lazy("name (contact detail)")


class ContactPhoneBlock(QuestionBlock):
    """A telephone number."""

    class Meta:
        icon = "mobile-alt"
        label = gettext_lazy("phone number (contact detail)")


class ContactAddressBlock(QuestionBlock):
    """A postal address."""

    class Meta:
        icon = "home"
        label = gettext_lazy("postal address (contact detail)")


class EmailField(OneErrorMixin, forms.EmailField):
    """An email address."""


class PhoneInput(TextInput):
    """A telephone number, with the right keyboard on a phone; always written left to right."""

    input_type = "tel"


class PhoneField(CleanCharField):
    """A telephone number as people write it, of any country."""

    def clean(self, value: Any) -> str:
        """Something that could be dialled, as it was written."""
        text: str = super().clean(value)
        number = PHONE.fullmatch(text)
        digits = sum(sign.isdigit() for sign in re.split(r"[xX]|ext", text)[0])
        if text and (number is None or digits not in PHONE_DIGITS):
            raise ValidationError(
                _("Enter a phone number with digits, like 01632 960 001 or +44 808 157 0192.")
            )
        return text


class ContactQuestion(QuestionType):
    """What all contact details share: their place, and that they have no column."""

    kind: ClassVar[ContactKind]
    is_embeddable = False

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One contact detail."""
        return [AnswerValue(text=cleaned, contact=self.kind)] if cleaned else []

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """No column: contact details do not leave with the answers."""
        return []

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """No cell."""
        return []


class Email(ContactQuestion):
    """An email address."""

    name = "email"
    label = gettext_lazy("email address")
    block_class = EmailBlock
    kind = ContactKind.EMAIL

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """One line."""
        return [Lines(1)]

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A line with the right keyboard."""
        message = _("Enter an email address in the right form, like name@example.com.")
        return EmailField(
            max_length=254,
            widget=EmailInput(),
            error_messages={"required": REQUIRED, "invalid": message, "max_length": message},
            **self.field_arguments(question),
        )


class ContactName(ContactQuestion):
    """Somebody's name."""

    name = "contact_name"
    label: ClassVar[str | Promise] = gettext_lazy("name (contact detail)")
    block_class = ContactNameBlock
    kind = ContactKind.NAME

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A line that the browser can fill in."""
        return CleanCharField(
            max_length=NAME_LIMIT,
            widget=TextInput({"autocomplete": "name", "spellcheck": "false"}),
            error_messages=MESSAGES,
            **self.field_arguments(question),
        )


class ContactPhone(ContactQuestion):
    """A telephone number."""

    name = "contact_phone"
    label: ClassVar[str | Promise] = gettext_lazy("phone number (contact detail)")
    block_class = ContactPhoneBlock
    kind = ContactKind.PHONE

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A line that the browser can fill in."""
        return PhoneField(
            max_length=PHONE_LIMIT,
            widget=PhoneInput({"autocomplete": "tel"}),
            error_messages=MESSAGES,
            **self.field_arguments(question),
        )


class ContactAddress(ContactQuestion):
    """A postal address, to write to."""

    name = "contact_address"
    label: ClassVar[str | Promise] = gettext_lazy("postal address (contact detail)")
    block_class = ContactAddressBlock
    kind = ContactKind.ADDRESS

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A box of several lines that the browser can fill in."""
        attrs = {"rows": 4, "autocomplete": "street-address"}
        return LinesField(
            max_length=ADDRESS_LIMIT,
            widget=CountedTextarea(attrs),
            error_messages=MESSAGES,
            **self.field_arguments(question),
        )


TYPES = [Email(), ContactName(), ContactPhone(), ContactAddress()]
