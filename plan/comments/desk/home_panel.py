"""What the admin's front page says of comments that wait."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.timesince import timesince
from wagtail.admin.ui.components import Component

from plan.comments.desk.ages import with_waiting_since
from plan.comments.desk.queue import queue_for, set_aside_for
from plan.comments.permissions import can_look_after_harm, can_moderate_comments, can_view_comments


class CommentsPanel(Component):
    """How many wait, how long the oldest has, and what is set aside for the named role."""

    name = "plan_comments"
    order = 82
    template_name = "plan/comments/admin/home_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The figures, for those who work on them."""
        user = parent_context["request"].user
        if not can_view_comments(user):
            return {"number": 0, "aside": 0}
        aside = set_aside_for(user).count() if can_look_after_harm(user) else 0
        if not can_moderate_comments(user):
            return {"number": 0, "aside": aside}
        waiting = with_waiting_since(queue_for(user))
        found = waiting.aggregate(number=Count("pk"), oldest=Min("waiting_since"))
        age = timesince(found["oldest"], timezone.now(), depth=1) if found["oldest"] else ""
        return {"number": found["number"], "age": age, "aside": aside}
