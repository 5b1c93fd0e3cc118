"""Figures read from the counts that are kept: the same few queries however many responses."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum

from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.counts import Place
from plan.consultation.figure_tables import Numbers, QuestionFigures, by_question, figures
from plan.consultation.models import Consultation, ResponseTally, Tally, TallyState


@dataclass(frozen=True)
class TallyFigures:
    """All questions with their figures, as counted at a moment; None before the first count."""

    as_at: datetime | None
    total: int
    questions: Sequence[QuestionFigures]

    def question(self, question_id: uuid.UUID) -> QuestionFigures | None:
        """The figures of one question."""
        return next((one for one in self.questions if one.question.id == question_id), None)


def tally_figures(
    consultation: Consultation, coded: Sequence[CodedQuestion] | None = None
) -> TallyFigures:
    """Figures of every question that is counted, in the order of their codes."""
    state = TallyState.objects.filter(consultation=consultation).first()
    found = ResponseTally.objects.filter(consultation=consultation).aggregate(n=Sum("number"))
    total = found["n"] or 0
    numbers = kept_numbers(consultation)
    coded = codebook(consultation) if coded is None else coded
    return TallyFigures(state.as_at if state else None, total, all_figures(coded, numbers, total))


def all_figures(
    coded: Sequence[CodedQuestion], numbers: Mapping[uuid.UUID, Numbers], total: int
) -> list[QuestionFigures]:
    """Figures of these questions; what is kept apart from answers is not counted."""
    return [
        figures(one.question, numbers.get(one.question.id, Numbers()), total, one.code)
        for one in coded
        if one.columns
    ]


def kept_numbers(consultation: Consultation) -> dict[uuid.UUID, Numbers]:
    """The counts that are kept, by question."""
    numbers, totals = {}, {}
    for row in Tally.objects.filter(consultation=consultation):
        place = Place(row.question_id, row.row_id, row.option_id, row.position)
        numbers[place] = row.number
        if row.total:
            totals[place] = row.total
    return by_question(numbers, totals)
