"""Controls to choose one answer: a list that drops down, a scale with named ends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.forms.widgets import Media, Script

from plan.forms.widgets import Choice, OptionsInput

#: From how many answers on it helps to type instead of scrolling.
TYPE_AHEAD_FROM = 10


class SelectInput(OptionsInput):
    """A list that drops down; with JavaScript a long one finds what is typed."""

    template_name = "plan/forms/widgets/select.html"
    use_fieldset = False
    first_control_suffix = ""

    @property
    def is_long(self) -> bool:
        """Whether it helps to type."""
        return len(self.choices) >= TYPE_AHEAD_FROM

    @property
    def media(self) -> Media:
        """The script, for a long list only."""
        scripts: list[Any] = [Script("plan/type_ahead.js", defer=True)] if self.is_long else []
        return Media(js=scripts)

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, Any]:
        """The empty line at the top is no answer."""
        value = super().value_from_datadict(data, files, name)
        return {**value, "options": [option for option in value["options"] if option]}

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add whether it is long, and the answer that asks “please say”."""
        context = super().get_context(name, value, attrs)
        widget = context["widget"]
        widget["is_long"] = self.is_long
        widget["asks_more"] = next((c.label for c in self.choices if c.is_other), "")
        return context


class LanguageInput(forms.Select):
    """A list of languages, each in its own name and said to be in its own language."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"class": "govuk-select", **(attrs or {})})

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Say in which language the name of a language is."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["lang"] = str(value)
        return option


class ScaleInput(OptionsInput):
    """Numbered points in a row that wraps, the ends named above and to screen readers."""

    template_name = "plan/forms/widgets/scale.html"

    def __init__(self, choices: Sequence[Choice], *, low: str, high: str) -> None:
        super().__init__(choices)
        self.low = low
        self.high = high

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the names of the ends."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"low": self.low, "high": self.high}
        return context
