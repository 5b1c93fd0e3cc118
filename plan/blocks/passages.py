"""Passages: the blocks a plan's text is made of, each with an identity of its own."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, ClassVar

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructValue
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from plan.blocks.open_streams import OpenStreamBlock
from plan.files import public_file

TEXT_FEATURES = ["bold", "italic", "link", "document-link"]
#: What may be pasted or typed in one go; `plan.passages.split` makes a passage of each part.
PARAGRAPH_FEATURES = ["h2", "h3", "h4", "ol", "ul", *TEXT_FEATURES]
#: Where words must not run together once the tags are gone.
LINE_ENDS = re.compile(r"</(?:p|li|h[1-6]|ul|ol|blockquote)\s*>|<[bh]r\b", re.IGNORECASE)
#: The page on which the editor is shown what a block looks like.
PREVIEW = "plan/blocks/preview.html"


class KeyBlock(blocks.RegexBlock):
    """A technical key. A RegexBlock, because translators are never shown those."""


class ParagraphBlock(blocks.RichTextBlock):
    """Running text. Several paragraphs become a passage each when the page is saved."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=PARAGRAPH_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("text")
        template = "plan/blocks/paragraph.html"
        preview_template = PREVIEW
        preview_value = "<p>We will listen to the people this plan is for.</p>"
        description = _("Type or paste any amount: each paragraph gets its own number and link.")


class ListBlock(blocks.RichTextBlock):
    """A bulleted or numbered list."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=["ul", "ol", *TEXT_FEATURES], **kwargs)

    class Meta:
        icon = "list-ul"
        label = _("list")
        template = "plan/blocks/list.html"
        preview_template = PREVIEW
        preview_value = "<ul><li>safer streets</li><li>better support</li></ul>"
        description = _("A list that is cited as one passage.")


class HeadingBlock(blocks.StructBlock):
    """A heading inside a chapter."""

    text = blocks.CharBlock(label=_("words"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("level"),
        choices=[
            ("2", _("Heading")),
            ("3", _("Subheading")),
            ("4", _("Small heading")),
        ],
        default="2",
    )

    class Meta:
        icon = "title"
        label = _("heading")
        template = "plan/blocks/heading.html"
        preview_template = PREVIEW
        preview_value: ClassVar = {"text": "How we will work together", "level": "2"}
        description = _("Headings make the list of contents.")


class QuotationBlock(blocks.StructBlock):
    """Somebody's words, and whose."""

    text = blocks.TextBlock(label=_("words"))
    attribution = blocks.CharBlock(label=_("who said or wrote it"), required=False)

    class Meta:
        icon = "openquote"
        label = _("quotation")
        template = "plan/blocks/quotation.html"
        preview_template = PREVIEW
        preview_value: ClassVar = {
            "text": "We want to hear from you.",
            "attribution": "The plan",
        }
        description = _("Quote only with permission or from what is already public.")


class PlanTableBlock(blocks.StructBlock):
    """A table with header cells and a caption."""

    caption = blocks.CharBlock(label=_("caption"), help_text=_("What the table shows."))
    table = TypedTableBlock([("text", blocks.CharBlock(required=False))], label=_("table"))
    first_column_is_header = blocks.BooleanBlock(
        label=_("the first column names the rows"), required=False, default=True
    )

    class Meta:
        icon = "table"
        label = _("table")
        template = "plan/blocks/table.html"
        preview_template = PREVIEW
        preview_value: ClassVar = {
            "caption": "Recorded offences",
            "table": {
                "columns": [
                    {"type": "text", "heading": "Year"},
                    {"type": "text", "heading": "Offences"},
                ],
                "rows": [{"values": ["2024", "120"]}, {"values": ["2025", "98"]}],
            },
            "first_column_is_header": True,
        }
        description = _("The column names are read out with each cell.")


class PassageImageBlock(blocks.StructBlock):
    """An image with its alternative text and a caption."""

    image = ImageBlock(label=_("image"))
    caption = blocks.CharBlock(label=_("caption"), required=False)

    def get_preview_value(self) -> Any:
        """The newest public image, for there is none that every site has."""
        return self.normalize({"image": newest(get_image_model()), "caption": "A caption"})

    class Meta:
        icon = "image"
        label = _("image")
        template = "plan/blocks/image.html"
        preview_template = PREVIEW
        description = _("Say in the alternative text what a reader who cannot see it must know.")


