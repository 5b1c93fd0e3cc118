"""A report in one language, made from its snapshot alone: for the page and for paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from priorities.commitments.milestones import ShownMilestone, shown_milestone
from priorities.contexts import ShownStatus, shown_status
from priorities.enums import PeriodKind
from priorities.models import Report
from priorities.periods import period_label
from priorities.reports.changes import changes_of, figures_before, in_words
from priorities.reports.snapshot import digest_of


@dataclass(frozen=True)
class ReportedUpdate:
    """An update that is new since the report before."""

    day: str
    blocks: list[dict[str, Any]]
    evidence: str


@dataclass(frozen=True)
class ReportedMeasure:
    """What a measure said, and how its figure compares with the report before."""

    name: str
    words: str
    #: Empty where the report before did not have the measure.
    compared: str


@dataclass(frozen=True)
class ReportedCommitment:
    """A commitment as it stood."""

    title: str
    reference: str
    lead: str
    status: ShownStatus
    since: str
    due: str
    reason: str
    #: The language of the reason where it is another.
    reason_language: str
    #: What is different from the report before, a sentence each; one says that nothing is.
    changes: list[str]
    milestones: list[ShownMilestone]
    updates: list[ReportedUpdate]
    measures: list[ReportedMeasure]


@dataclass(frozen=True)
class ShownReport:
    """A whole report."""

    plan_title: str
    period: str
    name: str
    frozen_on: str
    counts: list[tuple[ShownStatus, int]]
    commitments: list[ReportedCommitment]
    gone: list[str]
    digest: str


def is_intact(report: Report) -> bool:
    """Whether the snapshot is the one that was frozen."""
    return digest_of(report.snapshot) == report.digest


def shown_report(report: Report, language: str) -> ShownReport:
    """The report in a language that the snapshot has."""
    data = report.snapshot
    frozen_on = timezone.localdate(report.frozen_at)
    here = [one for one in data["commitments"] if language in one["titles"]]
    return ShownReport(
        plan_title=data["titles"][language],
        period=period_words(data),
        name=data["name"],
        frozen_on=date_format(frozen_on, "DATE_FORMAT"),
        counts=counts_of(here),
        commitments=[shown_commitment(one, language, frozen_on) for one in here],
        gone=[
            " ".join(filter(None, [one["reference"], one["titles"][language]]))
            for one in data["gone"]
            if language in one["titles"]
        ],
        digest=in_groups(report.digest),
    )


def in_groups(digest: str) -> str:
    """A long mark in groups of eight, which fit on a narrow screen and can be compared by eye."""
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def period_words(data: Mapping[str, Any]) -> str:
    """The period, such as “July to September 2026”."""
    starts, ends = date.fromisoformat(data["starts_on"]), date.fromisoformat(data["ends_on"])
    return period_label(starts, ends, PeriodKind.OTHER)


def counts_of(entries: list[dict[str, Any]]) -> list[tuple[ShownStatus, int]]:
    """How many stand how, in the order of the statuses as they first come."""
    numbers: dict[str, int] = {}
    for one in entries:
        numbers[one["status"]] = numbers.get(one["status"], 0) + 1
    return [(shown_status(status), number) for status, number in numbers.items()]


def shown_commitment(
    entry: Mapping[str, Any], language: str, frozen_on: date
) -> ReportedCommitment:
    """One commitment; words that nobody had translated stay in their language, and say so."""
    own = entry["reasons"].get(language, "")
    other = entry["reason_language"]
    steps = entry["milestone_titles"].get(language, {})
    return ReportedCommitment(
        title=entry["titles"][language],
        reference=entry["reference"],
        lead=entry["leads"].get(language, ""),
        status=shown_status(entry["status"]),
        since=in_words(entry["since"]),
        due=in_words(entry["due_on"]),
        reason=own or entry["reasons"].get(other, ""),
        reason_language="" if own else other,
        changes=changes_of(entry, language),
        milestones=[
            shown_milestone(one, steps.get(one["id"], ""), frozen_on) for one in entry["milestones"]
        ],
        updates=[
            ReportedUpdate(in_words(one["date"]), one["text"], one["evidence"])
            for one in entry["updates"].get(language, [])
        ],
        measures=measures_of(entry, language),
    )


def measures_of(entry: Mapping[str, Any], language: str) -> list[ReportedMeasure]:
    """The measures that it serves, each with its figure before and now."""
    before = figures_before(entry["before"], language)
    return [
        ReportedMeasure(
            name=one["name"],
            words=one["sentence"] or one["figure"],
            compared=compared(before.get(one["public_id"], ""), one["figure"]),
        )
        for one in entry["measures"].get(language, [])
    ]


def compared(before: str, now: str) -> str:
    """The figure of the report before beside that of now, where there are both."""
    if not (before and now):
        return ""
    return _("In the last report: %(before)s. Now: %(now)s.") % {"before": before, "now": now}
