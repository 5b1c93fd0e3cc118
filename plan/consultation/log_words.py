"""What the history says of what was done to forms, responses, dates and results."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

from plan.consultation import after_sending_logs, channel_log
from plan.consultation.enums import DateChangeKind


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


class DownloadExportFormatter(LogFormatter):
    """A file that a task made was fetched."""

    label: Any = gettext_lazy("Download export")

    def format_message(self, log_entry: Any) -> str:
        """How many."""
        return _("File of %(number)s responses fetched") % {
            "number": log_entry.data.get("responses", "")
        }


class DeleteExportsFormatter(LogFormatter):
    """Stored files went because a response in them was erased or withdrawn."""

    label: Any = gettext_lazy("Delete stored exports")

    def format_message(self, log_entry: Any) -> str:
        """How many."""
        number = log_entry.data.get("number", 0)
        return ngettext(
            "%(number)s stored file deleted: a response in it is erased or withdrawn",
            "%(number)s stored files deleted: a response in them is erased or withdrawn",
            number,
        ) % {"number": number}


class PublishResultFormatter(LogFormatter):
    """The answers to one question were published as numbers."""

    label: Any = gettext_lazy("Publish result")

    def format_message(self, log_entry: Any) -> str:
        """In one sentence."""
        return _("Result of one question published")


class UnpublishResultFormatter(LogFormatter):
    """The numbers of one question were taken down."""

    label: Any = gettext_lazy("Take result down")

    def format_message(self, log_entry: Any) -> str:
        """In one sentence."""
        return _("Result of one question taken down")


class ChangeDatesFormatter(LogFormatter):
    """A consultation was opened, extended or closed early."""

    label: Any = gettext_lazy("Change dates")

    def format_message(self, log_entry: Any) -> str:
        """What was done, and why."""
        kind, reason = log_entry.data.get("kind", ""), log_entry.data.get("reason", "")
        done = str(dict(DateChangeKind.choices).get(kind, kind))
        return _("%(done)s: %(reason)s") % {"done": done, "reason": reason} if reason else done


class ClearTestsFormatter(LogFormatter):
    """Test responses were deleted."""

    label: Any = gettext_lazy("Delete tests")

    def format_message(self, log_entry: Any) -> str:
        """How many."""
        return _("%(number)s tests deleted") % {"number": log_entry.data.get("responses", "")}


FORMATTERS: dict[str, type[LogFormatter]] = {
    **after_sending_logs.FORMATTERS,
    "download_file": DownloadFileFormatter,
    "form_version": FormVersionFormatter,
    "change_response": ChangeResponseFormatter,
    "erase_response": EraseResponseFormatter,
    "export_responses": ExportResponsesFormatter,
    **channel_log.FORMATTERS,
    "hint_seen": HintSeenFormatter,
    "publish_result": PublishResultFormatter,
    "unpublish_result": UnpublishResultFormatter,
    "download_export": DownloadExportFormatter,
    "delete_exports": DeleteExportsFormatter,
    "clear_tests": ClearTestsFormatter,
    "change_dates": ChangeDatesFormatter,
}
