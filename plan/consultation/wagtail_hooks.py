"""What consultations add to Wagtail's admin: words for the log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter


class FormVersionFormatter(LogFormatter):
    """A new version of a form."""

    label = gettext_lazy("New form version")

    def format_message(self, log_entry: Any) -> str:
        """Which version."""
        return _("Version %(number)s of the form") % {"number": log_entry.data.get("version", "")}


class ChangeResponseFormatter(LogFormatter):
    """A respondent changed answers."""

    label = gettext_lazy("Change response")

    def format_message(self, log_entry: Any) -> str:
        """Which response."""
        return _("Response %(reference)s changed by its author") % {
            "reference": log_entry.data.get("reference", "")
        }


class EraseResponseFormatter(LogFormatter):
    """A response was erased."""

    label = gettext_lazy("Erase response")

    def format_message(self, log_entry: Any) -> str:
        """Which response, and why."""
        return _("Response %(reference)s erased: %(reason)s") % {
            "reference": log_entry.data.get("reference", ""),
            "reason": log_entry.data.get("reason", ""),
        }


class ExportResponsesFormatter(LogFormatter):
    """Responses were taken away in a file."""

    label = gettext_lazy("Export responses")

    def format_message(self, log_entry: Any) -> str:
        """How many."""
        return _("%(number)s responses exported") % {"number": log_entry.data.get("responses", "")}


FORMATTERS = {
    "form_version": FormVersionFormatter,
    "change_response": ChangeResponseFormatter,
    "erase_response": EraseResponseFormatter,
    "export_responses": ExportResponsesFormatter,
}


@hooks.register("register_log_actions")
def log_actions(actions: Any) -> None:
    """Names and sentences of our actions."""
    for name, formatter in FORMATTERS.items():
        actions.register_action(f"plan_consultation.{name}")(formatter)
