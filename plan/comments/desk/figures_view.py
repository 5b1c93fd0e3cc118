"""How the comments of each consultation are doing."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import HeaderButton

from plan.comments.desk.pages import SPACE, DeskView
from plan.comments.desk.places import consultation_titles
from plan.comments.durations import in_words
from plan.comments.figures import CommentFigures, comment_figures, transparency_line
from plan.comments.permissions import can_change_comment_settings
from plan.consultation.models import Consultation


class FiguresListView(DeskView):
    """All consultations that take or took comments."""

    template_name = "plan/comments/admin/figures_list.html"
    page_title: Any = gettext_lazy("Figures of comments")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add titles, and the way to each."""
        titles = consultation_titles()
        rows = Consultation.objects.filter(pk__in=titles).order_by("-opens_at", "pk")
        context: dict[str, Any] = super().get_context_data(
            rows=[(row, titles[row.pk]) for row in rows], **kwargs
        )
        return context


class FiguresView(DeskView):
    """One consultation."""

    template_name = "plan/comments/admin/figures.html"
    page_title: Any = gettext_lazy("Figures of comments")

    @cached_property
    def consultation(self) -> Consultation:
        """The consultation of the address."""
        return get_object_or_404(
            Consultation.objects.select_related("comment_settings"),
            public_id=self.kwargs["public_id"],
            comment_settings__isnull=False,
        )

    def trail(self) -> list[dict[str, Any]]:
        """By way of all figures."""
        title = consultation_titles().get(self.consultation.pk, "")
        above = {"url": reverse(f"{SPACE}:figures"), "label": _("Figures of comments")}
        return [above, {"url": "", "label": title}]

    def get_header_buttons(self) -> list[Any]:
        """The way to the settings, for those who may change them."""
        if not can_change_comment_settings(self.request.user, self.consultation):
            return []
        url = reverse(f"{SPACE}:settings", args=[self.consultation.public_id])
        return [HeaderButton(_("Settings of comments"), url, icon_name="cog", priority=10)]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the figures."""
        figures = comment_figures(self.consultation)
        context: dict[str, Any] = super().get_context_data(
            consultation=self.consultation,
            title=consultation_titles().get(self.consultation.pk, ""),
            figures=figures,
            states=states_of(figures),
            median=in_words(figures.median) if figures.median is not None else "",
            line=transparency_line(self.consultation),
            **kwargs,
        )
        return context


def states_of(figures: CommentFigures) -> list[tuple[str, int]]:
    """Every state that counts, in words, with its number."""
    from plan.comments.enums import CommentState

    return [
        (str(state.label), figures.by_state.get(state, 0))
        for state in CommentState
        if state is not CommentState.UNCONFIRMED
    ]
