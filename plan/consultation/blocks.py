"""Blocks of a consultation page: the form, other ways to take part, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.blocks.passages import KeyBlock
from plan.consultation.logic import OPERATORS
from plan.consultation.picking import ClauseAnswersBlock, IdentityBlock, show_if_block
from plan.consultation.questions import ItemType, item_type, item_types

WORDS = ["bold", "italic", "link", "ol", "ul"]


OPERATOR_LABELS: Mapping[str, Any] = {
    "is": _("is"),
    "is_not": _("is not"),
    "is_one_of": _("is one of"),
    "is_none_of": _("is none of"),
    "answered": _("has been answered"),
    "not_answered": _("has not been answered"),
    "more_than": _("is more than, or after"),
    "less_than": _("is less than, or before"),
    "at_least": _("is at least, or on or after"),
    "at_most": _("is at most, or on or before"),
}


class QuestionsBlock(blocks.StreamBlock):
    """What a section holds: a block for each registered type of question and content.

    Types come from a hook, and hooks are only known once all apps are loaded: so the blocks are
    made when they are first asked for.
    """

    @property
    def child_blocks(self) -> Mapping[str, blocks.Block]:
        """Blocks by name of their type."""
        if not hasattr(self, "_question_blocks"):
            self._question_blocks = {
                name: kind.block() for name, kind in item_types().items() if self.holds(kind)
            }
        return self._question_blocks

    @child_blocks.setter
    def child_blocks(self, declared: Mapping[str, blocks.Block]) -> None:
        """Wagtail sets what the class declares, which here is nothing."""

    def holds(self, kind: ItemType) -> bool:
        """Whether a type can stand here."""
        return True


class BankQuestionsBlock(QuestionsBlock):
    """What a question bank holds: everything but other banks."""

    def holds(self, kind: ItemType) -> bool:
        """Whether a type can stand in a bank."""
        return kind.is_for_banks


class SectionBlock(blocks.StructBlock):
    """One page of the form."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    introduction = blocks.RichTextBlock(
        label=_("introduction"),
        required=False,
        features=["h3", *WORDS],
        help_text=_("What people need to know before they answer."),
    )
    is_sensitive = blocks.BooleanBlock(
        label=_("sensitive"),
        required=False,
        help_text=_("Support contacts are shown before and after it, and a quick way out."),
    )
    show_if = show_if_block()
    questions = QuestionsBlock(label=_("questions"), required=False)

    class Meta:
        icon = "form"
        label = _("section")
        label_format = "{title}"


class ExitBlock(blocks.StructBlock):
    """A page on which the way through the form ends, and nothing is sent."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    introduction = blocks.RichTextBlock(
        label=_("text"),
        features=["h3", *WORDS],
        help_text=_("Why the survey ends here, and what else people can do."),
    )
    show_if = show_if_block()

    class Meta:
        icon = "cross"
        label = _("exit page")
        label_format = "{title}"


class FormBlock(blocks.StreamBlock):
    """The whole form."""

    section = SectionBlock()
    exit = ExitBlock()

    class Meta:
        label = _("form")


class ClauseBlock(blocks.StructBlock):
    """One comparison with an earlier answer."""

    question = IdentityBlock(label=_("question"), required=True)
    operator = blocks.ChoiceBlock(
        label=_("comparison"),
        choices=[(name, OPERATOR_LABELS[name]) for name in OPERATORS],
        default="is",
    )
    answers = ClauseAnswersBlock(
        label=_("answer"),
        required=False,
        help_text=_("One of these answers, or several for “is one of”."),
    )

    class Meta:
        icon = "decisions"
        label = _("comparison")


class ConditionBlock(blocks.StructBlock):
    """A named condition that sections and questions of this form can use."""

    name = KeyBlock(
        label=_("name"), regex=r"(?s)^.{1,100}$", help_text=_("For you; readers never see it.")
    )
    match = blocks.ChoiceBlock(
        label=_("holds if"),
        choices=[("all", _("all of these are true")), ("any", _("any of these is true"))],
        default="all",
    )
    clauses = blocks.ListBlock(ClauseBlock(), label=_("comparisons"), min_num=1)

    class Meta:
        icon = "decisions"
        label = _("condition")
        label_format = "{name}"


class ConditionsBlock(blocks.StreamBlock):
    """All conditions of a form."""

    condition = ConditionBlock()

    class Meta:
        label = _("conditions")


class WayBlock(blocks.StructBlock):
    """A way to take part without the website."""

    kind = blocks.ChoiceBlock(
        label=_("way"),
        choices=[
            ("email", _("Email")),
            ("post", _("Post")),
            ("phone", _("Phone")),
            ("event", _("Event")),
            ("relay", _("Relay service or interpreter")),
            ("other", _("Another way")),
        ],
        default="email",
    )
    details = blocks.RichTextBlock(
        label=_("how"), features=WORDS, help_text=_("Address, number, place and time.")
    )

    class Meta:
        icon = "mail"
        label = _("another way to take part")


class AskedSaidDidBlock(blocks.StructBlock):
    """One thing that was asked, what people said, and what was done about it."""

    asked = blocks.TextBlock(label=_("We asked"))
    said = blocks.TextBlock(label=_("You said"))
    did = blocks.TextBlock(label=_("We did"))

    class Meta:
        icon = "tasks"
        label = _("we asked, you said, we did")
        template = "plan/consultation/blocks/asked_said_did.html"


class OutcomeBlock(blocks.StreamBlock):
    """What came of a consultation."""

    asked_said_did = AskedSaidDidBlock()
    text = blocks.RichTextBlock(
        label=_("text"),
        icon="pilcrow",
        features=["h2", "h3", "document-link", *WORDS],
        template="plan/consultation/blocks/text.html",
    )

    class Meta:
        label = _("outcome")


def block_count(value: Any) -> int:
    """How many questions a form has."""
    return sum(
        item_type(block.block_type).is_asked
        for section in value
        for block in section.value.get("questions") or ()
    )
