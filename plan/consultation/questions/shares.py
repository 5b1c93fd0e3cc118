"""Questions that weigh answers against each other: ranking them, sharing points out."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import QuestionBlock, QuestionType
from plan.consultation.questions.choice_blocks import ItemBlock, order_block, order_settings
from plan.consultation.questions.choices import choices_of, option_structures, option_texts
from plan.consultation.questions.limits import (
    MOST_RANKS,
    Faults,
    faults_of_ranks,
    faults_of_total,
    refuse,
)
from plan.consultation.questions.numbers import plain
from plan.consultation.questions.paper import Figures, Note, PaperPart, boxes_of
from plan.forms.fields_grid import PointsField, RanksField

#: Ranks in words, as many as `MOST_RANKS`.
RANKS = (
    pgettext_lazy("rank", "1st"),
    pgettext_lazy("rank", "2nd"),
    pgettext_lazy("rank", "3rd"),
    pgettext_lazy("rank", "4th"),
    pgettext_lazy("rank", "5th"),
    pgettext_lazy("rank", "6th"),
    pgettext_lazy("rank", "7th"),
    pgettext_lazy("rank", "8th"),
    pgettext_lazy("rank", "9th"),
    pgettext_lazy("rank", "10th"),
)


class RankingBlock(QuestionBlock):
    """Answers put in order, without dragging."""

    options = blocks.ListBlock(
        ItemBlock(), label=_("answers"), min_num=2, max_num=20, help_text=_("Fewer is fairer.")
    )
    top = blocks.IntegerBlock(
        label=_("rank only the first"),
        required=False,
        min_value=1,
        max_value=MOST_RANKS,
        help_text=_("For example 3, to pick the three that matter most. Empty: all of them."),
    )
    order = order_block()

    class Meta:
        icon = "list-ol"
        label = _("ranking")

    def clean(self, value: Any) -> Any:
        """Nobody can give more ranks than there are answers, or words for ranks."""
        cleaned = super().clean(value)
        refuse(faults_of_ranks(cleaned["top"], len(cleaned["options"])))
        return cleaned


class PointsBlock(QuestionBlock):
    """A budget, or points, shared out between answers."""

    options = blocks.ListBlock(ItemBlock(), label=_("answers"), min_num=2, max_num=20)
    total = blocks.IntegerBlock(
        label=_("what the numbers must come to"), default=100, min_value=1, max_value=10**9
    )
    unit = blocks.CharBlock(
        label=_("of what"),
        required=False,
        max_length=60,
        help_text=_("For example “points” or “£ million”."),
    )

    class Meta:
        icon = "plus-inverse"
        label = _("points or budget to share out")


class WeighingQuestion(QuestionType):
    """What both share: a value for each answer."""

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the answers."""
        structure = super().structure(question_id, value)
        structure["options"] = option_structures(value["options"])
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the words of the answers."""
        return {**super().texts(question_id, value), **option_texts(value["options"])}

    def columns(self, question: QuestionDefinition) -> list[tuple[str, str]]:
        """A column for each answer."""
        return [
            (str(place), f"{question.text} – {option.text}")
            for place, option in enumerate(question.options, 1)
        ]

    def typed(
        self, question: QuestionDefinition, name: str, values: Sequence[AnswerValue]
    ) -> dict[str, list[str]]:
        """What stands beside each answer."""
        return {
            f"{name}-{value.option_id.hex}": [self.cell(value)]
            for value in values
            if value.option_id
        }

    def cell(self, value: AnswerValue) -> str:
        """The number of one value."""
        raise NotImplementedError


class Ranking(WeighingQuestion):
    """Answers in order: a row for each that was ranked, with its rank."""

    name = "ranking"
    label = _("ranking")
    block_class = RankingBlock
    in_conditions = _(
        "“Is” holds where the answer was ranked, at whatever place, “is not” where it was not."
    )

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add how many are ranked, and in which order they are shown."""
        structure = super().structure(question_id, value)
        structure["settings"] = {"top": value["top"], **order_settings(value)}
        return structure

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """More ranks than can be given."""
        return faults_of_ranks(question.settings.get("top"), len(question.options))

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A list of ranks for each answer."""
        most = question.settings.get("top") or len(question.options)
        return RanksField(
            lines=choices_of(question), ranks=RANKS[:most], **self.field_arguments(question)
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """A row for each rank, best first."""
        return [
            AnswerValue(option_id=uuid.UUID(option), position=rank)
            for option, rank in cleaned.items()
        ]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """Rank and answer."""
        option = question.option(value.option_id) if value.option_id else None
        if option is None or not value.position:
            return ""
        return f"{RANKS[value.position - 1]}: {option.text}"

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """A place for a rank beside each answer, and how many ranks there are to give."""
        number = len(question.options)
        most = question.settings.get("top") or number
        if most == 1:
            words = gettext("Write 1 beside the answer that comes first, and nothing else.")
        elif most < number:
            words = gettext(
                "Rank only the first %(most)d: write 1 beside the highest, and so on down to "
                "%(most)d. Use each number once, and leave the others empty."
            )
        else:
            words = gettext(
                "Write 1 beside the highest, and so on down to %(most)d. Use each number once."
            )
        return [Note(words % {"most": most}), Figures(boxes_of(question.options))]

    def cell(self, value: AnswerValue) -> str:
        """The rank."""
        return str(value.position)

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The rank of each answer; empty where it has none."""
        ranks = {value.option_id: self.cell(value) for value in values}
        return [ranks.get(option.id, "") for option in question.options]


