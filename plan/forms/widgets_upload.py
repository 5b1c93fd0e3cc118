"""A control for one file: what is kept already, a way to take it away, a way to choose."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

FILE = "file"
REMOVE = "remove"
FAULT = "fault"


class UploadInput(forms.Widget):
    """The value is `{"id": what the form carries, "fault": why a file was refused}`.

    `kept` is set by the field: name and size of the file that is kept, None where there is none.
    """

    template_name = "plan/forms/widgets/upload.html"
    needs_multipart_form = True
    use_fieldset = True
    first_control_suffix = f"-{FILE}"

    def __init__(self, *, accept: str, advice: str) -> None:
        super().__init__()
        self.accept = accept
        self.advice = advice
        self.find: Any = lambda typed: None

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """What the server has made of the file; the file itself never comes here."""
        return {"id": data.get(name) or "", "fault": data.get(f"{name}-{FAULT}") or ""}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """No file chosen is an answer too."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what is kept and what may be chosen."""
        context = super().get_context(name, value, attrs)
        typed = (value or {}).get("id", "")
        context["widget"] |= {
            "typed": typed,
            "kept": self.find(typed),
            "accept": self.accept,
            "advice": self.advice,
        }
        return context
