"""Counts made from the rows of some responses, in SQL: what tallies are the sum of.

How an answer is counted depends on what its rows hold, never on the name of its type: options,
positions (a rank, a point of a scale), rows of a matrix, numbers. See `Tally` for the meaning.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet, Sum
from django.db.models.functions import TruncDate

from plan.consultation.codebook import codebook
from plan.consultation.models import Answer, Consultation, ProtectedAnswer, Response
from plan.consultation.questions import question_type


class Place(NamedTuple):
    """What one number counts. Without option and position, it is the base."""

    question_id: uuid.UUID
    row_id: uuid.UUID | None = None
    option_id: uuid.UUID | None = None
    position: int | None = None

    @property
    def is_base(self) -> bool:
        """Whether it says how many answered at all."""
        return self.option_id is None and self.position is None


class Kind(NamedTuple):
    """What responses are counted by."""

    day: date
    channel: str
    language: str
    source_id: int | None


#: A place, how many rows stand for it, and the sum of their numbers.
Group = tuple[Place, int, Decimal | None]


@dataclass
class Counts:
    """Numbers and sums by place, and numbers of responses by kind."""

    numbers: Counter[Place] = field(default_factory=Counter)
    totals: dict[Place, Decimal] = field(default_factory=dict)
    responses: Counter[Kind] = field(default_factory=Counter)

    @property
    def response_count(self) -> int:
        """How many responses were counted."""
        return self.responses.total()

    def add(self, other: Counts) -> None:
        """Add the counts of other responses."""
        self.numbers.update(other.numbers)
        self.responses.update(other.responses)
        for place, total in other.totals.items():
            self.add_total(place, total)

    def add_total(self, place: Place, total: Decimal | None) -> None:
        """Add to a sum."""
        if total:
            self.totals[place] = self.totals.get(place, Decimal(0)) + total


def count_batch_rows(responses: Sequence[int], consultation: Consultation) -> Counts:
    """Counts of the responses with these primary keys."""
    return count_of(
        consultation,
        Response.objects.filter(pk__in=responses),
        Answer.objects.filter(response__in=responses),
        ProtectedAnswer.objects.filter(response__in=responses),
    )


@transaction.atomic
def count_all_rows(consultation: Consultation, *, only_marked: bool = False) -> Counts:
    """Counts of all responses that count; or of those among them that are marked as counted.

    Those that do not are named instead of those that do: they are few, which saves a join.
    """
    give_memory()
    every = Response.objects.filter(consultation=consultation)
    wanted = every.counted().filter(is_tallied=True) if only_marked else every.counted()
    others = Q(is_test=True) | Q(withdrawn_at__isnull=False)
    left_out = every.filter(others | Q(is_tallied=False) if only_marked else others).values("pk")
    return count_of(
        consultation,
        wanted,
        Answer.objects.filter(consultation=consultation).exclude(response__in=left_out),
        ProtectedAnswer.objects.filter(consultation=consultation).exclude(response__in=left_out),
    )


def give_memory() -> None:
    """Let PostgreSQL group millions of rows in memory, in this transaction; else it sorts them."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL work_mem = '64MB'")


def count_of(
    consultation: Consultation,
    responses: QuerySet[Response],
    answers: QuerySet[Answer],
    protected: QuerySet[ProtectedAnswer],
) -> Counts:
    """Counts of some responses and of the rows of their answers."""
    counts = Counts()
    single = single_row_questions(consultation)
    with_day = responses.annotate(day=TruncDate("received_at", tzinfo=consultation.zone))
    grouped = with_day.order_by().values_list("day", "channel", "language", "source")
    for *kind, number in grouped.annotate(found=Count("pk")):
        counts.responses[Kind(*kind)] += number
    places = answers.order_by().values_list("question_id", "row_id", "option_id", "position")
    groups = [
        (Place(*place), number, total)
        for *place, number, total in places.annotate(
            found=Count("pk", filter=above_nought("number") | Q(option_id__isnull=True)),
            total=Sum("number"),
        )
    ]
    count_groups(counts, groups, answers, single)
    guarded = protected.order_by().values_list("question_id", "row_id", "option_id")
    groups = [
        (Place(*place), number, None) for *place, number in guarded.annotate(found=Count("pk"))
    ]
    count_groups(counts, groups, protected, single)
    return counts


def above_nought(number: str) -> Q:
    """That no nought stands in this column: an option that got nothing was not chosen."""
    return Q(**{f"{number}__isnull": True}) | Q(**{f"{number}__gt": 0})


def count_groups(
    counts: Counts, groups: Sequence[Group], rows: QuerySet[Any], single: set[uuid.UUID]
) -> None:
    """Add groups of rows, and in how many responses each question and row was answered.

    Without options and rows, or where the type never makes two rows, each row is a response.
    Else different responses have to be counted, which costs most.
    """
    to_tell_apart: set[uuid.UUID] = set()
    for place, number, total in groups:
        counts.add_total(place, total)
        if number and not place.is_base:
            counts.numbers[place] += number
        has_parts = place.row_id is not None or place.option_id is not None
        if has_parts and place.question_id not in single:
            to_tell_apart.add(place.question_id)
    for place, number, _total in groups:
        if place.question_id not in to_tell_apart:
            counts.numbers[Place(place.question_id)] += number
    if to_tell_apart:
        count_bases(counts, rows.filter(question_id__in=to_tell_apart))


def count_bases(counts: Counts, rows: QuerySet[Any]) -> None:
    """Add in how many responses each question, and each row of a matrix, was answered."""
    with_rows: set[uuid.UUID] = set()
    for question, row, number in bases(rows, "question_id", "row_id"):
        counts.numbers[Place(question, row)] += number
        if row is not None:
            with_rows.add(question)
    if with_rows:
        for question, number in bases(rows.filter(question_id__in=with_rows), "question_id"):
            counts.numbers[Place(question)] = number


def bases(rows: QuerySet[Any], *names: str) -> list[Any]:
    """Numbers of different responses, by these columns."""
    grouped = rows.order_by().values_list(*names)
    return list(grouped.annotate(found=Count("response", distinct=True)))


def tallied_numbers(consultation: Consultation, question_id: uuid.UUID) -> QuerySet[Answer]:
    """Numbers given to a question in the responses that are in the tallies."""
    return Answer.objects.filter(
        consultation=consultation,
        question_id=question_id,
        number__isnull=False,
        response__is_test=False,
        response__withdrawn_at__isnull=True,
        response__is_tallied=True,
    )


def single_row_questions(consultation: Consultation) -> set[uuid.UUID]:
    """Questions whose types never make two rows of one answer."""
    return {
        coded.question.id
        for coded in codebook(consultation)
        if question_type(coded.question.type).makes_one_row
    }
