"""What the history says of what was done to comments. Never words of their authors."""

from __future__ import annotations

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import LogFormatter

from plan.comments.actions.change_comment_settings import FIELDS
from plan.comments.enums import CommentState
from plan.comments.models import CommentSettings


def state_label(value: str) -> str:
    """A state in words; as it is stored where there is no such state any more."""
    return str(dict(CommentState.choices).get(value, value))


class StateFormatter(LogFormatter):
    """Something that changes the state of a comment."""

    sentence: Any = ""
    with_why: Any = gettext_lazy("%(sentence)s: %(why)s")

    def format_message(self, log_entry: Any) -> str:
        """What was done, and why where that was said."""
        data = log_entry.data
        why = data.get("why", "") or data.get("rule", "")
        if not why:
            return str(self.sentence)
        return str(self.with_why) % {"sentence": self.sentence, "why": why}


class PublishFormatter(StateFormatter):
    """A moderator published it."""

    label: Any = gettext_lazy("Publish comment")
    sentence: Any = gettext_lazy("Published")


class RedactFormatter(StateFormatter):
    """A moderator took something out."""

    label: Any = gettext_lazy("Redact comment")
    sentence: Any = gettext_lazy("Published with redaction")


class RejectFormatter(StateFormatter):
    """A moderator rejected it."""

    label: Any = gettext_lazy("Reject comment")
    sentence: Any = gettext_lazy("Rejected")


class RemoveFormatter(StateFormatter):
    """It was removed by order."""

    label: Any = gettext_lazy("Remove comment by order")
    sentence: Any = gettext_lazy("Removed by order")


class ReturnFormatter(StateFormatter):
    """A decision was taken back."""

    label: Any = gettext_lazy("Put comment back in the queue")

    def format_message(self, log_entry: Any) -> str:
        """From which state, and why where that was said."""
        words = _("Put back in the queue from “%(state)s”") % {
            "state": state_label(log_entry.data.get("from", ""))
        }
        why = log_entry.data.get("why", "")
        return str(self.with_why) % {"sentence": words, "why": why} if why else words


class RestoreFormatter(StateFormatter):
    """A redaction was undone."""

    label: Any = gettext_lazy("Undo redaction of comment")
    sentence: Any = gettext_lazy("Redaction undone")


class ConfirmFormatter(StateFormatter):
    """The author confirmed the address."""

    label: Any = gettext_lazy("Confirm comment")
    sentence: Any = gettext_lazy("Confirmed by its author")


class EditFormatter(StateFormatter):
    """The author wrote other words."""

    label: Any = gettext_lazy("Change comment")
    sentence: Any = gettext_lazy("Changed by its author")


class ChangeAddressFormatter(StateFormatter):
    """The author gave another address before confirming one."""

    label: Any = gettext_lazy("Change address of comment")
    sentence: Any = gettext_lazy("Another address given by its author")


class WithdrawFormatter(StateFormatter):
    """The author took it back."""

    label: Any = gettext_lazy("Withdraw comment")
    sentence: Any = gettext_lazy("Withdrawn by its author")


class ReportFormatter(StateFormatter):
    """A reader said that it breaks a rule."""

    label: Any = gettext_lazy("Report comment")
    sentence: Any = gettext_lazy("Reported by a reader")


class NoteHarmFormatter(StateFormatter):
    """Somebody of the named role looked."""

    label: Any = gettext_lazy("Look at comment that may disclose harm")
    sentence: Any = gettext_lazy("Looked at because it may disclose harm")


class ExportFormatter(LogFormatter):
    """Comments in all states were taken away in a file."""

    label: Any = gettext_lazy("Export comments")

    def format_message(self, log_entry: Any) -> str:
        """Which kind of file."""
        return _("Comments exported (%(kind)s)") % {"kind": log_entry.data.get("kind", "")}


class AnswerFormatter(LogFormatter):
    """The body answered."""

    label: Any = gettext_lazy("Answer comment officially")

    def format_message(self, log_entry: Any) -> str:
        """Together with how many others."""
        number = log_entry.data.get("comments", 1)
        return ngettext(
            "Answered officially",
            "Answered officially, together with others: %(number)d comments",
            number,
        ) % {"number": number}


class RemoveAnswerFormatter(StateFormatter):
    """The body took its answer back."""

    label: Any = gettext_lazy("Take back the official answer to a comment")
    sentence: Any = gettext_lazy("Official answer taken back")


class ChangeSettingsFormatter(LogFormatter):
    """Where and how comments are taken was changed."""

    label: Any = gettext_lazy("Change settings of comments")

    def format_message(self, log_entry: Any) -> str:
        """Which settings, with the new values."""
        changes = log_entry.data.get("changes", {})
        parts = [
            _("%(name)s: %(value)s") % {"name": setting_label(name), "value": values[-1]}
            for name, values in sorted(changes.items(), key=place_in_form)
        ]
        return _("Settings of comments changed (%(changes)s)") % {"changes": "; ".join(parts)}


def place_in_form(change: tuple[str, Any]) -> int:
    """Where a setting stands in the form, whatever order the database gives them back in."""
    return FIELDS.index(change[0]) if change[0] in FIELDS else len(FIELDS)


def setting_label(name: str) -> str:
    """What a setting is called."""
    if name == "places":
        return _("Chosen places")
    labels = {field.name: field.verbose_name for field in CommentSettings._meta.fields}
    return str(capfirst(str(labels.get(name, name))))


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


class EraseFollowersFormatter(LogFormatter):
    """An address was erased from the lists of followers."""

    label: Any = gettext_lazy("Erase follower")

    def format_message(self, log_entry: Any) -> str:
        """Of how many passages, and why."""
        number = log_entry.data.get("number", 1)
        return ngettext(
            "Follower of %(number)d passage erased: %(reason)s",
            "Follower of %(number)d passages erased: %(reason)s",
            number,
        ) % {"number": number, "reason": log_entry.data.get("reason", "")}


FORMATTERS: dict[str, type[LogFormatter]] = {
    "publish": PublishFormatter,
    "redact": RedactFormatter,
    "reject": RejectFormatter,
    "remove": RemoveFormatter,
    "return": ReturnFormatter,
    "restore": RestoreFormatter,
    "confirm": ConfirmFormatter,
    "edit": EditFormatter,
    "change_address": ChangeAddressFormatter,
    "withdraw": WithdrawFormatter,
    "report": ReportFormatter,
    "note_harm": NoteHarmFormatter,
    "answer": AnswerFormatter,
    "remove_answer": RemoveAnswerFormatter,
    "export": ExportFormatter,
    "attach": AttachFormatter,
    "erase": EraseFormatter,
    "erase_author": EraseAuthorFormatter,
    "erase_followers": EraseFollowersFormatter,
    "change_settings": ChangeSettingsFormatter,
}
