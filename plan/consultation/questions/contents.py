"""What stands between questions: text to read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from plan.consultation.questions.base import ContentType, show_if_block

#: What an editor can do with text between questions.
FEATURES = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class TextContentBlock(blocks.StructBlock):
    """Text between questions."""

    text = blocks.RichTextBlock(label=_("text"), features=FEATURES)
    show_if = show_if_block()

    class Meta:
        icon = "pilcrow"
        label = _("text to read")


class TextContent(ContentType):
    """Text between questions."""

    name = "content_text"
    label = _("text to read")
    block_class = TextContentBlock
    template = "plan/consultation/contents/text.html"

    def texts(self, value: Any, language: str) -> dict[str, str]:
        """The text as HTML of the editor."""
        return {"text": value["text"].source}


TYPES = [TextContent()]
