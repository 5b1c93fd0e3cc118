"""Questions answered by choosing: one, several, how far one agrees."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import CellError, QuestionType
from plan.consultation.questions.choice_blocks import (
    AgreementBlock,
    SeveralChoicesBlock,
    SingleChoiceBlock,
    YesNoBlock,
    order_settings,
)
from plan.consultation.questions.limits import Faults, faults_of_choices
from plan.consultation.questions.option_codes import codes_of, how_many, option_in
from plan.consultation.questions.paper import Note, PaperPart
from plan.forms.fields import OptionsField
from plan.forms.widgets import Choice


def option_structures(options: Any) -> list[dict[str, Any]]:
    """Options as the editor wrote them, in order, with what each does; for JSON."""
    return [
        {
            "id": item.id,
            "is_exclusive": item.value.get("behaviour") == "exclusive",
            "is_other": item.value.get("behaviour") == "other",
        }
        for item in options.bound_blocks
    ]


def option_texts(options: Any) -> dict[str, str]:
    """Their words by key."""
    texts = {}
    for item in options.bound_blocks:
        texts[f"{item.id}.text"] = item.value["text"]
        texts[f"{item.id}.hint"] = item.value.get("hint") or ""
    return texts


def choices_of(question: QuestionDefinition) -> list[Choice]:
    """Options as controls have them."""
    return [
        Choice(
            value=str(option.id),
            label=option.text,
            hint=option.hint,
            is_exclusive=option.is_exclusive,
            is_other=option.is_other,
        )
        for option in question.options
    ]


class ChoiceQuestion(QuestionType):
    """What all choice questions share: options known by their ids."""

    is_multiple: ClassVar[bool] = False
    field_class: ClassVar[type[OptionsField]] = OptionsField

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the options, in order, with what each does."""
        structure = super().structure(question_id, value)
        structure["options"] = option_structures(value["options"])
        structure["settings"] = order_settings(value)
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the words of the options."""
        return {**super().texts(question_id, value), **option_texts(value["options"])}

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """Radio buttons or tick boxes."""
        return self.field_class(
            choices=choices_of(question),
            is_multiple=self.is_multiple,
            minimum=question.settings.get("minimum"),
            maximum=question.settings.get("maximum"),
            **self.field_arguments(question),
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """A row for each chosen option; the words of "other" stand beside it."""
        return [
            AnswerValue(option_id=option.id, text=cleaned["other"] if option.is_other else "")
            for option in question.options
            if str(option.id) in cleaned["options"]
        ]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """The ids of the options, and the words of "other"."""
        found = super().typed(question, name, values)
        if values:
            found[name] = [str(value.option_id) for value in values]
        if words := [value.text for value in values if value.text]:
            found[f"{name}-other"] = words
        return found

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """The option as the respondent saw it, with the words of "other"."""
        option = question.option(value.option_id) if value.option_id else None
        label = option.text if option else ""
        return f"{label}: {value.text}" if value.text else label

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """How many boxes to tick, and the boxes."""
        return [Note(how_many(question, self.is_multiple)), *super().paper(question)]

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """One column; a second one for the words of "other"."""
        columns = [("", question.text)]
        if any(option.is_other for option in question.options):
            columns.append(("other", question.text))
        return columns

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """Number of the option as the codebook has it, so that all languages agree."""
        order = {option.id: place for place, option in enumerate(question.options, 1)}
        cells = [
            "; ".join(str(order[v.option_id]) for v in values if v.option_id in order),
            "; ".join(value.text for value in values if value.text),
        ]
        return cells[: len(self.columns(question))]

    def value_labels(self, question: QuestionDefinition) -> list[Mapping[str, str]]:
        """Words of the codes; those of "other" speak for themselves."""
        codes = {str(code): option.text for code, option in enumerate(question.options, 1)}
        return [codes if suffix == "" else {} for suffix, _words in self.columns(question)]

    def cell_hint(self, question: QuestionDefinition, place: int) -> str:
        """All codes; beside them the words of "other"."""
        return gettext("The words beside that answer.") if place else codes_of(question)

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """Codes, or the very words of an option; the words of "other" from their own column."""
        found = {name: [option_in(question, part) for part in cells[0].split("; ") if part]}
        if len(cells) > 1 and cells[1]:
            found[f"{name}-other"] = [cells[1]]
            if not found[name]:
                raise CellError(1, gettext("Write the code of the answer into its column too."))
        return found


class SingleChoice(ChoiceQuestion):
    """One answer out of several."""

    name = "single_choice"
    label = _("one choice")
    block_class = SingleChoiceBlock
    makes_one_row = True


class SeveralChoices(ChoiceQuestion):
    """Any number of answers, within a minimum and a maximum."""

    name = "several_choices"
    label = _("several choices")
    block_class = SeveralChoicesBlock
    is_multiple = True

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add how many may be chosen."""
        structure = super().structure(question_id, value)
        limits = {"minimum": value["minimum"], "maximum": value["maximum"]}
        structure["settings"] = {**limits, **structure["settings"]}
        return structure

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """More asked for than can be chosen together."""
        least, most = (question.settings.get(name) for name in ("minimum", "maximum"))
        return faults_of_choices(least, most, [one.is_exclusive for one in question.options])

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """A column for each option, so that combinations need not be taken apart."""
        columns = [
            (str(place), f"{question.text} – {option.text}")
            for place, option in enumerate(question.options, 1)
        ]
        if any(option.is_other for option in question.options):
            columns.append(("other", question.text))
        return columns

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """1 where chosen, 0 where not, empty where the question was not answered at all."""
        chosen = {value.option_id for value in values}
        cells = [
            ("1" if option.id in chosen else "0") if values else "" for option in question.options
        ]
        if any(option.is_other for option in question.options):
            cells.append("; ".join(value.text for value in values if value.text))
        return cells

    def value_labels(self, question: QuestionDefinition) -> list[Mapping[str, str]]:
        """Whether an option was chosen, in words."""
        meaning = {"1": gettext("Chosen"), "0": gettext("Not chosen")}
        return [{} if suffix == "other" else meaning for suffix, _words in self.columns(question)]

    def cell_hint(self, question: QuestionDefinition, place: int) -> str:
        """1 or 0; the words of "other" in the last column."""
        if place < len(question.options):
            return gettext("1 for chosen, 0 for not chosen")
        return gettext("The words beside that answer.")

    def read_cells(
        self, question: QuestionDefinition, name: str, cells: Sequence[str]
    ) -> dict[str, list[str]]:
        """1 in the columns of what was chosen."""
        chosen = []
        for place, (option, cell) in enumerate(zip(question.options, cells, strict=False)):
            if cell not in ("", "0", "1"):
                raise CellError(place, gettext("Write 1 for chosen, or 0 for not chosen."))
            if cell == "1":
                chosen.append(str(option.id))
        found = {name: chosen}
        if len(cells) > len(question.options) and cells[-1]:
            found[f"{name}-other"] = [cells[-1]]
        return found


