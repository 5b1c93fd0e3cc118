"""Milestones as readers meet them: words of their language, dates of the record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from priorities.commitments.facts import as_day, milestone_facts
from priorities.models import CommitmentPage


@dataclass(frozen=True)
class ShownMilestone:
    """A step: what, and how it stands in a sign and words."""

    id: str
    title: str
    #: Whether the title is in the language of the page.
    is_translated: bool
    sign: str
    words: str


def milestones_of(page: CommitmentPage, *, is_preview: bool, today: date) -> list[ShownMilestone]:
    """The record's milestones; in a preview those of the draft."""
    own = {str(block.id): block.value["title"] for block in page.milestones}
    facts = (
        [milestone_facts(block) for block in page.milestones]
        if is_preview
        else page.commitment.milestones
    )
    return [shown_milestone(one, own.get(one["id"], ""), today) for one in facts]


def shown_milestone(facts: dict[str, Any], title: str, today: date) -> ShownMilestone:
    """One of them; a title that nobody has translated yet is shown as it was written."""
    due, done = as_day(facts["due_on"]), as_day(facts["done_on"])
    sign, words = state_words(due, done, today)
    return ShownMilestone(facts["id"], title or facts["title"], bool(title), sign, words)


def state_words(due: date | None, done: date | None, today: date) -> tuple[str, str]:
    """Done, late or to come."""
    days = {
        "due": date_format(due, "DATE_FORMAT") if due else "",
        "done": date_format(done, "DATE_FORMAT") if done else "",
    }
    if done and due and done > due:
        return "✓", _("Reached on %(done)s; it was due on %(due)s") % days
    if done:
        return "✓", _("Reached on %(done)s") % days
    if due and due < today:
        return "▲", _("Late: it was due on %(due)s") % days
    if due:
        return "○", _("Due on %(due)s") % days
    return "○", _("No date yet")
