"""Questions answered with a point on a numbered scale: one, or one for each row."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import CellError, QuestionBlock, QuestionType
from plan.consultation.questions.choice_blocks import PointBlock
from plan.consultation.questions.choices import choices_of, option_structures, point_id
from plan.consultation.questions.limits import (
    MOST_POINTS,
    Faults,
    faults_of_grid,
    faults_of_scale,
    refuse,
)
from plan.consultation.questions.paper import Box, Note, PaperPart, TickBoxes
from plan.forms.fields import PointsField
from plan.forms.fields_grid import MatrixField
from plan.forms.widgets import Choice
from plan.forms.widgets_choice import ScaleInput

#: Names the answer beside the points, in its id and in the name of its column.
DONT_KNOW = "dont_know"


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

    with_dont_know = blocks.BooleanBlock(
        label=gettext_lazy("offer “don’t know” too"),
        required=False,
        default=False,
        help_text=gettext_lazy("Counted apart from the numbers: it is in no mean."),
    )
    dont_know = blocks.CharBlock(
        label=gettext_lazy("words of “don’t know”"), required=False, default="", max_length=100
    )

    class Meta:
        icon = "order"
        label = gettext_lazy("scale with named ends")

    def clean(self, value: Any) -> Any:
        """The last number is above the first; what is offered needs words."""
        cleaned = super().clean(value)
        refuse(faults_of_scale(cleaned["low"], cleaned["high"]))
        if cleaned["with_dont_know"] and not cleaned["dont_know"].strip():
            fault = ValidationError(_("Write the words of “don’t know”, or do not offer it."))
            raise blocks.StructBlockValidationError(block_errors={"dont_know": fault})
        return cleaned


class Scale(QuestionType):
    """One of some numbered points, stored as the number; “don't know” is stored as an option."""

    name = "scale"
    label = gettext_lazy("scale with named ends")
    block_class = ScaleBlock
    makes_one_row = True

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the ends, and “don't know” where it is offered."""
        structure = super().structure(question_id, value)
        structure["settings"] = {"low": value["low"], "high": value["high"]}
        if value.get("with_dont_know"):
            key = point_id(question_id, DONT_KNOW)
            structure["apart"] = [{"id": key, "is_exclusive": True, "is_other": False}]
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the names of the ends, and the words of “don't know”."""
        words = {f"{question_id}.{end}": value[end] for end in ("low_end", "high_end")}
        if value.get("with_dont_know"):
            words[f"{point_id(question_id, DONT_KNOW)}.text"] = value["dont_know"] or ""
        return {**super().texts(question_id, value), **words}

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """Numbers that make no scale."""
        return faults_of_scale(question.settings["low"], question.settings["high"])

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A radio button for each point; the ends say what they mean to screen readers too."""
        low, high = question.settings["low"], question.settings["high"]
        ends = {low: question.texts.get("low_end", ""), high: question.texts.get("high_end", "")}
        choices = [
            Choice(value=str(number), label=str(number), hint=ends.get(number, ""))
            for number in range(low, high + 1)
        ]
        choices += [
            Choice(value=str(option.id), label=option.text, is_exclusive=True)
            for option in question.apart
        ]
        widget = ScaleInput(choices, low=f"{low} – {ends[low]}", high=f"{high} – {ends[high]}")
        return PointsField(
            low, high, choices=choices, widget=widget, **self.field_arguments(question)
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """One row with the number of the point, or with the option beside the points."""
        apart = {str(option.id): option.id for option in question.apart}
        return [
            AnswerValue(option_id=apart[given])
            if given in apart
            else AnswerValue(position=int(given))
            for given in cleaned["options"]
        ]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The number, or the option."""
        given = [
            str(value.option_id if value.position is None else value.position)
            for value in values
            if value.position is not None or value.option_id is not None
        ]
        return {name: given} if given else {}

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The number, and what the ends mean."""
        if value.position is None:
            return next((o.text for o in question.apart if o.id == value.option_id), "")
        return _("%(number)s (on a scale from %(low)s, %(low_end)s, to %(high)s, %(high_end)s)") % {
            "number": value.position,
            "low": question.settings["low"],
            "low_end": question.texts.get("low_end", ""),
            "high": question.settings["high"],
            "high_end": question.texts.get("high_end", ""),
        }

    def display_point(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The number, at the ends with what it means, as on the form."""
        ends = {
            question.settings[end]: question.texts.get(f"{end}_end", "") for end in ("low", "high")
        }
        words = ends.get(value.position)
        return f"{value.position} – {words}" if words else str(value.position)

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The number; and beside it, where it can be said, whether one does not know."""
        number = "; ".join(str(value.position) for value in values if value.position is not None)
        chosen = {value.option_id for value in values}
        marks = [str(int(option.id in chosen)) if values else "" for option in question.apart]
        return [number, *marks]

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """The number; a column of its own for “don't know”, so that numbers stay numbers."""
        beside = [(DONT_KNOW, f"{question.text} – {option.text}") for option in question.apart]
        return [("", question.text), *beside]

    def value_labels(self, question: QuestionDefinition) -> list[Mapping[str, str]]:
        """What one and nought mean in the column of “don't know”."""
        beside = [{"0": _("Not chosen"), "1": option.text} for option in question.apart]
        return [{}, *beside]

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """A number, or the mark of “don't know”; never both."""
        number, *marks = cells
        for place, mark in enumerate(marks, 1):
            if mark not in {"", "0", "1"} or (mark == "1" and number):
                raise CellError(place, _("Write 1 for “don’t know”, and no number beside it."))
        if "1" in marks:
            return {name: [str(question.apart[marks.index("1")].id)]}
        if number and not number.isdecimal():
            raise CellError(0, _("Write a number of the scale."))
        return {name: [str(int(number))]} if number else {}

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """A row of boxes for the numbers, the ends with their meaning; “don't know” below it."""
        low, high = question.settings["low"], question.settings["high"]
        ends = {low: question.texts.get("low_end", ""), high: question.texts.get("high_end", "")}
        boxes = tuple(Box(str(number), ends.get(number, "")) for number in range(low, high + 1))
        beside = tuple(Box(option.text) for option in question.apart)
        apart = [TickBoxes(beside)] if beside else []
        return [Note(_("Tick one box.")), TickBoxes(boxes, is_scale=True), *apart]


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
    in_conditions = gettext_lazy(
        "“Is” holds where any row was answered so, “is not” where no row was."
    )

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

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """Nothing to judge, or nothing to judge it with."""
        return faults_of_grid(len(question.rows), len(question.options))

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
