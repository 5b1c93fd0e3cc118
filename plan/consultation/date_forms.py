"""The admin's forms for opening now, extending and closing early."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from plan.consultation import queries
from plan.consultation.models import Consultation
from plan.consultation.page_form import WallTimeField


class ReasonsForm(forms.Form):
    """The public reason in each language of the form; that of the source's language is needed."""

    def __init__(
        self, *args: Any, consultation: Consultation, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        names = dict(settings.LANGUAGES)
        others = [code for code in queries.form_languages(consultation) if code != language]
        self.codes = {f"reason_{code}": code for code in (language, *others)}
        for name, code in self.codes.items():
            self.fields[name] = forms.CharField(
                label=_("Public reason in %(language)s") % {"language": names.get(code, code)},
                required=code == language,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 3, "lang": code, "dir": "auto"}),
                help_text=_("Everybody reads it on the page of the consultation.")
                if code == language
                else _("Empty: people read the reason in the language of the original."),
            )

    @property
    def reasons(self) -> dict[str, str]:
        """Reasons by language, after validation."""
        return {code: self.cleaned_data[name] for name, code in self.codes.items()}


class ExtendForm(ReasonsForm):
    """A later closing time, in the time zone of the consultation."""

    field_order = ("closes_at",)

    def __init__(
        self, *args: Any, consultation: Consultation, language: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, consultation=consultation, language=language, **kwargs)
        field = WallTimeField(
            label=_("Closes"),
            help_text=_("The first moment at which it is closed, in the time zone %(zone)s.")
            % {"zone": consultation.time_zone},
        )
        field.zone = consultation.zone
        field.initial = consultation.closes_at
        self.fields["closes_at"] = field
        self.order_fields(self.field_order)

    @property
    def moment(self) -> datetime:
        """The time chosen, after validation."""
        moment: datetime = self.cleaned_data["closes_at"]
        return moment
