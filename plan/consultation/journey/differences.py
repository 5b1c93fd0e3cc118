"""What was sent, beside what another tab has typed since."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from plan.consultation.answers import AnswerValue
from plan.consultation.forms import SectionForm
from plan.consultation.journey.summaries import display, summary
from plan.consultation.models import Response
from plan.consultation.rows import values_of


@dataclass(frozen=True)
class Difference:
    """A question answered differently in two tabs."""

    question: str
    sent: Sequence[str]
    typed: Sequence[str]


def differences(response: Response, form: SectionForm) -> list[Difference]:
    """Questions of this section whose answers differ from those that were sent."""
    sent: dict[uuid.UUID, list[AnswerValue]] = values_of(response)
    rows = summary(0, form).rows
    found = []
    for question, row in zip(form.shown(), rows, strict=True):
        before = display(question, sent.get(question.id, []))
        if list(before) != list(row.lines):
            found.append(Difference(question.text, before, row.lines))
    return found
