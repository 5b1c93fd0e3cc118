"""Text between questions: to read at once, or to open."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.questions.base import ContentType, show_if_block
from plan.consultation.questions.contents.blocks import FEATURES, ContentBlock


class TextContentBlock(ContentBlock):
    """Text between questions."""

    text = blocks.RichTextBlock(label=_("text"), features=FEATURES)
    show_if = show_if_block()

    class Meta:
        icon = "pilcrow"
        label = _("text to read")
        description = _("Everybody sees it. Keep it short: put details into a fact bank.")
        preview_value: ClassVar = {"text": "<p>Please read this before you answer.</p>"}


class FactsContentBlock(ContentBlock):
    """Facts that those who want them can open."""

    title = blocks.CharBlock(
        label=_("title"), max_length=200, help_text=_("What people find when they open it.")
    )
    text = blocks.RichTextBlock(label=_("text"), features=FEATURES)
    show_if = show_if_block()

    class Meta:
        icon = "help"
        label = _("fact bank")
        description = _("Closed at first. For background, never for what everybody must read.")
        preview_value: ClassVar = {
            "title": "What the plan can decide",
            "text": "<p>Goals and money for policing, but not single cases.</p>",
        }


class TextContent(ContentType):
    """Text between questions."""

    name = "content_text"
    label = _("text to read")
    block_class = TextContentBlock
    template = "plan/consultation/contents/text.html"

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """The text as HTML of the editor."""
        return {"text": value["text"].source}


class FactsContent(ContentType):
    """Facts that those who want them can open."""

    name = "content_facts"
    label = _("fact bank")
    block_class = FactsContentBlock
    template = "plan/consultation/contents/facts.html"

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """The title, and the text as HTML of the editor."""
        return {"title": value["title"], "text": value["text"].source}


TYPES = [TextContent(), FactsContent()]
