"""Words for the log: what happens to responses, requests and sources after sending."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import LogFormatter


class WithdrawResponseFormatter(LogFormatter):
    """A respondent withdrew a response."""

    label: Any = gettext_lazy("Withdraw response")

    def format_message(self, log_entry: Any) -> str:
        """Which response."""
        return _("Response %(reference)s withdrawn by its author") % {
            "reference": log_entry.data.get("reference", "")
        }


class RenewPrivateLinkFormatter(LogFormatter):
    """Staff made a new private link."""

    label: Any = gettext_lazy("New private link")

    def format_message(self, log_entry: Any) -> str:
        """Of which response."""
        return _("New private link for response %(reference)s") % {
            "reference": log_entry.data.get("reference", "")
        }


class AddSourceFormatter(LogFormatter):
    """A short address was made."""

    label: Any = gettext_lazy("Add source")

    def format_message(self, log_entry: Any) -> str:
        """For whom."""
        return _("Source “%(label)s” added") % {"label": log_entry.data.get("label", "")}


class PlainFormatter(LogFormatter):
    """What is said of an entry that names nobody: its label."""

    def format_message(self, log_entry: Any) -> str:
        """The label."""
        return str(self.label)


class MarkPaperSentFormatter(PlainFormatter):
    """Staff sent a form by post."""

    label: Any = gettext_lazy("A form was sent by post")


class ErasePaperRequestFormatter(PlainFormatter):
    """Staff deleted a name and address."""

    label: Any = gettext_lazy("A request for paper was erased")


class ExportPaperRequestsFormatter(PlainFormatter):
    """Names and addresses were taken away."""

    label: Any = gettext_lazy("Requests for paper exported")


class EraseSubscriberFormatter(PlainFormatter):
    """Staff deleted an address."""

    label: Any = gettext_lazy("A subscriber to news was erased")


class ExportSubscribersFormatter(PlainFormatter):
    """Addresses were taken away."""

    label: Any = gettext_lazy("Subscribers to news exported")


FORMATTERS: dict[str, type[LogFormatter]] = {
    "withdraw_response": WithdrawResponseFormatter,
    "mark_paper_sent": MarkPaperSentFormatter,
    "erase_paper_request": ErasePaperRequestFormatter,
    "export_paper_requests": ExportPaperRequestsFormatter,
    "erase_subscriber": EraseSubscriberFormatter,
    "export_subscribers": ExportSubscribersFormatter,
    "add_source": AddSourceFormatter,
    "renew_private_link": RenewPrivateLinkFormatter,
}
