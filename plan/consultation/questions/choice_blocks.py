"""What editors fill in for questions answered by choosing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from plan.consultation.option_order import RANDOM
from plan.consultation.questions.base import QuestionBlock
from plan.consultation.questions.limits import faults_of_choices, refuse


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


class PointBlock(blocks.StructBlock):
    """A point of a scale. Its identity is that of the list item."""

    text = blocks.CharBlock(label=_("point"), max_length=100)


class ItemBlock(blocks.StructBlock):
    """Something to be ranked or weighed. Its identity is that of the list item."""

    text = blocks.CharBlock(label=_("answer"), max_length=300)
    hint = blocks.CharBlock(label=_("hint"), required=False, max_length=300)


def order_block() -> blocks.ChoiceBlock:
    """Whether everybody sees the answers in the same order."""
    return blocks.ChoiceBlock(
        label=_("order of the answers"),
        choices=[
            ("fixed", _("As written here")),
            (RANDOM, _("Another order for each person; “none of these” and “other” stay last")),
        ],
        default="fixed",
    )


def order_settings(value: Any) -> dict[str, Any]:
    """What the structure says of the order: nothing where it is fixed."""
    return {"order": RANDOM} if value.get("order") == RANDOM else {}


def check_others(options: Any) -> None:
    """Two answers that ask “please say” would share one box: refused beside the answers."""
    if sum(option["behaviour"] == "other" for option in options) > 1:
        fault = _("Let one answer only ask “please say”.")
        raise StructBlockValidationError(
            block_errors={"options": ListBlockValidationError(non_block_errors=[fault])}
        )


class ChoicesBlock(QuestionBlock):
    """A question whose answers the editor writes."""

    options = blocks.ListBlock(OptionBlock(), label=_("answers"), min_num=2)
    order = order_block()

    def clean(self, value: Any) -> Any:
        """At most one box for “please say”."""
        cleaned = super().clean(value)
        check_others(cleaned["options"])
        return cleaned


class SingleChoiceBlock(ChoicesBlock):
    """A question with one answer out of several."""

    class Meta:
        icon = "radio-full"
        label = _("one choice")


class SeveralChoicesBlock(ChoicesBlock):
    """A question with any number of answers."""

    minimum = blocks.IntegerBlock(label=_("at least"), required=False, min_value=1)
    maximum = blocks.IntegerBlock(label=_("at most"), required=False, min_value=1)

    class Meta:
        icon = "check"
        label = _("several choices")

    def clean(self, value: Any) -> Any:
        """No more are asked for than can be chosen together."""
        cleaned = super().clean(value)
        exclusive = [option["behaviour"] == "exclusive" for option in cleaned["options"]]
        refuse(faults_of_choices(cleaned["minimum"], cleaned["maximum"], exclusive))
        return cleaned


class YesNoBlock(QuestionBlock):
    """Yes or no, and "don't know" where the editor offers it."""

    options = blocks.StructBlock(
        [
            ("yes", blocks.CharBlock(default="Yes", max_length=100)),
            ("no", blocks.CharBlock(default="No", max_length=100)),
            ("dont_know", blocks.CharBlock(default="Don’t know", max_length=100)),
        ],
        label=_("words of the answers"),
        collapsed=True,
    )
    with_dont_know = blocks.BooleanBlock(
        label=_("offer “don’t know” too"), required=False, default=False
    )

    class Meta:
        icon = "radio-full"
        label = _("yes or no")


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
