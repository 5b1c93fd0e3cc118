"""The admin's form of a consultation page: times in its own time zone, answers never orphaned."""

from __future__ import annotations

import zoneinfo
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput
from wagtail.blocks.stream_block import StreamBlockValidationError

from plan.consultation.rules import time_zones
from plan.forms.held_pages import HeldPageForm

#: Buttons that bring a page before the public, or before those who may publish it.
PUBLISHING = (
    "action-publish",
    "action-submit",
    "action-restart-workflow",
    "action-workflow-action",
)
TO_THE_SECOND = "%Y-%m-%d %H:%M:%S"
DATES_ELSEWHERE = _(
    "People can answer already. Extend it or close it early under Consultations, Dates, where you "
    "give the public reason; here leave the time as it was."
)
REASON_NEEDED = _(
    "People are answering, and this changes the form: say why. The reason is kept in the history "
    "of the form; it must be another one than last time."
)


def promised_language_choices() -> list[tuple[str, str]]:
    """Languages that the site is configured for."""
    return [(code, name) for code, name in settings.LANGUAGES]


class WallTimeField(forms.DateTimeField):
    """A moment as the clock on a wall in the consultation's time zone shows it, to the second.

    A time that a change of clocks skips or repeats there is refused by Django's own rule.
    """

    zone: zoneinfo.ZoneInfo | None = None

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            widget=AdminDateTimeInput(format=TO_THE_SECOND),
            input_formats=[TO_THE_SECOND, "%Y-%m-%d %H:%M"],
            **kwargs,
        )

    def to_python(self, value: Any) -> datetime | None:
        """Read the time in the zone."""
        with timezone.override(self.zone):
            return super().to_python(value)

    def prepare_value(self, value: Any) -> Any:
        """Write the time in the zone."""
        if isinstance(value, datetime) and timezone.is_aware(value):
            return timezone.make_naive(value, self.zone)
        return value


def wall_time_field(label: Any, help_text: Any) -> WallTimeField:
    """One of the two times."""
    return WallTimeField(label=capfirst(label), help_text=help_text, required=False)


class ConsultationPageForm(HeldPageForm):
    """Interprets both times in the zone chosen beside them."""

    opens_at = wall_time_field(_("opens"), _("In the time zone below."))
    closes_at = wall_time_field(
        _("closes"), _("The first moment at which it is closed. Empty: it stays open.")
    )
    time_zone = forms.ChoiceField(label=capfirst(_("time zone")))
    promised_languages = forms.MultipleChoiceField(
        label=capfirst(_("promised languages")),
        required=False,
        choices=promised_language_choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("It does not open before the form is complete in these."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        zone_field = self.fields.get("time_zone")
        if isinstance(zone_field, forms.ChoiceField):
            zone_field.choices = [(name, name) for name in time_zones()]
        typed = self.data.get(self.add_prefix("time_zone")) if self.is_bound else None
        name = typed if typed in time_zones() else self.instance.time_zone
        for field in self.fields.values():
            if isinstance(field, WallTimeField):
                field.zone = zoneinfo.ZoneInfo(name)

    def add_error(self, field: str | None, error: Any) -> None:
        """Show an error on a field this person cannot edit at the top of the form."""
        if field is None and hasattr(error, "error_dict"):
            for name, errors in error.error_dict.items():
                self.add_error(name, errors)
            return
        super().add_error(field if field in self.fields else None, error)

    @property
    def is_publishing(self) -> bool:
        """Whether this is more than saving a draft: it is to go before others."""
        return any(name in self.data for name in PUBLISHING)

    def _post_clean(self) -> None:
        """Once the page holds what was typed: is the change explained, may the form open?"""
        from plan.consultation.form_changes import lacks_reason

        super()._post_clean()
        page = self.instance
        if not self.is_publishing or "form" in self.errors or (page.pk and not page.is_source()):
            return
        if "change_reason" in self.fields and lacks_reason(page):
            self.add_error("change_reason", REASON_NEEDED)
        self.hold_opening()

    def hold_opening(self) -> None:
        """Say what keeps the form from opening, beside the field where there is one."""
        from plan.consultation.openings import opening_errors

        of_form = []
        for fault in opening_errors(self.instance):
            if not fault.field or fault.field == "form":
                of_form.append(fault.sentence)
            elif fault.field not in self.errors:
                self.add_error(fault.field, fault.sentence)
        if of_form and "form" not in self.errors:
            self.add_error("form", StreamBlockValidationError(non_block_errors=of_form))

    def clean(self) -> dict[str, Any]:
        """Refuse a form that would leave answers without their question."""
        from plan.consultation.held_dates import held_dates
        from plan.consultation.orphans import orphan_faults

        cleaned: dict[str, Any] = super().clean()
        for name, moment in held_dates(self.instance).items() if self.instance.pk else ():
            if name in cleaned and cleaned[name] != (moment and moment.replace(microsecond=0)):
                self.add_error(name, DATES_ELSEWHERE)
        if cleaned.get("form") is not None and self.instance.pk:
            faults = orphan_faults(self.instance.translation_key, cleaned["form"])
            if faults:
                # The editor shows only the first error of a stream, so one error says it all.
                self.add_error("form", StreamBlockValidationError(non_block_errors=faults))
        return cleaned
