"""Questions answered from a list that drops down: written by the editor, or kept once for all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from plan.consultation.definition import OptionDefinition, QuestionDefinition
from plan.consultation.option_lists import entries_of, labels_in, list_choices
from plan.consultation.questions.base import QuestionBlock
from plan.consultation.questions.choice_blocks import OptionBlock, check_others
from plan.consultation.questions.choices import ChoiceQuestion, point_id
from plan.consultation.questions.paper import Lines, Note, PaperPart, TickBoxes, boxes_of
from plan.forms.fields import OptionsField
from plan.forms.widgets_choice import SelectInput

#: On paper a longer list is not printed: its answer is written.
MOST_BOXES = 12


class OptionListBlock(blocks.ChoiceBlock):
    """One of the lists of answers, known by what its translations have in common.

    A choice of keys and not a chooser of rows: translators are not asked to translate it, and
    every language's page names the same list.
    """

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("list of answers"))
        super().__init__(choices=list_choices, **kwargs)

    def normalize_choice(self, value: Any) -> Any:
        """The key as it is stored: reading a page asks no database which lists there are."""
        return value


class DropDownBlock(QuestionBlock):
    """A question with one answer out of a long list."""

    option_list = OptionListBlock(
        required=False,
        help_text=_("Lists are kept under “Snippets”. Empty: only the answers written below."),
    )
    options = blocks.ListBlock(
        OptionBlock(), label=_("answers"), min_num=0, default=[], help_text=_("After the list.")
    )

    class Meta:
        icon = "list-ul"
        label = _("drop-down list")

    def clean(self, value: Any) -> Any:
        """There must be something to choose between."""
        cleaned = super().clean(value)
        if len(cleaned["options"]) + len(entries_of(cleaned["option_list"])) < 2:
            fault = ValidationError(_("Choose a list with answers, or write at least two."))
            raise StructBlockValidationError(block_errors={"option_list": fault})
        check_others(cleaned["options"])
        return cleaned


class AreaBlock(DropDownBlock):
    """A question about where somebody lives, works or goes, without an address."""

    option_list = OptionListBlock(label=_("list of areas"))

    class Meta:
        icon = "site"
        label = _("area")


class DropDownField(OptionsField):
    """One of many answers."""

    input_class = SelectInput


class DropDown(ChoiceQuestion):
    """One answer out of a list; answers of a kept list have ids made from question and code."""

    name = "drop_down"
    label = _("drop-down list")
    block_class: ClassVar[type[QuestionBlock]] = DropDownBlock
    field_class = DropDownField

    def compiled(
        self, item_id: str, value: Any, language: str
    ) -> Iterator[tuple[dict[str, Any], dict[str, str]]]:
        """Expand the list: codes and order from its source, labels in this language."""
        structure, texts = self.structure(item_id, value), self.texts(item_id, value)
        key = value.get("option_list")
        if key:
            options = [self.entry(item_id, code) for code in entries_of(key)]
            structure["options"] = [*options, *structure["options"]]
            structure["settings"] = {**structure["settings"], "list": str(key)}
            labels = labels_in(key, language)
            for option in options:
                texts[f"{option['id']}.text"] = labels.get(option["code"], "")
        yield structure, texts

    def entry(self, question_id: str, code: str) -> dict[str, Any]:
        """An answer of a kept list, for JSON."""
        return {
            "id": point_id(question_id, code),
            "is_exclusive": False,
            "is_other": False,
            "code": code,
        }

    def paper(self, question: QuestionDefinition) -> list[PaperPart]:
        """Boxes; of a long list a line to write on, with boxes for what stands beside it."""
        if len(question.options) <= MOST_BOXES:
            return super().paper(question)
        beside = beside_the_list(question)
        listed = [option.text for option in question.options if option not in beside]
        if not listed:
            return super().paper(question)
        words = gettext("Write one answer. The list goes from “%(first)s” to “%(last)s”.")
        parts: list[PaperPart] = [
            Note(words % {"first": listed[0], "last": listed[-1]}),
            Lines(1),
        ]
        if beside:
            parts += [Note(gettext("Or tick a box.")), TickBoxes(boxes_of(beside))]
        return parts


def beside_the_list(question: QuestionDefinition) -> list[OptionDefinition]:
    """What the editor added to a kept list; of a written one the answers that stand apart."""
    has_list = any(option.code for option in question.options)
    added = [option for option in question.options if has_list and not option.code]
    if 0 < len(added) <= MOST_BOXES:
        return added
    return [option for option in question.options if option.is_other or option.is_exclusive]


class Area(DropDown):
    """An area from a list: as near to an address as a consultation needs to come."""

    name = "area"
    label = _("area")
    block_class = AreaBlock
    is_area = True


TYPES = [DropDown(), Area()]
