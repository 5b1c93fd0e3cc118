"""What the admin's front page says of answers that may disclose harm."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Min
from django.utils import timezone
from django.utils.timesince import timesince
from wagtail.admin.ui.components import Component

from plan.consultation.models import DisclosureHint
from plan.consultation.permissions import can_view_hints


class HintsPanel(Component):
    """How many wait to be looked at, and for how long the oldest has waited."""

    name = "plan_hints"
    order = 80
    template_name = "plan/consultation/admin/hints_panel.html"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The figures, for the named role."""
        if not can_view_hints(parent_context["request"].user):
            return {"number": 0}
        waiting = DisclosureHint.objects.filter(seen_at=None)
        found = waiting.aggregate(number=Count("pk"), oldest=Min("response__received_at"))
        age = timesince(found["oldest"], timezone.now()) if found["oldest"] else ""
        return {"number": found["number"], "age": age}
