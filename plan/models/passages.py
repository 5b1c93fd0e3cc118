"""The passage index: a derived table of every citable piece of text."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


class PassageKind(models.TextChoices):
    """What a passage is, which decides how it is shown out of its place."""

    PARAGRAPH = "paragraph", _("Paragraph")
    HEADING = "heading", _("Heading")
    LIST = "list", _("List")
    QUOTATION = "quotation", _("Quotation")
    TABLE = "table", _("Table")
    IMAGE = "image", _("Image")
    DOCUMENT = "document", _("Document")
    CALLOUT = "callout", _("Call-out")
    MEASURE = "measure", _("Measure")
    FIELD = "field", _("Field")


class Passage(index.Indexed, models.Model):
    """One passage in one language, as last published. Rebuilt, never edited.

    Its identity is `(translation_key, block_id)`; everything else may change. `number` is what
    the reader sees ("2.14"); empty for a field of the page.
    """

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="plan_passages"
    )
    plan = models.ForeignKey("plan.Plan", on_delete=models.CASCADE, related_name="passages")
    locale = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.CASCADE, related_name="plan_passages"
    )
    translation_key = models.UUIDField()
    block_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=PassageKind.choices)
    number = models.CharField(max_length=20, blank=True)
    position = models.PositiveIntegerField()
    text = models.TextField()
    #: Codes of the languages a reader may see it in, where that was asked with it; no column.
    read_in: tuple[str, ...] | None = None

    search_fields: ClassVar = [
        index.SearchField("text"),
        index.FilterField("locale_id"),
        index.FilterField("page_id"),
        index.FilterField("plan_id"),
    ]

    class Meta:
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        ordering = ("plan", "locale", "position")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["translation_key", "block_id", "locale"],
                name="plan_unique_passage",
            )
        ]
        indexes: ClassVar = [
            models.Index(fields=["page", "position"], name="plan_passage_page"),
            models.Index(fields=["plan", "locale", "position"], name="plan_passage_plan"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:60]}".strip()
