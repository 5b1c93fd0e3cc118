"""Forms of the public that ask for something to be sent."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.enums import PaperFormat
from plan.consultation.questions.contacts import EmailField
from plan.consultation.questions.texts import CleanCharField
from plan.forms.base import PlanForm
from plan.forms.fields import OptionsField
from plan.forms.widgets import Choice, CountedTextarea, EmailInput, TextInput

#: A field that people do not see; programs fill it in.
TRAP = "website"


class TrappedForm(PlanForm):
    """A form with a field that must stay empty, which only those who see no page style meet."""

    def trap_errors(self) -> list[tuple[str, str]]:
        """What to say to whoever filled it in: a person among them loses nothing."""
        if self.data.get(TRAP, ""):
            return [("#id_website", _("Leave the last field empty, then send again."))]
        return []


class PaperRequestForm(TrappedForm):
    """Who wants the form on paper, in which format and language."""

    name = CleanCharField(
        label=gettext_lazy("Your name"),
        max_length=200,
        widget=TextInput({"autocomplete": "name"}),
        error_messages={
            "required": gettext_lazy("Enter your name, so that the post can find you."),
            "max_length": gettext_lazy("Your name can have up to %(limit_value)d characters."),
        },
    )
    address = CleanCharField(
        label=gettext_lazy("Your postal address"),
        max_length=1000,
        widget=CountedTextarea({"rows": 5, "autocomplete": "street-address"}),
        error_messages={
            "required": gettext_lazy("Enter the address to send the form to."),
            "max_length": gettext_lazy("Your address can have up to %(limit_value)d characters."),
        },
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"] = OptionsField(
            label=_("Format"),
            choices=[Choice(value, str(label)) for value, label in PaperFormat.choices],
            missing=_("Choose the format of the form."),
        )
        self.fields["language"] = OptionsField(
            label=_("Language"),
            choices=[Choice(code, name) for code, name in languages],
            missing=_("Choose the language of the form."),
        )

    def clean(self) -> dict[str, Any]:
        """Give format and language as one word each."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name in ("format", "language"):
            if name in cleaned:
                cleaned[name] = cleaned[name]["options"][0]
        return cleaned


class SubscribeForm(TrappedForm):
    """An address for news."""

    email: forms.EmailField = EmailField(
        label=gettext_lazy("Your email address"),
        max_length=254,
        widget=EmailInput(),
        error_messages={
            "required": gettext_lazy("Enter your email address."),
            "invalid": gettext_lazy(
                "Enter an email address in the right form, like name@example.com."
            ),
        },
    )
