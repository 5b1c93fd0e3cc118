"""What the blocks of all content share: how the editor is shown what they look like."""

from __future__ import annotations

import uuid
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail import blocks

from plan.blocks.passages import PREVIEW
from plan.consultation.builder import item
from plan.consultation.definition import ContentDefinition
from plan.consultation.questions.registry import content_type

#: What an editor can do with text between questions.
FEATURES = ["h3", "bold", "italic", "link", "document-link", "ol", "ul"]


class ContentBlock(blocks.StructBlock):
    """A block that looks in its preview as it does in the form."""

    def render(self, value: Any, context: dict[str, Any] | None = None) -> SafeString:
        """As a respondent sees it."""
        kind = content_type(self.name)
        item_id = str(uuid.UUID(int=0))
        [(raw, words)] = kind.compiled(item_id, value, get_language() or "")
        content = item(raw, words, {})
        found = kind.context(content) if isinstance(content, ContentDefinition) else {}
        return render_to_string(kind.template, {"content": content, **found})

    class Meta:
        preview_template = PREVIEW
