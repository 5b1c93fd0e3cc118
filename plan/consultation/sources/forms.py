"""The admin's form for a new source."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.consultation.models import Consultation, Source
from plan.consultation.references import ALPHABET

CODE_LENGTH = 20


class SourceForm(forms.Form):
    """Who hands the address out, and the end of the address."""

    label = forms.CharField(
        label=gettext_lazy("Partner or place"),
        max_length=200,
        help_text=gettext_lazy(
            "A library, an organisation, a newsletter. Never a person: who takes part is "
            "nobody’s business."
        ),
    )
    code = forms.RegexField(
        r"^[a-z0-9-]+\Z",
        label=gettext_lazy("Code"),
        required=False,
        max_length=CODE_LENGTH,
        help_text=gettext_lazy(
            "The end of the address, in small letters, digits and hyphens. Made from the name "
            "where you leave it empty. It is printed, so it cannot be changed later."
        ),
        error_messages={"invalid": gettext_lazy("Use small letters, digits and hyphens.")},
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation

    def clean_code(self) -> str:
        """A code that no other source of the consultation has."""
        typed = str(self.cleaned_data["code"])
        if typed and self.is_taken(typed):
            raise forms.ValidationError(_("Another source has this code. Choose a different one."))
        return typed if typed else self.made_code()

    def made_code(self) -> str:
        """A code from the name; with letters behind it where that is taken or empty."""
        start = whole_words(str(slugify(self.cleaned_data.get("label", ""))))
        if start and not self.is_taken(start):
            return start
        tail = "".join(secrets.choice(ALPHABET.lower()) for _ in range(4))
        return f"{start[: CODE_LENGTH - 5]}-{tail}".strip("-")

    def is_taken(self, code: str) -> bool:
        """Whether a source of the consultation has this code."""
        return Source.objects.filter(consultation=self.consultation, code=code).exists()


def whole_words(slug: str) -> str:
    """As many words of a slug as a code has room for; part of the first where it is too long."""
    if len(slug) <= CODE_LENGTH:
        return slug
    start, _hyphen, _rest = slug[: CODE_LENGTH + 1].rpartition("-")
    return start or slug[:CODE_LENGTH]
