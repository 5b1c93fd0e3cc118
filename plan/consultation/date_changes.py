"""What the public reads of changed dates."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from plan.consultation.enums import DateChangeKind
from plan.consultation.models import Consultation, DateChange
from plan.consultation.moments import day_in_words, moment_in_words


@dataclass(frozen=True)
class PublicChange:
    """A change in a sentence, with its reason; `language` where the reason is in another one."""

    sentence: str
    reason: str
    language: str = ""


def public_changes(consultation: Consultation, language: str) -> list[PublicChange]:
    """Extensions and early closing, the newest first. Opening needs no words.

    Nor has a change that was published with the page: there its reason was not asked for.
    """
    if consultation.pk is None:
        return []
    rows = consultation.date_changes.exclude(kind=DateChangeKind.OPENED).exclude(reasons={})
    return [public_change(consultation, row, language) for row in rows.order_by("-pk")]


def public_change(consultation: Consultation, row: DateChange, language: str) -> PublicChange:
    """One change for a reader of this language; in the source's words where there are no others."""
    source = next(iter(row.reasons), "")
    shown = language if language in row.reasons else source
    return PublicChange(
        sentence_of(consultation, row),
        row.reasons.get(shown, ""),
        "" if shown == language else shown,
    )


def sentence_of(consultation: Consultation, row: DateChange) -> str:
    """What was done, when, and what held before."""
    zone = consultation.zone
    words = {
        "day": day_in_words(row.changed_at, zone),
        "before": moment_in_words(row.before, zone) if row.before else "",
        "after": moment_in_words(row.after, zone) if row.after else "",
    }
    if row.kind == DateChangeKind.EXTENDED:
        return _("On %(day)s it was extended: it was to close on %(before)s.") % words
    if row.before:
        return _("It was closed early, on %(after)s: it was to close on %(before)s.") % words
    return _("It was closed on %(after)s.") % words
