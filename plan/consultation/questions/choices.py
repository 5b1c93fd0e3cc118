"""Questions answered by choosing: one, several, how far one agrees."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import QuestionBlock, QuestionType
from plan.forms.fields import OptionsField
from plan.forms.widgets import Choice


class OptionBlock(blocks.StructBlock):
    """One answer to choose. Its identity is that of the list item, the same in every language."""

    text = blocks.CharBlock(label=_("answer"), max_length=300)
    hint = blocks.CharBlock(label=_("hint"), required=False, max_length=300)
    behaviour = blocks.ChoiceBlock(
        label=_("behaviour"),
        required=False,
        choices=[
            ("exclusive", _("Excludes the others (“None of these”)")),
            ("other", _("Asks “please say” (“Other”)")),
        ],
    )


class SingleChoiceBlock(QuestionBlock):
    """A question with one answer out of several."""

    options = blocks.ListBlock(OptionBlock(), label=_("answers"), min_num=2)

    class Meta:
        icon = "radio-full"
        label = _("one choice")


class SeveralChoicesBlock(QuestionBlock):
    """A question with any number of answers."""

    options = blocks.ListBlock(OptionBlock(), label=_("answers"), min_num=2)
    minimum = blocks.IntegerBlock(label=_("at least"), required=False, min_value=1)
    maximum = blocks.IntegerBlock(label=_("at most"), required=False, min_value=1)

    class Meta:
        icon = "check"
        label = _("several choices")


class AgreementBlock(QuestionBlock):
    """How far one agrees: five points and "don't know", always the same and in this order."""

    options = blocks.StructBlock(
        [
            ("strongly_agree", blocks.CharBlock(default="Strongly agree", max_length=100)),
            ("agree", blocks.CharBlock(default="Agree", max_length=100)),
            ("neither", blocks.CharBlock(default="Neither agree nor disagree", max_length=100)),
            ("disagree", blocks.CharBlock(default="Disagree", max_length=100)),
            ("strongly_disagree", blocks.CharBlock(default="Strongly disagree", max_length=100)),
            ("dont_know", blocks.CharBlock(default="Don’t know", max_length=100)),
        ],
        label=_("words of the scale"),
        collapsed=True,
    )

    class Meta:
        icon = "order"
        label = _("agreement scale")


class ChoiceQuestion(QuestionType):
    """What all choice questions share: options known by their ids."""

    is_multiple: ClassVar[bool] = False

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the options, in order, with what each does."""
        structure = super().structure(question_id, value)
        structure["options"] = [
            {
                "id": item.id,
                "is_exclusive": item.value["behaviour"] == "exclusive",
                "is_other": item.value["behaviour"] == "other",
            }
            for item in value["options"].bound_blocks
        ]
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the words of the options."""
        texts = super().texts(question_id, value)
        for item in value["options"].bound_blocks:
            texts[f"{item.id}.text"] = item.value["text"]
            texts[f"{item.id}.hint"] = item.value["hint"] or ""
        return texts

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """Radio buttons or tick boxes."""
        choices = [
            Choice(
                value=str(option.id),
                label=option.text,
                hint=option.hint,
                is_exclusive=option.is_exclusive,
                is_other=option.is_other,
            )
            for option in question.options
        ]
        return OptionsField(
            choices=choices,
            is_multiple=self.is_multiple,
            minimum=question.settings.get("minimum"),
            maximum=question.settings.get("maximum"),
            **self.field_arguments(question),
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """A row for each chosen option; the words of "other" stand beside it."""
        values = []
        for chosen in cleaned["options"]:
            option = question.option(uuid.UUID(chosen))
            words = cleaned["other"] if option and option.is_other else ""
            values.append(AnswerValue(option_id=uuid.UUID(chosen), text=words))
        return values

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
        structure["settings"] = {"minimum": value["minimum"], "maximum": value["maximum"]}
        return structure

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


class Agreement(ChoiceQuestion):
    """Five points of agreement and "don't know"; ids are made from the question's."""

    name = "agreement"
    label = _("agreement scale")
    block_class = AgreementBlock
    makes_one_row = True

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """The six points, always in the same order."""
        structure = QuestionType.structure(self, question_id, value)
        structure["options"] = [
            {"id": point_id(question_id, key), "is_exclusive": False, "is_other": False}
            for key in value["options"]
        ]
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the words of the points."""
        texts = QuestionType.texts(self, question_id, value)
        for key, words in value["options"].items():
            texts[f"{point_id(question_id, key)}.text"] = words
        return texts


def point_id(question_id: str, key: str) -> str:
    """Identity of a point of a scale, repeatable for each question."""
    return str(uuid.uuid5(uuid.UUID(question_id), key)) if question_id else ""


TYPES = [SingleChoice(), SeveralChoices(), Agreement()]
