"""The owner's forms: an address to come in by, and how a commitment stands."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.forms.base import PlanForm
from plan.forms.fields import DayField, OptionsField
from plan.forms.widgets import Choice, CountedTextarea, EmailInput, TextInput
from priorities.enums import EXPLAINED_STATUSES, CommitmentStatus
from priorities.models import CommitmentUpdate

LONGEST_TEXT = 4000


class PlainCharField(forms.CharField):
    """Text without characters that nobody types and no database stores."""

    def to_python(self, value: Any) -> str:
        """Line ends as they are stored; the rest as typed."""
        text = super().to_python(value) or ""
        return text.replace("\x00", "").replace("\r\n", "\n")


class OwnerLinkForm(PlanForm):
    """An email address that may be an owner's."""

    email = forms.EmailField(
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


def too_long(message: Any) -> dict[str, Any]:
    """The message for a text that is too long."""
    return {"max_length": message}


class UpdateForm(PlanForm):
    """How a commitment stands: five questions."""

    field_order = ("status", "reason", "done", "evidence_url", "expected_on")

    reason = PlainCharField(
        label=gettext_lazy("Why?"),
        help_text=gettext_lazy(
            "Everybody will read it. Needed when it is at risk, off track, paused or withdrawn."
        ),
        required=False,
        max_length=LONGEST_TEXT,
        widget=CountedTextarea({"rows": 3}, limit=LONGEST_TEXT),
        error_messages=too_long(gettext_lazy("Shorten the reason.")),
    )
    done = PlainCharField(
        label=gettext_lazy("What was done since the last update?"),
        help_text=gettext_lazy("A few sentences that everybody will read."),
        max_length=LONGEST_TEXT,
        widget=CountedTextarea({"rows": 5}, limit=LONGEST_TEXT),
        error_messages={
            "required": gettext_lazy("Say in a sentence or two what was done."),
            **too_long(gettext_lazy("Shorten what was done.")),
        },
    )
    evidence_url = forms.URLField(
        label=gettext_lazy("Link to evidence"),
        help_text=gettext_lazy("A public page that shows it, such as https://www.example.org/news"),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=TextInput({"inputmode": "url", "spellcheck": "false", "autocomplete": "off"}),
        error_messages={
            "invalid": gettext_lazy("Enter a whole address that begins with https://"),
            **too_long(gettext_lazy("Enter an address of at most 500 characters.")),
        },
    )
    expected_on = DayField(
        label=gettext_lazy("When do you expect it to be done?"),
        help_text=gettext_lazy("For example, 27 3 2027"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"] = OptionsField(
            label=_("How does it stand?"),
            choices=[Choice(value, str(label)) for value, label in CommitmentStatus.choices],
            missing=_("Choose how the commitment stands."),
        )
        self.order_fields(self.field_order)

    def clean(self) -> dict[str, Any]:
        """One word for the status; a reason where readers must be told it."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "status" in cleaned:
            cleaned["status"] = cleaned["status"]["options"][0]
        reason = (cleaned.get("reason") or "").strip()
        if cleaned.get("status") in EXPLAINED_STATUSES and "reason" in cleaned and not reason:
            self.add_error("reason", _("Say why, since readers will ask when they see this."))
        return cleaned


def initial_of(
    status: str, reason: str, done: str, evidence_url: str, expected_on: Any
) -> dict[str, Any]:
    """What the form begins with, as its controls hold it."""
    day = (
        {"day": expected_on.day, "month": expected_on.month, "year": expected_on.year}
        if expected_on
        else None
    )
    return {
        "status": {"options": [status], "other": ""},
        "reason": reason,
        "done": done,
        "evidence_url": evidence_url,
        "expected_on": day,
    }


def initial_from(update: CommitmentUpdate) -> dict[str, Any]:
    """What was sent before, to change and send again."""
    return initial_of(
        update.status, update.reason, update.done, update.evidence_url, update.expected_on
    )
