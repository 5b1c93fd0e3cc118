"""Responses and counts for the tests of what comes out of a consultation."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from plan.consultation.answers import AnswerValue
from plan.consultation.axes import Axis, axes
from plan.consultation.builder import definition_of
from plan.consultation.crosstabs import Crosstab, crosstab, pair_counts
from plan.consultation.models import Consultation, FormTexts, Response, Tally
from plan.consultation.rows import store_answers
from plan.consultation.tally_figures import tally_figures
from tests.consultation.factories import known_id


def add_response(
    consultation: Consultation,
    answers: dict[str, list[AnswerValue]] | None = None,
    *,
    received_at: datetime | None = None,
    **fields: Any,
) -> Response:
    """A response with these values by name of the question, stored as the journey stores them."""
    texts = FormTexts.objects.filter(version__consultation=consultation).latest("pk")
    definition = definition_of(texts)
    response = Response.objects.create(
        **{
            "consultation": consultation,
            "version": texts.version,
            "texts": texts,
            "language": texts.language,
            "received_at": received_at or timezone.now() - timedelta(minutes=1),
            **fields,
        }
    )
    pairs = []
    for name, values in (answers or {}).items():
        question = definition.question(uuid.UUID(known_id(name)))
        assert question is not None, name
        pairs.append((question, values))
    store_answers(response, pairs)
    return response


def choose(*names: str, text: str = "") -> list[AnswerValue]:
    """Values of chosen options by their names."""
    return [AnswerValue(option_id=uuid.UUID(known_id(name)), text=text) for name in names]


def number_of(
    consultation: Consultation,
    name: str,
    option: str | None = None,
    *,
    row: str | None = None,
    position: int | None = None,
) -> int:
    """The number kept of a place; nothing where no number is kept."""
    found = Tally.objects.filter(
        consultation=consultation,
        question_id=known_id(name),
        option_id=known_id(option) if option else None,
        row_id=known_id(row) if row else None,
        position=position,
    )
    return sum(found.values_list("number", flat=True))


def axis_on(consultation: Consultation, name: str, row: str | None = None) -> Axis:
    """The axis of a question, or of one of its rows."""
    wanted = known_id(name) if row is None else f"{known_id(name)}:{known_id(row)}"
    return next(a for a in axes(tally_figures(consultation).questions) if a.key == wanted)


def crossed(first: Axis, second: Axis, consultation: Consultation) -> Crosstab:
    """Two axes against each other."""
    return crosstab(first, second, pair_counts(consultation, first, second))
