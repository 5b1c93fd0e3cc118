"""What staff say of a response they enter, besides its answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.widgets import AdminDateInput, AdminTimeInput

from plan.consultation.entry_queries import moment_of_receipt, words_at, words_of
from plan.consultation.enums import Channel
from plan.consultation.models import Consultation, FormTexts, FormVersion, Source
from plan.consultation.queries import database_now
from plan.consultation.scans import Scan, checked_scan
from plan.forms.typed import field_of

#: Sign languages by their ISO 639-3 codes.
SIGN_LANGUAGES = {
    "bfi": gettext_lazy("British Sign Language"),
    "isg": gettext_lazy("Irish Sign Language"),
}
#: For languages that have no code here.
OTHER_LANGUAGE = "mis"
FIRST_DAY = date(1990, 1, 1)


def languages() -> list[tuple[str, str]]:
    """Languages in which people may have answered, sign languages first, others by name."""
    spoken = {
        code: str(info["name_local"]).capitalize()
        for code, info in LANG_INFO.items()
        if "name" in info
    }
    named = sorted(spoken.items(), key=lambda pair: pair[1].casefold())
    signed = [(code, str(name)) for code, name in SIGN_LANGUAGES.items()]
    return [("", gettext("The language of the form")), *signed, *named, other_language()]


def other_language() -> tuple[str, str]:
    """What is chosen for a language that is not listed."""
    return OTHER_LANGUAGE, gettext("Another language")


def language_name(code: str) -> str:
    """The name of such a language."""
    return dict(languages()).get(code, code) if code else ""


def main_first(codes: Iterable[str]) -> list[str]:
    """Languages in the order in which they are offered: the site's own first."""
    return sorted(codes, key=lambda code: (code != settings.LANGUAGE_CODE, code))


class ReceiptForm(forms.Form):
    """How and when it came in."""

    channel = forms.ChoiceField(
        label=gettext_lazy("How it came in"),
        choices=[pair for pair in Channel.choices if pair[0] != Channel.WEB],
    )
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=AdminDateInput())
    received_time = forms.TimeField(
        label=gettext_lazy("Time received"),
        required=False,
        widget=AdminTimeInput(),
        help_text=gettext_lazy("Leave empty if you do not know it. It matters on the last day."),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation

    def clean(self) -> dict[str, Any]:
        """Add the moment of receipt; nothing comes in before its time."""
        cleaned = super().clean() or {}
        day = cleaned.get("received_on")
        if day is None or "received_time" not in cleaned:
            return cleaned
        if day < FIRST_DAY or day > timezone.localdate(timezone=self.consultation.zone):
            self.add_error("received_on", gettext("Enter a day that has been."))
            return cleaned
        moment = moment_of_receipt(self.consultation, day, cleaned["received_time"])
        if moment > database_now():
            self.add_error("received_time", gettext("Enter a time that has been."))
        cleaned["received_at"] = moment
        return cleaned


class StartForm(ReceiptForm):
    """First of all: which form was answered."""

    language = forms.ChoiceField(label=gettext_lazy("Language of the form"))
    version = forms.ChoiceField(
        label=gettext_lazy("Version of the form"),
        required=False,
        help_text=gettext_lazy("It is printed on paper forms."),
    )
    field_order = ("language", "version", "channel", "received_on", "received_time")

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, consultation=consultation, **kwargs)
        rows = FormTexts.objects.filter(version__consultation=consultation).order_by("language")
        codes = rows.values_list("language", flat=True).distinct()
        names = dict(settings.LANGUAGES)
        versions = FormVersion.objects.filter(consultation=consultation).order_by("-number")
        numbers = versions.values_list("number", flat=True)
        self.offer("language", [(code, names.get(code, code)) for code in main_first(codes)])
        self.offer("version", [("", gettext("The one in force when it came in"))])
        self.offer("version", [(str(number), str(number)) for number in numbers])

    def offer(self, name: str, pairs: Iterable[tuple[str, str]]) -> None:
        """Add choices to a field."""
        field = field_of(self, name, forms.ChoiceField)
        field.choices = [*field.choices, *pairs]  # type: ignore[misc]  # plain pairs

    def clean(self) -> dict[str, Any]:
        """Add the words in which it was answered."""
        cleaned = super().clean()
        if "received_at" not in cleaned or "language" not in cleaned or "version" not in cleaned:
            return cleaned
        language, version = cleaned["language"], cleaned["version"]
        if version:
            texts = words_of(self.consultation, language, int(version))
        else:
            texts = words_at(self.consultation, language, cleaned["received_at"])
        if texts is None:
            self.add_error("version", gettext("This version was not ready in that language."))
        cleaned["texts"] = texts
        return cleaned


class ScanField(forms.FileField):
    """A scan, checked by its content."""

    def clean(self, data: Any, initial: Any = None) -> Scan | None:
        """The scan, or nothing."""
        upload = super().clean(data, initial)
        return checked_scan(upload) if upload else None


def scan_field(*, required: bool) -> ScanField:
    """The field for a scan."""
    return ScanField(
        label=gettext_lazy("Scan"),
        required=required,
        help_text=gettext_lazy("PDF, JPEG, PNG or TIFF of up to 20 MB. Kept privately."),
        error_messages={"empty": gettext_lazy("This file is empty. Choose another one.")},
    )


class EntryForm(ReceiptForm):
    """All that is said beside the answers."""

    original_language = forms.ChoiceField(
        label=gettext_lazy("Language it was given in"),
        required=False,
        help_text=gettext_lazy(
            "Where you translate: write the translation as the answer, and keep the original "
            "words below it."
        ),
    )
    source: forms.ModelChoiceField[Source] = forms.ModelChoiceField(
        label=gettext_lazy("Partner or place it came from"),
        queryset=Source.objects.none(),
        required=False,
    )
    scan = scan_field(required=False)
    key = forms.UUIDField(widget=forms.HiddenInput())

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, consultation=consultation, **kwargs)
        field_of(self, "original_language", forms.ChoiceField).choices = languages()
        sources = field_of(self, "source", forms.ModelChoiceField)
        sources.queryset = consultation.sources.all()
        if not sources.queryset.exists():
            del self.fields["source"]


class ScanForm(forms.Form):
    """A scan for a response that was entered before."""

    scan = scan_field(required=True)


class ReasonForm(forms.Form):
    """Why an entry is corrected."""

    reason = forms.CharField(
        label=gettext_lazy("What was wrong"),
        max_length=200,
        help_text=gettext_lazy("Kept in the history. Do not repeat anything of the response."),
    )

    def clean_reason(self) -> str:
        """Without what no database keeps."""
        reason = str(self.cleaned_data["reason"]).replace("\x00", "").strip()
        if not reason:
            raise ValidationError(gettext("Say what was wrong."))
        return reason
