"""What is written in the log of changes besides Wagtail's own entries."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

#: Frozen: entries in databases name it.
OBSERVATIONS_RECORDED = "plan_priorities.observations_record"
UPDATE_SUBMITTED = "plan_priorities.submit_update"
UPDATE_APPROVED = "plan_priorities.approve_update"
UPDATE_RETURNED = "plan_priorities.return_update"
OWNER_ADDED = "plan_priorities.add_owner"
OWNER_REMOVED = "plan_priorities.remove_owner"
PERIOD_OPENED = "plan_priorities.open_period"
PERIOD_EDITED = "plan_priorities.edit_period"
PERIOD_CANCELLED = "plan_priorities.cancel_period"
PERIOD_CHASED = "plan_priorities.chase_period"
PERIOD_FROZEN = "plan_priorities.freeze_period"

#: Names and sentences of those that need no figures.
PLAIN = {
    UPDATE_SUBMITTED: (_("Update from an owner"), _("An owner sent an update")),
    UPDATE_APPROVED: (_("Publish an update"), _("Published an update from an owner")),
    UPDATE_RETURNED: (_("Return an update"), _("Returned an update to its owner")),
    OWNER_ADDED: (_("Add an owner"), _("Added an owner")),
    OWNER_REMOVED: (_("Remove an owner"), _("Removed an owner")),
    PERIOD_OPENED: (_("Open a reporting period"), _("Opened the reporting period")),
    PERIOD_EDITED: (_("Edit a reporting period"), _("Changed the reporting period")),
    PERIOD_CANCELLED: (_("Cancel a reporting period"), _("Cancelled the reporting period")),
    PERIOD_CHASED: (_("Remind owners"), _("Reminded owners of the updates that are due")),
    PERIOD_FROZEN: (_("Freeze a reporting period"), _("Froze the reporting period")),
}
BATCH_UPLOADED = "plan_priorities.batch_upload"
BATCH_CHECKED = "plan_priorities.batch_check"
BATCH_APPROVED = "plan_priorities.batch_approve"
BATCH_DISCARDED = "plan_priorities.batch_discard"
BATCH_UNDONE = "plan_priorities.batch_undo"
PROFILE_SAVED = "plan_priorities.profile_save"
KEY_MADE = "plan_priorities.token_create"
KEY_REVOKED = "plan_priorities.token_revoke"
AREAS_LOADED = "plan_priorities.areas_load"

#: Label and sentence of entries that say no more.
WORDS = {
    BATCH_UPLOADED: (_("Upload figures"), _("Uploaded figures")),
    BATCH_CHECKED: (_("Check figures"), _("Checked figures against those in force")),
    BATCH_APPROVED: (_("Approve figures"), _("Approved figures")),
    BATCH_DISCARDED: (_("Discard figures"), _("Discarded figures that were not approved")),
    BATCH_UNDONE: (_("Undo figures"), _("Undid figures that were approved")),
    PROFILE_SAVED: (_("Save import profile"), _("Saved how files are read")),
    KEY_MADE: (_("Make key"), _("Made a key for a program")),
    KEY_REVOKED: (_("Revoke key"), _("Revoked the key of a program")),
    AREAS_LOADED: (_("Load areas"), _("Loaded a list of areas")),
}


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
    for name, (label, sentence) in (PLAIN | WORDS).items():
        actions.register_action(name, label, sentence)
