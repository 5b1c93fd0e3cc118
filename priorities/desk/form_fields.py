"""Fields for lists and tables that a person types line by line."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

LINES = {"rows": 3}


class PairsField(forms.CharField):
    """Lines such as “text = code”, as a table."""

    widget = forms.Textarea(attrs=LINES)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """One line for each pair."""
        if isinstance(value, dict):
            return "\n".join(f"{text} = {code}" for text, code in value.items())
        return value

    def clean(self, value: Any) -> dict[str, str]:
        """Each line must hold both."""
        pairs = {}
        for line in str(super().clean(value) or "").splitlines():
            if not line.strip():
                continue
            text, sign, code = line.rpartition("=")
            if not sign or not code.strip():
                raise ValidationError(
                    gettext("Write “%(line)s” as text = code, one on each line.") % {"line": line}
                )
            pairs[text.strip()] = code.strip()
        return pairs


class LinesField(forms.CharField):
    """One text a line; blanks at the end of a text count."""

    widget = forms.Textarea(attrs=LINES)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, strip=False, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """One line for each."""
        return "\n".join(value) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> tuple[str, ...]:
        """Lines that hold something."""
        lines = str(super().clean(value) or "").splitlines()
        return tuple(line.lstrip() for line in lines if line.strip())
