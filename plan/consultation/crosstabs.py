"""Figures of some responses only, and of two questions against each other: made from the rows.

They are kept in the cache until the counts change, for a million responses take seconds.
"""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Count, QuerySet

from plan.consultation.codebook import CodedQuestion
from plan.consultation.counts import above_nought, count_of, tallied_numbers
from plan.consultation.definition import OptionDefinition, QuestionDefinition
from plan.consultation.figure_tables import QuestionFigures, by_question
from plan.consultation.models import Answer, Consultation, ProtectedAnswer, Response
from plan.consultation.questions import question_type
from plan.consultation.tally_figures import all_figures

#: Seconds for which figures made from rows are kept at most.
KEPT_SECONDS = 3600


@dataclass(frozen=True)
class CrossRow:
    """One option of the first question, with a number for each of the second."""

    label: str
    numbers: Sequence[int]
    base: int

    @property
    def cells(self) -> list[tuple[int, float | None]]:
        """Numbers with their percentages of the row."""
        return [(n, 100 * n / self.base if self.base else None) for n in self.numbers]


@dataclass(frozen=True)
class Crosstab:
    """Two questions against each other, among those who answered both."""

    first: QuestionDefinition
    second: QuestionDefinition
    columns: Sequence[OptionDefinition]
    rows: Sequence[CrossRow]
    base: int


def is_closed(question: QuestionDefinition) -> bool:
    """Whether one can filter by it: it has options, and no rows."""
    return bool(question.options) and not question.rows


def table_of(question: QuestionDefinition) -> type[Answer] | type[ProtectedAnswer]:
    """Where the answers to a question are."""
    return ProtectedAnswer if question.is_protected else Answer


def who_chose(
    consultation: Consultation, question: QuestionDefinition, option: uuid.UUID
) -> QuerySet[Any, int]:
    """Responses in which an option was chosen."""
    rows: QuerySet[Any] = table_of(question).objects.filter(
        consultation=consultation, question_id=question.id, option_id=option
    )
    if not question.is_protected:
        rows = rows.filter(above_nought("number"))
    return rows.values_list("response_id", flat=True)


def kept(consultation: Consultation, as_at: object, name: str, make: Callable[[], Any]) -> Any:
    """Something made once for the counts of a moment."""
    digest = hashlib.sha256(f"{as_at} {name}".encode()).hexdigest()
    return cache.get_or_set(f"plan:cross:{consultation.pk}:{digest}", make, KEPT_SECONDS)


def filtered_figures(
    consultation: Consultation,
    coded: Sequence[CodedQuestion],
    question: QuestionDefinition,
    option: uuid.UUID,
) -> tuple[int, list[QuestionFigures]]:
    """How many chose an option, and how they answered everything."""
    chosen = who_chose(consultation, question, option)
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


def crosstab(
    consultation: Consultation, first: QuestionDefinition, second: QuestionDefinition
) -> Crosstab:
    """Numbers of responses by an option of each; one base to each row, counted apart."""
    pairs = pair_counts(consultation, first, second)
    rows = [
        CrossRow(
            option.text,
            [pairs.get((option.id, other.id), 0) for other in second.options],
            pairs.get((option.id, None), 0),
        )
        for option in first.options
    ]
    return Crosstab(first, second, second.options, rows, pairs.get((None, None), 0))


def pair_counts(
    consultation: Consultation, first: QuestionDefinition, second: QuestionDefinition
) -> dict[tuple[uuid.UUID | None, uuid.UUID | None], int]:
    """How many answered with both of two options; with one and anything; with anything to both."""
    name = "protected_answers" if second.is_protected else "answers"
    other = f"response__{name}"
    numbers = {"number": first, f"{other}__number": second}
    both: QuerySet[Any] = table_of(first).objects.filter(
        *(above_nought(name) for name, one in numbers.items() if not one.is_protected),
        consultation=consultation,
        question_id=first.id,
        option_id__isnull=False,
        response__is_test=False,
        response__withdrawn_at__isnull=True,
        **{f"{other}__question_id": second.id, f"{other}__option_id__isnull": False},
    )
    both = both.order_by()
    pairs = both.values_list("option_id", f"{other}__option_id").annotate(found=Count("pk"))
    found = {(one, two): number for one, two, number in pairs}
    # Counting different responses costs most: only where one may have several rows.
    apart = Count("response", distinct=True)
    if question_type(second.type).makes_one_row:
        rows: Mapping[uuid.UUID, int] = sums_by_first(found)
    else:
        rows = dict(both.values_list("option_id").annotate(found=apart))
    if question_type(first.type).makes_one_row:
        total = sum(rows.values())
    else:
        total = both.aggregate(found=apart)["found"]
    return {**found, **{(one, None): number for one, number in rows.items()}, (None, None): total}


def sums_by_first(pairs: Mapping[tuple[uuid.UUID, uuid.UUID], int]) -> Counter[uuid.UUID]:
    """Numbers of pairs by the option of the first question."""
    sums: Counter[uuid.UUID] = Counter()
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
