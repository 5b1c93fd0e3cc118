"""How many began and sent a response from each source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet, Sum

from plan.consultation.models import AbandonedTally, Attempt, Consultation, Response, Source


@dataclass(frozen=True)
class SourceCounts:
    """A source with its numbers. Tests count nowhere; a withdrawn response was begun, not sent."""

    source: Source
    started: int
    sent: int


def counts_by_source(consultation: Consultation) -> list[SourceCounts]:
    """All sources of a consultation in order, in a constant number of queries."""
    responses = Response.objects.filter(consultation=consultation)
    sent = by_source(responses.counted())
    received = by_source(responses.filter(is_test=False))
    waiting = by_source(
        Attempt.objects.filter(
            consultation=consultation, is_test=False, response=None, changes=None
        )
    )
    given_up = Counter(
        pairs(
            AbandonedTally.objects.filter(consultation=consultation)
            .values_list("source")
            .annotate(total=Sum("number"))
        )
    )
    return [
        SourceCounts(
            source,
            started=received[source.pk] + waiting[source.pk] + given_up[source.pk],
            sent=sent[source.pk],
        )
        for source in consultation.sources.select_related("consultation")
    ]


def by_source(rows: QuerySet[Any]) -> Counter[int]:
    """How many rows there are from each source."""
    return Counter(pairs(rows.order_by().values_list("source").annotate(total=Count("pk"))))


def pairs(rows: Iterable[Any]) -> dict[int, int]:
    """Numbers by source; what came from none is left out."""
    return {source: number for source, number in rows if source is not None}
