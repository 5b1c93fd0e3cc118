"""Published results in the API: exactly what the public page shows, number by number."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema

from plan.consultation.api.consultations import ConsultationId, found_consultation
from plan.consultation.results import ShownResult, ShownTable, shown_results
from plan.open_api.door import reader_of
from plan.open_api.errors import documented

router = Router()


class ResultLine(Schema):
    """An answer, and how many gave it."""

    label: str
    number: int | None = Field(description="Null where it is left out, so that nobody is found.")
    percent: float | None = Field(description="Of those who answered, to one decimal.")
    mean: str = Field(description="Mean rank or mean points, where the table has them.")


class ResultTable(Schema):
    """A table on its own base: one for a question, or one for each row of it."""

    title: str = Field(description="The row of the question; empty where it has none.")
    kind: str
    base: int = Field(description="How many answered.")
    not_answered: int = Field(description="How many did not, or were not asked.")
    mean: str
    median: str = Field(description="The group that the middle answer lies in.")
    lines: list[ResultLine]


class Result(Schema):
    """The published answers to one question."""

    question_id: uuid.UUID
    text: str
    as_at: datetime = Field(description="When they were counted.")
    threshold: int = Field(description="Numbers below it are left out, and others beside them.")
    has_hidden: bool
    tables: list[ResultTable]


class Results(Schema):
    """All that is published of the answers to a consultation."""

    consultation: str
    title: str
    items: list[Result]


@router.get(
    "/{consultation_id}/results/",
    response=documented(Results),
    operation_id="get_results",
    url_name="api_results",
)
def results(request: HttpRequest, consultation_id: ConsultationId) -> dict[str, Any]:
    """Published results, question by question; 404 while there are none."""
    reader = reader_of(request)
    found = found_consultation(consultation_id, reader)
    shown: Sequence[ShownResult] = shown_results(found.record, reader.language)
    if not shown:
        raise Http404
    return {
        "consultation": found.record.public_id,
        "title": found.page.title,
        "items": [said(result) for result in shown],
    }


def said(result: ShownResult) -> dict[str, Any]:
    """One question with its tables."""
    return {
        "question_id": result.question_id,
        "text": result.text,
        "as_at": result.as_at,
        "threshold": result.threshold,
        "has_hidden": result.has_hidden,
        "tables": [said_table(table) for table in result.tables],
    }


def said_table(table: ShownTable) -> dict[str, Any]:
    """One table, as it was frozen."""
    return {
        "title": table.title,
        "kind": table.kind,
        "base": table.base,
        "not_answered": table.not_answered,
        "mean": table.mean,
        "median": table.median,
        "lines": [
            {
                "label": line.label,
                "number": line.number,
                "percent": line.share,
                "mean": line.mean,
            }
            for line in table.lines
        ],
    }
