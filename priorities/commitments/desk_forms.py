"""Forms of the desk of commitments."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from plan.forms.typed import field_of
from plan.queries import language_name


class OwnerForm(forms.Form):
    """Who keeps a commitment up to date."""

    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        error_messages={
            "required": _("Enter the address to which reminders go."),
            "invalid": _("Enter an email address in the right form, like name@example.com."),
        },
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=200,
        required=False,
        help_text=_("For you; the public never sees it."),
    )
    language = forms.ChoiceField(label=_("Language of letters"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        codes = [locale.language_code for locale in Locale.objects.order_by("pk")]
        choices = [(code, language_name(code)) for code in codes]
        field_of(self, "language", forms.ChoiceField).choices = choices


class ApproveForm(forms.Form):
    """The words that will be public, which may be mended or translated first."""

    reason = forms.CharField(
        label=_("Reason for the status"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 3}),
    )
    done = forms.CharField(
        label=_("What was done"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Say what was done, or return the update.")},
    )


class ReturnForm(forms.Form):
    """What the owner should change."""

    remark = forms.CharField(
        label=_("Remark"),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("It is sent to the owner by email."),
        error_messages={"required": _("Say what the owner should change.")},
    )
