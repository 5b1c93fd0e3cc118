"""Documents and formats in which a plan is offered."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from plan.enums import FormatKind


def content_languages() -> list[tuple[str, str]]:
    """Languages a document can be in: those the site is configured for."""
    from django.conf import settings

    return [(code, name) for code, name in settings.LANGUAGES]


class FormatBlock(blocks.StructBlock):
    """A file, a page here or an address elsewhere, in one language and one kind of format."""

    title = blocks.CharBlock(label=_("title"), max_length=200)
    kind = blocks.ChoiceBlock(label=_("format"), choices=FormatKind.choices)
    language = blocks.ChoiceBlock(label=_("language"), choices=content_languages)
    document = DocumentChooserBlock(label=_("file"), required=False)
    page = blocks.PageChooserBlock(label=_("or page"), required=False)
    address = blocks.URLBlock(label=_("or address elsewhere"), required=False)

    class Meta:
        icon = "doc-full-inverse"
        label = _("format")

    def clean(self, value: Any) -> Any:
        """Exactly one of file, page and address is needed."""
        result = super().clean(value)
        chosen = [name for name in ("document", "page", "address") if result.get(name)]
        if len(chosen) != 1:
            message = ValidationError(_("Give exactly one: a file, a page or an address."))
            raise StructBlockValidationError(
                block_errors={chosen[-1] if chosen else "document": message}
            )
        return result
