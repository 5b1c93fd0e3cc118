"""Statements and sections: the plan's chapters that core itself knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index

from plan.models.mixins import BslMixin, PassagesMixin, PlanChildMixin, VideoMixin
from plan.translation import synchronized

if TYPE_CHECKING:
    from django.http import HttpRequest


class ChapterContextMixin(PlanChildMixin):
    """A page read as a chapter: contents, passages with numbers, previous and next."""

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the chapter's passages and contents."""
        from plan.contexts import chapter

        frame = super().get_context(request, *args, **kwargs)
        return {**frame, **chapter(self, frame["reader"], frame["chapters"])}


class StatementPage(VideoMixin, BslMixin, PassagesMixin, ChapterContextMixin, Page):
    """A foreword or introduction by a person, in the role held then."""

    speaker = models.CharField(_("speaker"), max_length=120)
    role = models.CharField(_("role held then"), max_length=200)
    summary = models.TextField(_("summary"), blank=True)
    portrait = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("portrait"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    portrait_alt = models.CharField(
        _("portrait: what it shows"),
        max_length=200,
        blank=True,
        help_text=_("Read out to those who cannot see it."),
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("speaker"), FieldPanel("role")]),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel("portrait"), FieldPanel("portrait_alt")], heading=_("Portrait")
        ),
        *VideoMixin.video_panels,
        *BslMixin.bsl_panels,
        *PassagesMixin.body_panels,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("speaker"),
        index.SearchField("summary"),
        *PassagesMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = synchronized("slug")
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A foreword or introduction: who speaks, portrait, video, transcript.")
    template = "plan/statement_page.html"

    class Meta:
        verbose_name = _("statement")


class SectionPage(BslMixin, PassagesMixin, ChapterContextMixin, Page):
    """A chapter of the plan."""

    summary = models.TextField(_("summary"), blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("summary"),
        *BslMixin.bsl_panels,
        *PassagesMixin.body_panels,
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        *PassagesMixin.body_search_fields,
    ]
    override_translatable_fields: ClassVar = synchronized("slug")
    subpage_types: ClassVar[list[str]] = []
    page_description = _("A chapter of the plan, made of numbered passages.")
    template = "plan/section_page.html"

    class Meta:
        verbose_name = _("section")
