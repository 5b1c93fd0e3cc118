"""What pages of a plan have in common. Mixins first, thin concrete pages second."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.http import Http404
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index

from plan import ancestry
from plan.blocks.passages import PassageStreamBlock, passage_text
from plan.fields import PlanStreamField
from plan.forms.held_pages import HeldPageForm
from plan.readers import speaks
from plan.splitting import split_paragraphs

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from plan.models.plan_page import PlanPage

    MixinBase = Page
else:
    MixinBase = models.Model


class InPlanMixin(MixinBase):
    """A page of ours: found below a plan, restricted together with its translations."""

    base_form_class = HeldPageForm

    class Meta:
        abstract = True

    #: The pages that led to this one, with their restrictions, when it was found by its address.
    routed_through: Sequence[Page] = ()

    @cached_property
    def chain(self) -> Sequence[Page]:
        """This page and those above it, from the root down."""
        return self.routed_through or ancestry.chain_of(self)

    @cached_property
    def plan_page(self) -> PlanPage | None:
        """The plan this page belongs to, in this page's language; None above or outside one."""
        return ancestry.plan_in(self.chain) if self.depth and self.depth > 2 else None

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Find a page below by its whole address; step by step where that finds none."""
        if not path_components and self.depth > 2 and not speaks(request, self.locale):
            raise Http404
        found = ancestry.find_below(self, path_components) if path_components else None
        if found is not None:
            return found.route(request, [])
        return super().route(request, path_components)

    def is_source(self) -> bool:
        """Whether this is the page its translations were made from: the group's oldest."""
        group = Page.objects.filter(translation_key=self.translation_key)
        return not group.filter(pk__lt=self.pk).exists()

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """Restrictions of this page, its ancestors, and the translations of any of them.

        A restriction set in one language holds in all.
        """
        is_open = self.routed_through and not any(page.is_restricted for page in self.chain)
        if not self.path or is_open:
            return PageViewRestriction.objects.none()
        keys = Page.objects.ancestor_of(self, inclusive=True).values("translation_key")
        return PageViewRestriction.objects.filter(page__translation_key__in=keys)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what every page of a plan shows around its text."""
        from plan.contexts import page_frame

        return {
            **super().get_context(request, *args, **kwargs),
            **page_frame(self, request),
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """No copy of a page may outlive what time changes on it."""
        response: HttpResponseBase = super().serve(request, *args, **kwargs)
        reader = (getattr(response, "context_data", None) or {}).get("reader")
        if reader is not None:
            reader.limit_caching(response)
        return response


class PlanChildMixin(InPlanMixin):
    """Opts a page type in as a child of PlanPage (see `PlanPage.clean_subpage_models`)."""

    parent_page_types: ClassVar = ["plan.PlanPage"]

    class Meta:
        abstract = True


class PassagesMixin(MixinBase):
    """A body of passages, which keeps one identity per paragraph."""

    body = PlanStreamField(PassageStreamBlock(), verbose_name=_("text"), blank=True)

    body_panels: ClassVar = [FieldPanel("body")]
    body_search_fields: ClassVar = [index.SearchField("searchable_text")]

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give each paragraph a block of its own first, on the source page only."""
        self.separate_passages()
        super().save(*args, **kwargs)

    def save_revision(self, *args: Any, **kwargs: Any) -> Any:
        """As `save`: autosave makes revisions without saving the page."""
        self.separate_passages()
        return super().save_revision(*args, **kwargs)

    def searchable_text(self) -> str:
        """Words of all passages, without those of private files."""
        texts = (passage_text(block.block_type, block.value) for block in self.body)
        return "\n".join(filter(None, texts))

    def separate_passages(self) -> None:
        """Replace text blocks of several paragraphs by one block each; ids are repeatable."""
        if self.alias_of_id is not None:
            return
        parts = split_paragraphs(self.body)
        is_source = self.pk is None or self.is_source()
        if parts is not None and is_source:
            self.body = parts


class BslMixin(MixinBase):
    """A British Sign Language video of a page."""

    bsl_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("BSL video file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    bsl_url = models.URLField(
        _("or address of the BSL video"),
        blank=True,
        help_text=_("On your own host. Nothing is loaded from there before the reader agrees."),
    )

    bsl_panels: ClassVar = [
        MultiFieldPanel(
            [FieldPanel("bsl_file"), FieldPanel("bsl_url")],
            heading=_("British Sign Language"),
        )
    ]

    class Meta:
        abstract = True


class VideoMixin(MixinBase):
    """A video with captions; the transcript is the page's text."""

    video_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("video file"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    video_url = models.URLField(
        _("or address of the video"),
        blank=True,
        help_text=_("On your own host. Nothing is loaded from there before the reader agrees."),
    )
    captions_file = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("captions (WebVTT)"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    video_panels: ClassVar = [
        MultiFieldPanel(
            [
                FieldPanel("video_file"),
                FieldPanel("video_url"),
                FieldPanel("captions_file"),
            ],
            heading=_("Video"),
            help_text=_("Its transcript is the text below."),
        )
    ]

    class Meta:
        abstract = True
