"""What is written in the log of changes besides Wagtail's own entries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

#: Frozen: entries in databases name it.
OBSERVATIONS_RECORDED = "plan_priorities.observations_record"


class RecordedFormatter(LogFormatter):
    """How many figures an import stored."""

    label = _("Record figures")  # type: ignore[assignment]  # read when it is shown

    def format_message(self, log_entry: Any) -> str:
        """The sentence in the history of a measure."""
        return _(
            "Recorded %(created)s new and %(changed)s changed figures; took away %(ended)s"
        ) % {
            "created": log_entry.data.get("created", 0),
            "changed": log_entry.data.get("changed", 0),
            "ended": log_entry.data.get("ended", 0),
        }


def register_actions(actions: Any) -> None:
    """Add ours to Wagtail's registry."""
    actions.register_action(OBSERVATIONS_RECORDED)(RecordedFormatter)
