"""What the history says of comments that were attached elsewhere, or erased."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter


class AttachFormatter(LogFormatter):
    """It stands at another passage."""

    label: Any = gettext_lazy("Attach comment to another passage")

    def format_message(self, log_entry: Any) -> str:
        """How much the passages were alike, where that was said."""
        score = log_entry.data.get("score")
        if score is None:
            return _("Attached to another passage")
        return _("Attached to another passage, which was alike to %(score)d per cent") % {
            "score": score
        }


class EraseFormatter(LogFormatter):
    """It was erased."""

    label: Any = gettext_lazy("Erase comment")

    def format_message(self, log_entry: Any) -> str:
        """Which, and why."""
        return _("Comment %(reference)s erased: %(reason)s") % {
            "reference": log_entry.data.get("reference", ""),
            "reason": log_entry.data.get("reason", ""),
        }


class EraseAuthorFormatter(LogFormatter):
    """Who wrote it was erased."""

    label: Any = gettext_lazy("Erase author of comment")

    def format_message(self, log_entry: Any) -> str:
        """Whether the words went too, and why."""
        data = log_entry.data
        names = {"reference": data.get("reference", ""), "reason": data.get("reason", "")}
        if data.get("kept_text"):
            return _("Author of comment %(reference)s erased, text kept: %(reason)s") % names
        return _("Author and text of comment %(reference)s erased: %(reason)s") % names


FORMATTERS: dict[str, type[LogFormatter]] = {
    "attach": AttachFormatter,
    "erase": EraseFormatter,
    "erase_author": EraseAuthorFormatter,
}


def log_actions(actions: Any) -> None:
    """Names and sentences of these actions."""
    for name, formatter in FORMATTERS.items():
        actions.register_action(f"plan_comments.{name}")(formatter)


def connect() -> None:
    """Register them with Wagtail, once."""
    hooks.register("register_log_actions", log_actions)
