"""Blocks that hold the id of another block, filled from lists: editors never see an id.

The value is the id as text. The control is the plain field, beside which a script puts lists made
from the form as it stands in the editor. A value that nothing answers to is shown as gone, and
kept.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plan.blocks.passages import KeyBlock

CONDITION, QUESTION, ANSWERS = "condition", "question", "answers"


class PickerMedia:
    """The script that fills the lists."""

    @property
    def media(self) -> forms.Media:
        """One script for all three."""
        return forms.Media(
            js=["plan_consultation/pickers.js"], css={"all": ["plan_consultation/builder.css"]}
        )


class PickerWidget(PickerMedia, forms.TextInput):
    """A line that a script turns into a list. `picks` says of what."""

    def __init__(self, picks: str, attrs: dict[str, Any] | None = None) -> None:
        self.picks = picks
        super().__init__(attrs)

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Say what to pick, and where the lists come from."""
        return {**super().build_attrs(base_attrs, extra_attrs), **picker_attrs(self.picks)}


class AnswersWidget(PickerMedia, forms.Textarea):
    """Lines that a script turns into a list of answers, a number, a date or words."""

    def build_attrs(
        self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Say what to pick, and where the lists come from."""
        attrs = {**super().build_attrs(base_attrs, extra_attrs), **picker_attrs(ANSWERS)}
        return {**attrs, "rows": "3"}


def picker_attrs(picks: str) -> dict[str, str]:
    """What the script needs to know, in the editor's language."""
    return {
        "data-controller": "plan-picker",
        "data-plan-picker-picks-value": picks,
        "data-plan-picker-url-value": reverse("plan_consultation_admin:outline"),
        "data-plan-picker-gone-value": _("(gone)"),
        "data-plan-picker-none-value": _("Always shown") if picks == CONDITION else _("Choose"),
        "data-plan-picker-failed-value": _("The list could not be loaded. Save and try again."),
        "data-plan-picker-needless-value": _("Nothing to choose for this comparison."),
        "data-plan-picker-lines-value": _("A line each where there are several."),
        "data-plan-picker-question-value": _("Choose a question first."),
    }


class IdentityBlock(KeyBlock):
    """The id of a question or a condition of the same page; empty where there is none."""

    def __init__(self, picks: str = QUESTION, **kwargs: Any) -> None:
        self.picks = picks
        kwargs.setdefault("required", False)
        super().__init__(regex=r"^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})?$", **kwargs)
        self.field.error_messages["invalid"] = gettext_lazy("Choose from the list.")
        self.field.widget = PickerWidget(picks)


class ClauseAnswersBlock(KeyBlock):
    """What an answer is compared with: ids of options, numbers, dates or words, a line each."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(regex=r"(?s)^.{0,5000}$", **kwargs)
        self.field.widget = AnswersWidget()


def show_if_block() -> IdentityBlock:
    """The condition under which something is shown."""
    return IdentityBlock(
        picks=CONDITION,
        label=gettext_lazy("show only if"),
        help_text=gettext_lazy("A condition of this form; they are made below it."),
    )
