"""Commitments that say they serve a measure or an outcome."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from plan.queries import visible_pages
from plan.readers import Reader
from priorities.models import Commitment, CommitmentPage, OutcomePage
from priorities.queries import found_below


def naming(field: str, key: Any) -> QuerySet[Commitment]:
    """Commitments whose list of links has an identity. Text is searched: any database can."""
    rows = Commitment.objects.annotate(named=Cast(field, TextField()))
    return rows.filter(named__contains=f'"{key}"').order_by()


def serving_measure(public_id: Any) -> Q:
    """The condition that a page is that of a commitment which serves a measure."""
    return Q(commitmentpage__commitment__in=naming("linked_measures", public_id).values("pk"))


def serving_outcome(
    page: OutcomePage, reader: Reader, others: Iterable[CommitmentPage]
) -> list[CommitmentPage]:
    """Commitments elsewhere that serve an outcome, in one query; `others` are listed already."""
    records = naming("linked_outcomes", page.translation_key).values("pk")
    rows = visible_pages(reader).filter(commitmentpage__commitment__in=records)
    listed = {one.commitment_id for one in others}
    found = once_each(found_below(rows, reader).commitments, page)
    return [one for one in found if one.commitment_id not in listed]


def once_each(pages: Sequence[CommitmentPage], near: Any) -> list[CommitmentPage]:
    """Each commitment once: of several plans' pages that of this plan, else the newest."""
    place = near.plan_page.path if near.plan_page else "-"
    chosen: dict[int, CommitmentPage] = {}
    for one in sorted(pages, key=lambda each: (each.path.startswith(place), each.pk)):
        chosen[one.commitment_id] = one
    return sorted(chosen.values(), key=lambda each: each.path)
