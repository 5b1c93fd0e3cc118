"""Controls with a line for each answer or row: points of a scale, ranks, numbers.

Each line has its own name, the question's with the id of the line behind it.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms.widgets import Script

from plan.forms.widgets import Choice


def line_name(name: str, line: str) -> str:
    """Name of the control of one line; `line` is its id."""
    return f"{name}-{uuid.UUID(line).hex}"


class LinesInput(forms.Widget):
    """What these controls share. The value is what was typed, by line.

    `problems` are the errors of single lines, which the field finds before the page is made.
    """

    use_fieldset = True
    first_control_suffix = "-0"

    def __init__(self, lines: Sequence[Choice]) -> None:
        super().__init__()
        self.lines = tuple(lines)
        self.problems: dict[str, str] = {}

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Any, name: str
    ) -> dict[str, list[str]]:
        """What was typed in each line that was sent."""
        getlist = getattr(data, "getlist", None) or (lambda key: data.get(key, []))
        found = {line.value: list(getlist(line_name(name, line.value))) for line in self.lines}
        return {line: typed for line, typed in found.items() if any(typed)}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """Unticked buttons are never sent, so nothing can be said to be missing."""
        return False

    def control_suffix(self, place: int) -> str:
        """What follows the question's id in that of a line's first control."""
        return f"-{place}"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the lines with what they hold."""
        context = super().get_context(name, value, attrs)
        widget, value = context["widget"], value or {}
        widget["lines"] = [
            {
                "line": line,
                "name": line_name(name, line.value),
                "id": f"{widget['attrs'].get('id', name)}-{place}",
                "typed": next(iter(value.get(line.value, ())), ""),
                "problem": self.problems.get(line.value, ""),
            }
            for place, line in enumerate(self.lines)
        ]
        return context


class MatrixInput(LinesInput):
    """A fieldset with radio buttons for each row, so that it works on a phone."""

    template_name = "plan/forms/widgets/matrix.html"
    first_control_suffix = "-0-0"

    def __init__(self, lines: Sequence[Choice], choices: Sequence[Choice]) -> None:
        super().__init__(lines)
        self.choices = tuple(choices)

    def control_suffix(self, place: int) -> str:
        """The first button of the row."""
        return f"-{place}-0"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the points that each row has."""
        context = super().get_context(name, value, attrs)
        context["widget"]["choices"] = self.choices
        return context


class RanksInput(LinesInput):
    """A list of ranks for each answer: nothing needs to be dragged."""

    template_name = "plan/forms/widgets/ranks.html"

    def __init__(self, lines: Sequence[Choice], ranks: Sequence[Any]) -> None:
        super().__init__(lines)
        self.ranks = tuple(ranks)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add the ranks."""
        context = super().get_context(name, value, attrs)
        ranks = [(str(number), words) for number, words in enumerate(self.ranks, 1)]
        context["widget"]["ranks"] = ranks
        return context


class PointsInput(LinesInput):
    """A number for each answer, with what is left to give where there is JavaScript."""

    template_name = "plan/forms/widgets/points.html"

    class Media:
        js: ClassVar = [Script("plan/points_left.js", defer=True)]

    def __init__(self, lines: Sequence[Choice], *, total: int, unit: str) -> None:
        super().__init__(lines)
        self.total = total
        self.unit = unit

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """Add what the numbers must come to."""
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"total": self.total, "unit": self.unit}
        return context