class DocumentLinkBlock(blocks.StructBlock):
    """A link to a file, with its type and size."""

    document = DocumentChooserBlock(label=_("document"))
    text = blocks.CharBlock(
        label=_("words of the link"),
        required=False,
        help_text=_("Empty: the document’s title."),
    )

    def get_preview_value(self) -> Any:
        """The newest public document."""
        return self.normalize({"document": newest(get_document_model()), "text": ""})

    class Meta:
        icon = "doc-full"
        label = _("document")
        template = "plan/blocks/document.html"
        preview_template = PREVIEW
        description = _("Type and size of the file are added by themselves.")


class CalloutBlock(blocks.StructBlock):
    """Something that must not be overlooked."""

    title = blocks.CharBlock(label=_("title"), required=False)
    text = blocks.RichTextBlock(label=_("text"), features=["ol", "ul", *TEXT_FEATURES])

    class Meta:
        icon = "warning"
        label = _("call-out")
        template = "plan/blocks/callout.html"
        preview_template = PREVIEW
        preview_value: ClassVar = {
            "title": "In an emergency",
            "text": "<p>Call 999.</p>",
        }
        description = _("For the few things a reader must not miss.")


class EmbeddedMeasureBlock(blocks.StructBlock):
    """A measure of progress, shown where the text speaks of it.

    Stores the page's identity; what is shown comes from the seam `plan.contributors`.
    """

    page = blocks.PageChooserBlock(label=_("page of the measure"))

    class Meta:
        icon = "order-up"
        label = _("measure of progress")
        template = "plan/blocks/embed.html"
        preview_value: ClassVar = {"page": None}
        preview_template = PREVIEW
        description = _("The latest figure, its direction and a small chart.")


class PassageStreamBlock(OpenStreamBlock):
    """The text of a chapter, as passages, with what apps put between them."""

    paragraph = ParagraphBlock()
    heading = HeadingBlock()
    list = ListBlock()
    quotation = QuotationBlock()
    table = PlanTableBlock()
    image = PassageImageBlock()
    document = DocumentLinkBlock()
    callout = CalloutBlock()
    measure = EmbeddedMeasureBlock()

    class Meta:
        label = _("text")


def is_passage(block_type: str) -> bool:
    """Whether a block is cited: has a number, a link and a place in the index."""
    return block_type in PassageStreamBlock.base_blocks


def newest(model: Any) -> Any:
    """The newest public image or document; None where there is none."""
    found = model.objects.order_by("-pk")[:20]
    return next((file for file in found if public_file(file)), None)


def passage_text(block_type: str, value: Any) -> str:
    """Plain words of a passage, for search, comparison and screen readers out of its place.

    What a passage only points to has no words here: whether a reader may see them is decided when
    it is shown, and private files have none at all. Blocks of apps are no passages.
    """
    if not is_passage(block_type):
        return ""
    if block_type in {"paragraph", "list"}:
        return words_of_html(str(value.source))
    if block_type == "table":
        return table_text(value)
    if block_type == "image":
        return image_text(value)
    if block_type == "document":
        document = public_file(value["document"])
        return (value["text"] or document.title) if document else ""
    if block_type == "measure":
        return ""
    if block_type == "callout":
        return " ".join(filter(None, [value["title"], words_of_html(str(value["text"].source))]))
    return " ".join(filter(None, [value.get("text"), value.get("attribution", "")]))


def image_text(value: StructValue) -> str:
    """Alternative text and caption, unless the image is kept private."""
    image = public_file(value["image"])
    if image is None:
        return ""
    alternative = getattr(image, "contextual_alt_text", "") or ""
    return " ".join(filter(None, [alternative, value["caption"]]))


def words_of_html(html: str) -> str:
    """Text of a rich text value, with a space where a paragraph, item or line ends."""
    return " ".join(unescape(strip_tags(LINE_ENDS.sub(r" \g<0>", html))).split())


def table_text(value: StructValue) -> str:
    """Caption, column names and cells, row by row."""
    table = value["table"]
    if not table:
        return str(value["caption"])
    lines = [
        str(value["caption"]),
        " ".join(column["heading"] for column in table.columns),
    ]
    lines += [" ".join(str(cell.value or "") for cell in row) for row in table.rows]
    return " ".join(" ".join(lines).split())
