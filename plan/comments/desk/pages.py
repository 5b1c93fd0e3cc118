"""What the pages of the desk share: who may come in, the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic import WagtailAdminTemplateMixin

from plan.comments.models import Comment
from plan.comments.permissions import can_view_comment, can_view_comments
from plan.consultation.references import normalise_reference

SPACE = "plan_comments_admin"


class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk."""

    header_icon = "openquote"
    page_title: Any = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Only for those whom it is for."""
        if not self.may_enter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def may_enter(self, user: Any) -> bool:
        """For those who may read comments, unless a page says otherwise."""
        return can_view_comments(user)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """From the admin's front page to here."""
        queue = {"url": reverse(f"{SPACE}:queue"), "label": _("Comments")}
        return [*self.breadcrumbs_items, queue, *self.trail()]

    def trail(self) -> list[dict[str, Any]]:
        """The last steps to here, below the queue."""
        return [{"url": "", "label": self.get_page_title()}]


def comment_for(user: Any, reference: str) -> Comment:
    """The comment of an address, for somebody who may read it: Http404, or PermissionDenied."""
    rows = Comment.objects.select_related(
        "consultation__comment_settings", "author", "original", "claimed_by", "official_answer"
    )
    comment = rows.filter(reference=normalise_reference(reference)).first()
    if comment is None:
        raise Http404(_("There is no comment with this reference."))
    if not can_view_comment(user, comment):
        raise PermissionDenied
    return comment
