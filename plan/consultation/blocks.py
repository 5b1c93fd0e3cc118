"""Blocks of a consultation page: the form, other ways to take part, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.questions import question_types

WORDS = ["bold", "italic", "link", "ol", "ul"]


class QuestionsBlock(blocks.StreamBlock):
    """The questions of a section: a block for each registered type.

    Types come from a hook, and hooks are only known once all apps are loaded: so the blocks are
    made when they are first asked for.
    """

    @property
    def child_blocks(self) -> Mapping[str, blocks.Block]:
        """Blocks by name of their type."""
        if not hasattr(self, "_question_blocks"):
            self._question_blocks = {name: kind.block() for name, kind in question_types().items()}
        return self._question_blocks

    @child_blocks.setter
    def child_blocks(self, declared: Mapping[str, blocks.Block]) -> None:
        """Wagtail sets what the class declares, which here is nothing."""


class SectionBlock(blocks.StructBlock):
    """One page of the form."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    introduction = blocks.RichTextBlock(
        label=_("introduction"),
        required=False,
        features=["h3", *WORDS],
        help_text=_("What people need to know before they answer."),
    )
    questions = QuestionsBlock(label=_("questions"), required=False)

    class Meta:
        icon = "form"
        label = _("section")
        label_format = "{title}"


class FormBlock(blocks.StreamBlock):
    """The whole form."""

    section = SectionBlock()

    class Meta:
        label = _("form")


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
    return sum(len(section.value["questions"]) for section in value)
