"""Comments of a consultation in numbers, for the desk and, in sentences, for everybody.

All are counted from the rows when asked for.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Count, DurationField, ExpressionWrapper, F, Min, QuerySet
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from plan.comments.directions import isolated
from plan.comments.durations import in_words
from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import rules_of
from plan.consultation.models import Consultation


@dataclass(frozen=True)
class Share:
    """One number among others of its kind."""

    label: str
    number: int
    of: int

    @property
    def percentage(self) -> float:
        """Share of the whole, in per cent."""
        return 100 * self.number / self.of if self.of else 0.0


@dataclass(frozen=True)
class CommentFigures:
    """How a consultation's comments are doing. Comments that were never confirmed do not count.

    `by_state` holds every other state. `decided` is how many were decided on, `median` the time in
    which half of those were; `rejected` how many were rejected by reason.
    """

    by_state: Mapping[str, int]
    unread: int
    oldest: datetime | None
    median: timedelta | None
    rejected: Sequence[Share]
    by_language: Sequence[Share]

    @property
    def received(self) -> int:
        """All that came in, whatever has become of them."""
        return sum(self.by_state.values())

    @property
    def published(self) -> int:
        """Those that may be read."""
        return sum(self.by_state.get(state, 0) for state in PUBLIC_STATES)

    @property
    def waiting(self) -> int:
        """Those not decided on and not shown."""
        return self.by_state.get(CommentState.WAITING, 0)

    @property
    def refused(self) -> int:
        """Those rejected."""
        return self.by_state.get(CommentState.REJECTED, 0)

    @property
    def others(self) -> Mapping[str, int]:
        """Those withdrawn, and those removed by order."""
        return {
            str(state): self.by_state.get(state, 0)
            for state in (CommentState.WITHDRAWN, CommentState.REMOVED)
        }


def received(consultation: Consultation) -> QuerySet[Comment]:
    """Comments that count: those whose author is as well known as was asked for."""
    rows: QuerySet[Comment] = Comment.objects.filter(consultation=consultation)
    return rows.exclude(state=CommentState.UNCONFIRMED).order_by()


def comment_figures(consultation: Consultation) -> CommentFigures:
    """The figures of a consultation as they are now."""
    rows = received(consultation)
    groups = rows.values_list("state", "language").annotate(number=Count("pk"))
    by_state: Counter[str] = Counter()
    languages: Counter[str] = Counter()
    for state, language, number in groups:
        by_state[state] += number
        languages[language] += number
    unread = rows.filter(state=CommentState.PUBLISHED, decided_at=None)
    waiting = rows.filter(state=CommentState.WAITING)
    return CommentFigures(
        by_state=by_state,
        unread=unread.count(),
        oldest=waiting.aggregate(oldest=Min("state_since"))["oldest"],
        median=median_time(rows),
        rejected=rejected_by_reason(consultation),
        by_language=shares({language_name(code): n for code, n in languages.items()}),
    )


def language_name(code: str) -> str:
    """What a language is called."""
    return str(dict(settings.LANGUAGES).get(code, code))


def shares(numbers: Mapping[str, int]) -> list[Share]:
    """The largest first."""
    total = sum(numbers.values())
    ordered = sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    return [Share(label, number, total) for label, number in ordered]


def median_time(rows: QuerySet[Comment]) -> timedelta | None:
    """The time within which half of what was decided had been decided; the later one of two."""
    took = ExpressionWrapper(F("decided_at") - F("posted_at"), output_field=DurationField())
    decided = rows.filter(decided_at__isnull=False).annotate(took=took)
    number = decided.count()
    if not number:
        return None
    place = number // 2
    found: timedelta = decided.order_by("took").values_list("took", flat=True)[place]
    return found


def rejected_by_reason(consultation: Consultation) -> list[Share]:
    """How many were rejected for which rule, in its words of today or, if it is gone, of then."""
    rows = received(consultation).filter(state=CommentState.REJECTED)
    numbers: dict[uuid.UUID | None, int] = dict(
        rows.values_list("rule_id").annotate(number=Count("pk"))
    )
    if not numbers:
        return []
    words: Counter[str] = Counter()
    found = CommentSettings.objects.filter(consultation=consultation).first()
    rules = rules_of(found, get_language() or "") if found else None
    for rule, number in numbers.items():
        reason = rules.reason(rule) if rules else None
        words[reason.rule if reason else words_of_then(consultation, rule)] += number
    return shares(words)


def words_of_then(consultation: Consultation, rule: uuid.UUID | None) -> str:
    """The words of a rule that is gone, as the log has them."""
    rows = received(consultation).filter(state=CommentState.REJECTED, rule_id=rule)
    comment = rows.order_by("-state_since").first()
    entries = (
        ModelLogEntry.objects.for_instance(comment) if comment else ModelLogEntry.objects.none()
    )
    entry = entries.filter(action="plan_comments.reject").order_by("-timestamp").first()
    return str(entry.data.get("rule", "")) if entry else _("Another reason")


def transparency_line(consultation: Consultation) -> str:
    """What became of the comments, in sentences for everybody; empty before any came in.

    The numbers add up: each comment that was received is in one of them.
    """
    figures = comment_figures(consultation)
    return " ".join(sentences(figures)) if figures.received else ""


def sentences(figures: CommentFigures) -> Iterator[str]:
    """One sentence for each number that is not nothing, and one for the time it took."""
    yield counted(
        figures.received,
        ngettext(
            "%(number)d comment was received.",
            "%(number)d comments were received.",
            figures.received,
        ),
    )
    if number := figures.published:
        words = ngettext("%(number)d was published.", "%(number)d were published.", number)
        yield counted(number, words)
    if figures.refused:
        yield rejected_sentence(figures)
    yield from sentences_of_others(figures)
    if number := figures.waiting:
        words = ngettext(
            "%(number)d waits for a decision.", "%(number)d wait for a decision.", number
        )
        yield counted(number, words)
    if figures.median is not None:
        yield _("Half were decided within %(time)s.") % {"time": in_words(figures.median)}


def counted(number: int, words: str) -> str:
    """A sentence with its number."""
    return words % {"number": number}


def rejected_sentence(figures: CommentFigures) -> str:
    """How many were rejected, and for which rules."""
    reasons = ", ".join(
        _("%(number)d for “%(rule)s”")
        % {"number": share.number, "rule": isolated(share.label.rstrip("."))}
        for share in figures.rejected
    )
    words = ngettext(
        "%(number)d was rejected: %(reasons)s.",
        "%(number)d were rejected: %(reasons)s.",
        figures.refused,
    )
    return words % {"number": figures.refused, "reasons": reasons}


def sentences_of_others(figures: CommentFigures) -> Iterator[str]:
    """What was taken back, and what an order took away."""
    if number := figures.others[CommentState.WITHDRAWN]:
        words = ngettext(
            "%(number)d was withdrawn by its author.",
            "%(number)d were withdrawn by their authors.",
            number,
        )
        yield counted(number, words)
    if number := figures.others[CommentState.REMOVED]:
        words = ngettext(
            "%(number)d was removed by order.", "%(number)d were removed by order.", number
        )
        yield counted(number, words)
