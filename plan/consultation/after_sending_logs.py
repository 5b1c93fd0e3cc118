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


FORMATTERS: dict[str, type[LogFormatter]] = {
    "withdraw_response": WithdrawResponseFormatter,
    "renew_private_link": RenewPrivateLinkFormatter,
}
