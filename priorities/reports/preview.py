"""A report as it would be if it were frozen now; nothing is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from priorities.commitments.occasions import commitments_in
from priorities.enums import ENDED_STATUSES, UpdateState
from priorities.models import CommitmentUpdate, Report, ReportingPeriod
from priorities.reports.document import report_document
from priorities.reports.snapshot import digest_of, snapshot_of


@dataclass(frozen=True)
class Preview:
    """What somebody should know before freezing."""

    #: Empty where the plan is public in no language: there is nothing to freeze.
    languages: list[str]
    language: str
    #: As it is printed on paper: words alone; empty where there is no language.
    document: dict[str, Any]
    waiting: int
    #: Commitments that no update is published of, in the language shown.
    silent: list[str]
    has_ended: bool


def preview_of(period: ReportingPeriod, wanted: str) -> Preview:
    """The preview in a language, else in the first that the plan is public in."""
    snapshot = snapshot_of(period)
    languages = snapshot["languages"]
    language = wanted if wanted in languages else next(iter(languages), "")
    report = Report(
        period=period,
        snapshot=snapshot,
        digest=digest_of(snapshot),
        frozen_at=timezone.now(),
    )
    return Preview(
        languages=languages,
        language=language,
        document=report_document(report, language) if language else {},
        waiting=waiting_in(period).count(),
        silent=without_update(snapshot, language),
        has_ended=timezone.localdate() > period.ends_on,
    )


def waiting_in(period: ReportingPeriod) -> QuerySet[CommitmentUpdate]:
    """Updates of the plan's commitments that nobody has decided on."""
    return CommitmentUpdate.objects.filter(
        state=UpdateState.SUBMITTED, commitment__in=commitments_in(period.plan)
    )


def without_update(snapshot: Mapping[str, Any], language: str) -> list[str]:
    """Commitments that are going on and of which the report has no new update in any language."""
    return [
        " ".join(filter(None, [one["reference"], title_of(one, language)]))
        for one in snapshot["commitments"]
        if one["status"] not in ENDED_STATUSES and not any(one["updates"].values())
    ]


def title_of(entry: Mapping[str, Any], language: str) -> str:
    """The title in a language, else in the first there is."""
    titles: dict[str, str] = entry["titles"]
    return titles.get(language) or next(iter(titles.values()))
