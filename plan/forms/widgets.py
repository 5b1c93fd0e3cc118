"""Controls in GOV.UK markup. Each renders its own hints; labels and errors are the field's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

#: Plural forms a browser may ask for, whatever the language (CLDR); the count has one wording.
PLURALS = ("zero", "one", "two", "few", "many", "other")


@dataclass(frozen=True)
class Choice:
    """One radio button or tick box."""

    value: str
    label: str
    hint: str = ""
    is_exclusive: bool = False
    is_other: bool = False


class TextInput(forms.TextInput):
    """One line of text."""

    template_name = "plan/forms/widgets/input.html"
    css_class = "govuk-input"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the class, which shows an error by more than colour."""
        context = super().get_context(name, value, attrs)
        given = context["widget"]["attrs"]
        given["class"] = self.css_class + (" govuk-input--error" if "aria-invalid" in given else "")
        return context


class EmailInput(TextInput):
    """An email address, with the right keyboard on a phone."""

    input_type = "email"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "email", "spellcheck": "false", **(attrs or {})})


class NumberInput(TextInput):
    """A number as text: spinners and scroll wheels change answers by accident."""

    css_class = "govuk-input govuk-input--width-10"

    def __init__(self, attrs: dict[str, Any] | None = None, *, is_whole: bool = False) -> None:
        keyboard = "numeric" if is_whole else "decimal"
        super().__init__({"inputmode": keyboard, "spellcheck": "false", **(attrs or {})})


class DistrictInput(TextInput):
    """The first half of a postcode. Says before and after that no more is kept."""

    template_name = "plan/forms/widgets/district.html"
    css_class = "govuk-input govuk-input--width-10"

    def __init__(self, *, example: str) -> None:
        super().__init__({"autocomplete": "off", "spellcheck": "false"})
        self.example = example

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The line as typed; notes whether something was cut off when it was stored."""
        self.is_cut = f"{name}-cut" in data
        return super().value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add whether something was cut off, and point to the words about it."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget |= {"is_cut": getattr(self, "is_cut", False), "example": self.example}
        given = widget["attrs"]
        own = f"{given.get('id', name)}-kept"
        given["aria-describedby"] = f"{given.get('aria-describedby', '')} {own}".strip()
        return context


class CountedTextarea(forms.Textarea):
    """Several lines of text, with a count of what is left where there is a limit."""

    template_name = "plan/forms/widgets/textarea.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, limit: int | None = None) -> None:
        super().__init__({"rows": 6, **(attrs or {})})
        self.limit = limit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the limit and, below the text, how many characters it allows."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["limit"] = self.limit
        widget["plurals"] = PLURALS
        described_by = [widget["attrs"].pop("aria-describedby", "")]
        if self.limit:
            described_by.append(f"{widget['attrs'].get('id', name)}-info")
        widget["described_by"] = " ".join(filter(None, described_by))
        return context


class OptionsInput(forms.Widget):
    """Radio buttons or tick boxes, one of which may ask "please say" and one may exclude all.

    The value is `{"options": [ids], "other": text}`.
    """

    template_name = "plan/forms/widgets/options.html"
    use_fieldset = True
    first_control_suffix = "-0"

    def __init__(self, choices: Sequence[Choice] = (), *, is_multiple: bool = False) -> None:
        super().__init__()
        self.choices = tuple(choices)
        self.is_multiple = is_multiple

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        """Read chosen ids and the words beside "other"."""
        getlist = getattr(data, "getlist", None)
        chosen = getlist(name) if getlist else data.get(name, [])
        if isinstance(chosen, str):
            chosen = [chosen]
        return {"options": list(chosen), "other": data.get(f"{name}-other", "") or ""}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Unticked boxes are never sent, so nothing can be said to be missing."""
        return False

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the choices with their state."""
        context = super().get_context(name, value, attrs)
        value = value or {"options": [], "other": ""}
        widget = context["widget"]
        widget["type"] = "checkbox" if self.is_multiple else "radio"
        widget["family"] = "checkboxes" if self.is_multiple else "radios"
        widget["other"] = value["other"]
        widget["choices"] = [
            {
                "choice": choice,
                "id": f"{widget['attrs'].get('id', name)}-{place}",
                "is_checked": choice.value in value["options"],
            }
            for place, choice in enumerate(self.choices)
        ]
        return context


class DayInput(forms.Widget):
    """A date as three boxes, which is quicker and safer than a calendar for a known date."""

    template_name = "plan/forms/widgets/day.html"
    use_fieldset = True
    first_control_suffix = "-day"
    parts = ("day", "month", "year")
    #: The box that is wrong, where it is one alone.
    wrong_part = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        """Read the three boxes as typed."""
        return {part: (data.get(f"{name}-{part}") or "").strip() for part in self.parts}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Left out when none of the boxes was sent."""
        return not any(f"{name}-{part}" in data for part in self.parts)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what each box holds."""
        context = super().get_context(name, value, attrs)
        context["widget"]["boxes"] = value or dict.fromkeys(self.parts, "")
        context["widget"]["wrong_part"] = self.wrong_part
        return context
