"""Figures of some responses only, and of two axes against each other: made from the rows.

They are kept in the cache until the counts change, for a million responses take seconds.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet

from plan.consultation.axes import Axis, Place, Point
from plan.consultation.codebook import CodedQuestion
from plan.consultation.counts import above_nought, count_of, tallied_numbers
from plan.consultation.definition import QuestionDefinition
from plan.consultation.figure_tables import QuestionFigures, by_question
from plan.consultation.models import Answer, Consultation, ProtectedAnswer, Response
from plan.consultation.tally_figures import all_figures

#: Seconds for which figures made from rows are kept at most.
KEPT_SECONDS = 3600


#: How many answered with both of two places; with one and anything; with anything to both.
Pairs = Mapping[tuple[Place | None, Place | None], int]


@dataclass(frozen=True)
class CrossRow:
    """One answer on the first axis, with a number for each on the second."""

    label: str
    numbers: Sequence[int]
    base: int

    @property
    def cells(self) -> list[tuple[int, float | None]]:
        """Numbers with their percentages of the row."""
        return [(n, 100 * n / self.base if self.base else None) for n in self.numbers]


@dataclass(frozen=True)
class Crosstab:
    """Two axes against each other, among those who answered both."""

    first: Axis
    second: Axis
    rows: Sequence[CrossRow]
    base: int


def table_of(question: QuestionDefinition) -> type[Answer] | type[ProtectedAnswer]:
    """Where the answers to a question are."""
    return ProtectedAnswer if question.is_protected else Answer


def who_chose(consultation: Consultation, axis: Axis, point: Point) -> QuerySet[Any, int]:
    """Responses in which an answer was given."""
    chosen: dict[str, Any] = {"option_id": point.option_id}
    if point.option_id is None:
        chosen = {"position": point.position}
    rows: QuerySet[Any] = table_of(axis.question).objects.filter(
        consultation=consultation, **axis.conditions()
    )
    rows = rows.filter(**chosen)
    if not axis.question.is_protected:
        rows = rows.filter(above_nought("number"))
    return rows.values_list("response_id", flat=True)


def kept(consultation: Consultation, as_at: object, name: str, make: Callable[[], Any]) -> Any:
    """Something made once for the counts of a moment."""
    digest = hashlib.sha256(f"{as_at} {name}".encode()).hexdigest()
    return cache.get_or_set(f"plan:cross:{consultation.pk}:{digest}", make, KEPT_SECONDS)


def filtered_figures(
    consultation: Consultation, coded: Sequence[CodedQuestion], axis: Axis, point: Point
) -> tuple[int, list[QuestionFigures]]:
    """How many gave an answer, and how they answered everything."""
    chosen = who_chose(consultation, axis, point)
    responses = Response.objects.filter(consultation=consultation, pk__in=chosen).counted()
    own = {"consultation": consultation, "response__in": responses.values("pk")}
    counts = count_of(
        consultation,
        responses,
        Answer.objects.filter(**own),
        ProtectedAnswer.objects.filter(**own),
    )
    total = counts.response_count
    return total, all_figures(coded, by_question(counts.numbers, counts.totals), total)


def crosstab(first: Axis, second: Axis, pairs: Pairs) -> Crosstab:
    """Numbers of responses by an answer on each; one base to each row, counted apart."""
    rows = [
        CrossRow(
            point.label,
            [pairs.get((point.place, other.place), 0) for other in second.points],
            pairs.get((point.place, None), 0),
        )
        for point in first.points
    ]
    return Crosstab(first, second, rows, pairs.get((None, None), 0))


def pair_counts(
    consultation: Consultation, first: Axis, second: Axis, only: tuple[Axis, Point] | None = None
) -> Pairs:
    """Numbers of responses by places on two axes: one grouped query where each makes one row.

    With `only`, of responses in which that answer was given.
    """
    name = "protected_answers" if second.question.is_protected else "answers"
    before = f"response__{name}__"
    numbers = {"number": first.question, f"{before}number": second.question}
    both: QuerySet[Any] = table_of(first.question).objects.filter(
        *(above_nought(name) for name, one in numbers.items() if not one.is_protected),
        consultation=consultation,
        response__is_test=False,
        response__withdrawn_at__isnull=True,
        **first.conditions(),
        **second.conditions(before),
    )
    if only is not None:
        both = both.filter(response__in=who_chose(consultation, *only))
    both, own = both.order_by(), first.columns()
    pairs = both.values_list(*own, *second.columns(before)).annotate(found=Count("pk"))
    width = len(own)
    found: Pairs = {(place_of(row[:width]), place_of(row[width:-1])): row[-1] for row in pairs}
    # Counting different responses costs most: only where one may have several rows.
    apart = Count("response", distinct=True)
    if second.makes_one_row:
        rows: Mapping[Place | None, int] = sums_by_first(found)
    else:
        rows = {place_of(row[:-1]): row[-1] for row in both.values_list(*own).annotate(n=apart)}
    total = sum(rows.values()) if first.makes_one_row else both.aggregate(found=apart)["found"]
    return {**found, **{(one, None): number for one, number in rows.items()}, (None, None): total}


def place_of(columns: Sequence[Any]) -> Place:
    """The place that columns of an axis name."""
    option, *position = columns
    return option, position[0] if position else None


def sums_by_first(pairs: Pairs) -> Counter[Place | None]:
    """Numbers of pairs by the place on the first axis."""
    sums: Counter[Place | None] = Counter()
    for (one, _two), number in pairs.items():
        sums[one] += number
    return sums


def median(consultation: Consultation, question: QuestionDefinition) -> Any:
    """The middle one of the numbers given, or the mean of the middle two; None without any."""
    if question.is_protected:
        return None
    rows = tallied_numbers(consultation, question.id)
    number = rows.count()
    if not number:
        return None
    middle = rows.order_by("number").values_list("number", flat=True)
    values: list[Any] = list(middle[(number - 1) // 2 : number // 2 + 1])
    return sum(values) / len(values)
