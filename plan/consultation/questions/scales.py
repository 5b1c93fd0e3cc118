"""Questions answered with a point on a numbered scale: one, or one for each row."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import QuestionBlock, QuestionType
from plan.consultation.questions.choice_blocks import PointBlock
from plan.consultation.questions.choices import choices_of, option_structures
from plan.forms.fields import OptionsField
from plan.forms.fields_grid import MatrixField
from plan.forms.widgets import Choice
from plan.forms.widgets_choice import ScaleInput

#: More points than this nobody can tell apart.
MOST_POINTS = 11


class ScaleBlock(QuestionBlock):
    """A numbered scale whose ends have names."""

    low = blocks.IntegerBlock(
        label=gettext_lazy("first number"), default=0, min_value=0, max_value=1
    )
    high = blocks.IntegerBlock(
        label=gettext_lazy("last number"), default=10, min_value=2, max_value=10
    )
    low_end = blocks.CharBlock(label=gettext_lazy("what the first number means"), max_length=100)
    high_end = blocks.CharBlock(label=gettext_lazy("what the last number means"), max_length=100)

    class Meta:
        icon = "order"
        label = gettext_lazy("scale with named ends")


class Scale(QuestionType):
    """One of some numbered points; stored as the number."""

    name = "scale"
    label = gettext_lazy("scale with named ends")
    block_class = ScaleBlock

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the ends."""
        structure = super().structure(question_id, value)
        structure["settings"] = {"low": value["low"], "high": value["high"]}
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the names of the ends."""
        ends = {f"{question_id}.{end}": value[end] for end in ("low_end", "high_end")}
        return {**super().texts(question_id, value), **ends}

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A radio button for each point; the ends say what they mean to screen readers too."""
        low, high = question.settings["low"], question.settings["high"]
        ends = {low: question.texts.get("low_end", ""), high: question.texts.get("high_end", "")}
        choices = [
            Choice(value=str(number), label=str(number), hint=ends.get(number, ""))
            for number in range(low, high + 1)
        ]
        widget = ScaleInput(choices, low=f"{low} – {ends[low]}", high=f"{high} – {ends[high]}")
        return OptionsField(choices=choices, widget=widget, **self.field_arguments(question))

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the number of the point."""
        return [AnswerValue(position=int(number)) for number in cleaned["options"]]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The number."""
        numbers = [str(value.position) for value in values if value.position is not None]
        return {name: numbers} if numbers else {}

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The number, and what the ends mean."""
        if value.position is None:
            return ""
        return _("%(number)s (on a scale from %(low)s, %(low_end)s, to %(high)s, %(high_end)s)") % {
            "number": value.position,
            "low": question.settings["low"],
            "low_end": question.texts.get("low_end", ""),
            "high": question.settings["high"],
            "high_end": question.texts.get("high_end", ""),
        }

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The number."""
        return ["; ".join(str(value.position) for value in values if value.position is not None)]


class RowBlock(blocks.StructBlock):
    """A row to be judged. Its identity is that of the list item."""

    text = blocks.CharBlock(label=gettext_lazy("row"), max_length=300)


class MatrixBlock(QuestionBlock):
    """Several things judged on one scale."""

    rows = blocks.ListBlock(RowBlock(), label=gettext_lazy("rows"), min_num=1, max_num=30)
    options = blocks.ListBlock(
        PointBlock(), label=gettext_lazy("points of the scale"), min_num=2, max_num=MOST_POINTS
    )

    class Meta:
        icon = "table"
        label = gettext_lazy("matrix: several rows, one scale")


class Matrix(QuestionType):
    """Rows, each answered with a point of one scale. Needed means: every row."""

    name = "matrix"
    label = gettext_lazy("matrix: several rows, one scale")
    block_class = MatrixBlock

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add rows and points."""
        structure = super().structure(question_id, value)
        structure["options"] = option_structures(value["options"])
        structure["rows"] = [{"id": row.id} for row in value["rows"].bound_blocks]
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the words of rows and points."""
        texts = super().texts(question_id, value)
        for item in (*value["rows"].bound_blocks, *value["options"].bound_blocks):
            texts[f"{item.id}.text"] = item.value["text"]
        return texts

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """Radio buttons for each row."""
        rows = [Choice(value=str(row.id), label=row.text) for row in question.rows]
        return MatrixField(
            lines=rows, choices=choices_of(question), **self.field_arguments(question)
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """A row for each row that was answered."""
        return [
            AnswerValue(row_id=row.id, option_id=uuid.UUID(cleaned[str(row.id)]))
            for row in question.rows
            if str(row.id) in cleaned
        ]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The chosen point of each row."""
        return {f"{name}-{v.row_id.hex}": [str(v.option_id)] for v in values if v.row_id}

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """Row and point."""
        row = question.row(value.row_id) if value.row_id else None
        option = question.option(value.option_id) if value.option_id else None
        return f"{row.text}: {option.text}" if row and option else ""

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """A column for each row."""
        return [
            (str(place), f"{question.text} – {row.text}")
            for place, row in enumerate(question.rows, 1)
        ]

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The code of each row's point."""
        order = {option.id: str(place) for place, option in enumerate(question.options, 1)}
        points = {v.row_id: order.get(v.option_id, "") for v in values if v.option_id}
        return [points.get(row.id, "") for row in question.rows]


TYPES = [Scale(), Matrix()]
