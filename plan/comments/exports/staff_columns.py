"""What moderators take away of comments: in whichever state, with why, hints and doubts."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from plan.comments.exports.columns import PublicColumns, moment
from plan.comments.models import Comment, CommentHint, CommentReport, CommentSettings
from plan.comments.rules import ShownRules, rules_of
from plan.consultation.models import Consultation

STAFF = (
    "state_since", "edited_at", "decided_at", "rule", "told_to_author", "why", "hints", "doubts",
    "open_reports", "placed_at_page", "placed_at_passage",
)  # fmt: skip


class StaffColumns(PublicColumns):
    """The public's columns, and those for staff; addresses only where they are asked for.

    Never what redaction took out: that is read one by one, by those allowed.
    """

    def __init__(self, consultation: Consultation, *, with_addresses: bool) -> None:
        self.consultation, self.with_addresses = consultation, with_addresses
        addresses = ("email",) if with_addresses else ()
        self.header = (*PublicColumns.header, *STAFF, *addresses)

    def rows(self, comments: Sequence[Comment]) -> list[list[str]]:
        """The cells of some comments, in four queries more."""
        keys = [comment.pk for comment in comments]
        hints, reports, why = hints_of(keys), reports_of(keys), reasons_of(keys)
        return [
            [
                *self.cells(comment),
                moment(comment.state_since),
                moment(comment.edited_at),
                moment(comment.decided_at),
                self.rule(comment),
                comment.told,
                why.get(comment.pk, ""),
                "; ".join(hints.get(comment.pk, ())),
                "; ".join(comment.doubts),
                str(reports.get(comment.pk, 0)),
                str(comment.placed_key),
                str(comment.placed_block),
                *self.address(comment),
            ]
            for comment in comments
        ]

    @cached_property
    def rules(self) -> ShownRules:
        """The house rules in the language they were written in."""
        settings = CommentSettings.objects.filter(consultation=self.consultation).first()
        return rules_of(settings, "") if settings else ShownRules()

    def rule(self, comment: Comment) -> str:
        """The rule that a rejected comment broke; its id where it is not a rule any more."""
        reason = self.rules.reason(comment.rule_id)
        return reason.rule if reason else str(comment.rule_id or "")

    def parent(self, comment: Comment) -> str:
        """What it replies to, in whichever state that is."""
        return comment.reply_to.reference if comment.reply_to else ""

    def address(self, comment: Comment) -> list[str]:
        """The author's address, where it is asked for."""
        author = getattr(comment, "author", None)
        return [author.email if author else ""] if self.with_addresses else []


def hints_of(keys: Sequence[int]) -> dict[int, list[str]]:
    """Kinds of hints by comment, those nobody has looked at marked so."""
    found: dict[int, list[str]] = {}
    rows = CommentHint.objects.filter(comment__in=keys).order_by("pk")
    for comment, kind, seen in rows.values_list("comment", "kind", "seen_at"):
        found.setdefault(comment, []).append(kind if seen else f"{kind} (open)")
    return found


def reports_of(keys: Sequence[int]) -> dict[int, int]:
    """Numbers of reports that nobody has dealt with, by comment."""
    found: dict[int, int] = {}
    rows = CommentReport.objects.filter(comment__in=keys, handled_at=None)
    for comment in rows.values_list("comment", flat=True):
        found[comment] = found.get(comment, 0) + 1
    return found


def reasons_of(keys: Sequence[int]) -> dict[int, str]:
    """Why the last decision was taken, in the moderators' words, by comment."""
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Comment),
        object_id__in=[str(key) for key in keys],
    )
    found: dict[int, str] = {}
    for key, data in entries.order_by("timestamp", "pk").values_list("object_id", "data"):
        if "why" in data:
            found[int(key)] = data["why"]
    return found