class Points(WeighingQuestion):
    """Numbers that come to a total: a row for each that was typed."""

    name = "points"
    label = _("points or budget to share out")
    block_class = PointsBlock
    in_conditions = _(
        "“Is” holds where the answer was given more than 0, “is not” where it was not."
    )

    def structure(self, question_id: str, value: Any) -> dict[str, Any]:
        """Add the total."""
        structure = super().structure(question_id, value)
        structure["settings"] = {"total": value["total"]}
        return structure

    def texts(self, question_id: str, value: Any) -> dict[str, str]:
        """Add the unit."""
        return {**super().texts(question_id, value), f"{question_id}.unit": value["unit"] or ""}

    def setting_faults(self, question: QuestionDefinition) -> Faults:
        """Nothing to share out."""
        return faults_of_total(question.settings["total"])

    def form_field(self, question: QuestionDefinition) -> forms.Field:
        """A number for each answer."""
        return PointsField(
            lines=choices_of(question),
            total=question.settings["total"],
            unit=question.texts.get("unit", ""),
            **self.field_arguments(question),
        )

    def to_values(self, question: QuestionDefinition, cleaned: Any) -> list[AnswerValue]:
        """A row for each number; of special category only for those above nought.

        There numbers are encrypted, so that a row with nought would be counted as a choice.
        """
        least = 1 if question.is_protected else 0
        return [
            AnswerValue(option_id=option.id, number=Decimal(cleaned[str(option.id)]))
            for option in question.options
            if cleaned.get(str(option.id), -1) >= least
        ]

    def display_one(self, question: QuestionDefinition, value: AnswerValue) -> str:
        """Answer and number, with the unit where there is one."""
        option = question.option(value.option_id) if value.option_id else None
        if option is None or value.number is None:
            return ""
        number = number_format(plain(value.number))
        unit = question.texts.get("unit", "")
        return f"{option.text}: {number} {unit}".rstrip()

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """A place for a number beside each answer, and what they must come to."""
        most = int(question.settings["total"])
        total = f"{number_format(most)} {question.texts.get('unit', '')}".rstrip()
        words = gettext("Write a whole number beside each answer. They must add up to %(total)s.")
        sum_words = gettext("Total: %(total)s") % {"total": total}
        figures = Figures(boxes_of(question.options), sum_words, digits=len(str(most)))
        return [Note(words % {"total": total}), figures]

    def cell(self, value: AnswerValue) -> str:
        """The number."""
        return "" if value.number is None else plain(value.number)

    def cells(self, question: QuestionDefinition, values: Sequence[AnswerValue]) -> list[str]:
        """The number of each answer: 0 where none was given, empty where nothing was answered."""
        numbers = {value.option_id: self.cell(value) for value in values}
        return [numbers.get(option.id, "0" if values else "") for option in question.options]


TYPES = [Ranking(), Points()]
