"""What the history says of what was done to forms, responses, dates and results."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter

from plan.consultation import after_sending_logs, channel_log


class FormVersionFormatter(LogFormatter):
    """A new version of a form."""

    label: Any = gettext_lazy("New form version")

    def format_message(self, log_entry: Any) -> str:
        """Which version."""
        number, reason = log_entry.data.get("version", ""), log_entry.data.get("reason", "")
        if not reason:
            return _("Version %(number)s of the form") % {"number": number}
        return _("Version %(number)s of the form: %(reason)s") % {
            "number": number,
            "reason": reason,
        }


class ChangeResponseFormatter(LogFormatter):
    """A respondent changed answers."""

    label: Any = gettext_lazy("Change response")

    def format_message(self, log_entry: Any) -> str:
        """Which response."""
        return _("Response %(reference)s changed by its author") % {
            "reference": log_entry.data.get("reference", "")
        }


class EraseResponseFormatter(LogFormatter):
    """A response was erased."""

    label: Any = gettext_lazy("Erase response")

    def format_message(self, log_entry: Any) -> str:
        """Which response, and why."""
        return _("Response %(reference)s erased: %(reason)s") % {
            "reference": log_entry.data.get("reference", ""),
            "reason": log_entry.data.get("reason", ""),
        }


class ExportResponsesFormatter(LogFormatter):
    """Responses were taken away in a file."""

    label: Any = gettext_lazy("Export responses")

    def format_message(self, log_entry: Any) -> str:
        """How many, and whether with answers of special category."""
        words = _("%(number)s responses exported")
        if log_entry.data.get("special_category"):
            words = _("%(number)s responses exported with answers of special category")
        return words % {"number": log_entry.data.get("responses", "")}


class DownloadFileFormatter(LogFormatter):
    """Somebody opened a file of a response."""

    label: Any = gettext_lazy("Download file of a response")

    def format_message(self, log_entry: Any) -> str:
        """Of which response."""
        return _("A file of response %(reference)s downloaded") % {
            "reference": log_entry.data.get("reference", "")
        }


class HintSeenFormatter(LogFormatter):
    """Somebody looked at an answer that may disclose harm."""

    label: Any = gettext_lazy("Look at hint at harm")

    def format_message(self, log_entry: Any) -> str:
        """In which response."""
        return _("Hint at harm in response %(reference)s looked at") % {
            "reference": log_entry.data.get("reference", "")
        }


FORMATTERS: dict[str, type[LogFormatter]] = {
    **after_sending_logs.FORMATTERS,
    "download_file": DownloadFileFormatter,
    "form_version": FormVersionFormatter,
    "change_response": ChangeResponseFormatter,
    "erase_response": EraseResponseFormatter,
    "export_responses": ExportResponsesFormatter,
    **channel_log.FORMATTERS,
    "hint_seen": HintSeenFormatter,
}
