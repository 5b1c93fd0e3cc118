"""The queue: what waits, the oldest first, and ways to find any comment."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.widgets.button import HeaderButton

from plan.comments.actions.claim_comment import ClaimedError, claim_comment
from plan.comments.desk.bulk_forms import bulk_choices
from plan.comments.desk.pages import SPACE, DeskView
from plan.comments.desk.places import titles_and_lost
from plan.comments.desk.queue import SET_ASIDE, found_comments, next_unclaimed
from plan.comments.desk.queue_forms import QueueForm
from plan.comments.desk.queue_rows import row_of, with_facts
from plan.comments.permissions import can_erase_comments, can_moderate_comments

COMMENTS_A_PAGE = 50


class QueueView(DeskView):
    """Everything that waits at a glance, to be opened one by one or decided many at once."""

    template_name = "plan/comments/admin/queue.html"
    page_title: Any = gettext_lazy("Comments")

    def trail(self) -> list[dict[str, Any]]:
        """This is the top."""
        return []

    def get_header_buttons(self) -> list[Any]:
        """The ways to figures, and to erasing a follower for those who may."""
        url = reverse(f"{SPACE}:figures")
        buttons = [HeaderButton(_("Figures"), url, icon_name="view", priority=10)]
        if can_erase_comments(self.request.user):
            url = reverse(f"{SPACE}:erase_followers")
            button = HeaderButton(_("Erase a follower"), url, icon_name="bin", priority=20)
            buttons.append(button)
        return buttons

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add filters and a page of comments."""
        user = self.request.user
        titles, lost = titles_and_lost()
        form = QueueForm(self.request.GET, user=user, titles=titles)
        found = found_comments(user, form.wanted)
        page = WagtailPaginator(with_facts(found), COMMENTS_A_PAGE).get_page(
            self.request.GET.get("p")
        )
        context: dict[str, Any] = super().get_context_data(
            form=form,
            page=page,
            rows=[row_of(comment, titles, user) for comment in page],
            has_consultations=bool(titles),
            is_set_aside=form.wanted.get("show") == SET_ASIDE,
            is_moderator=can_moderate_comments(user),
            bulk_choices=bulk_choices(user),
            query=self.request.GET.urlencode(),
            lost=lost,
            **kwargs,
        )
        return context


def take_next(request: HttpRequest) -> HttpResponse:
    """Take the oldest comment that nobody has in hand, and open it."""
    if not can_moderate_comments(request.user):
        raise PermissionDenied
    comment = next_unclaimed(request.user)
    if comment is None:
        messages.success(request, _("Nothing waits that nobody has in hand."))
        return redirect(f"{SPACE}:queue")
    try:
        claim_comment(comment=comment, user=request.user)
    except ClaimedError:
        messages.warning(request, _("Somebody was faster. Take the next one."))
        return redirect(f"{SPACE}:queue")
    return redirect(f"{SPACE}:comment", comment.reference)


@require_POST
def next_comment(request: HttpRequest) -> HttpResponse:
    """The button of the queue that says so."""
    return take_next(request)
