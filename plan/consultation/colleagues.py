"""What colleagues have handed to the lead of their team, question by question."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from plan.consultation.definition import FormDefinition
from plan.consultation.forms import field_name
from plan.consultation.journey.summaries import summaries
from plan.consultation.models import Attempt, AttemptSection, Team


@dataclass(frozen=True)
class Said:
    """One colleague's answer to one question; `use` is what the lead's button sends."""

    name: str
    lines: Sequence[str]
    use: str


@dataclass(frozen=True)
class Member:
    """A colleague, and whether the answers can be seen yet."""

    pk: int
    name: str
    joined_at: datetime
    handed_in_at: datetime | None


def members_of(team: Team) -> list[Member]:
    """Everybody who has joined, in that order."""
    rows = Attempt.objects.filter(team=team).order_by("pk")
    names = ("pk", "member_name", "started_at", "handed_in_at")
    return [Member(*row) for row in rows.values_list(*names)]


def number_still_answering(team: Team | None) -> int:
    """How many have joined and not handed in; 0 where there is no team."""
    if team is None:
        return 0
    return Attempt.objects.filter(team=team, handed_in_at=None).count()


def said_by_field(team: Team, definition: FormDefinition) -> dict[str, list[Said]]:
    """Answers that were handed in, in the lead's words for the options, by name of the field.

    Two queries, however many have answered. An answer that is not valid is shown as typed.
    """
    handed_in = Attempt.objects.filter(team=team, handed_in_at__isnull=False).order_by("pk")
    attempts = list(handed_in)
    typed: dict[int, dict[uuid.UUID, dict[str, list[str]]]] = {}
    rows = AttemptSection.objects.filter(attempt__in=attempts)
    for attempt_pk, section_id, values in rows.values_list("attempt_id", "section_id", "typed"):
        typed.setdefault(attempt_pk, {})[section_id] = values
    found: dict[str, list[Said]] = {}
    for attempt in attempts:
        for part in summaries(definition, typed.get(attempt.pk, {})):
            for question, row in zip(part.form.shown(), part.rows, strict=True):
                if row.lines:
                    said = Said(attempt.member_name, row.lines, f"{attempt.pk}.{question.id.hex}")
                    found.setdefault(field_name(question.id), []).append(said)
    return found


def team_led_by(attempt: Attempt | None) -> Team | None:
    """The team that an attempt leads; None where it leads none."""
    return getattr(attempt, "led_team", None) if attempt is not None else None