class FixedChoice(ChoiceQuestion):
    """Answers that the type itself has; their ids are made from the question's."""

    def points(self, value: Any) -> dict[str, str]:
        """Words of the answers by their keys, always in the same order."""
        return dict(value["options"])

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the answers."""
        structure = QuestionType.structure(self, question_id, value)
        structure["options"] = [
            {"id": point_id(question_id, key), "is_exclusive": False, "is_other": False}
            for key in self.points(value)
        ]
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the words of the answers."""
        texts = QuestionType.texts(self, question_id, value)
        for key, words in self.points(value).items():
            texts[f"{point_id(question_id, key)}.text"] = words
        return texts


class Agreement(FixedChoice):
    """Five points of agreement and "don't know"."""

    name = "agreement"
    label = _("agreement scale")
    block_class = AgreementBlock
    makes_one_row = True


class YesNo(FixedChoice):
    """Yes or no."""

    name = "yes_no"
    label = _("yes or no")
    block_class = YesNoBlock

    def points(self, value: Any) -> dict[str, str]:
        """The two answers, or three."""
        words = super().points(value)
        return words if value["with_dont_know"] else {key: words[key] for key in ("yes", "no")}


def point_id(question_id: str, key: str) -> str:
    """Identity of a point of a scale, repeatable for each question."""
    return str(uuid.uuid5(uuid.UUID(question_id), key)) if question_id else ""


TYPES = [SingleChoice(), SeveralChoices(), YesNo(), Agreement()]
