"""The way on for colleagues after their lead has sent: nothing can be added, nothing is lost."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from django.http import HttpResponse

from plan.consultation import queries
from plan.consultation.actions.save_section import AlreadySentError, save_section
from plan.consultation.forms import SectionForm, field_name
from plan.consultation.journey.steps import Journey, JourneyEndError
from plan.consultation.journey.summaries import (
    SummaryRow,
    SummarySection,
    raw_lines,
    summaries,
)
from plan.consultation.moments import moment_in_words
from plan.same_origin import is_from_elsewhere


def require_unended(journey: Journey) -> None:
    """End where the response of the team was sent, with what this browser typed and kept."""
    if journey.attempt is None or journey.attempt.ended_at is None:
        return
    if not is_from_elsewhere(journey.request):
        keep_for_author(journey)
    raise JourneyEndError(show_ended(journey, journey.attempt.ended_at))


def keep_for_author(journey: Journey) -> None:
    """Keep what this request brings beside what was kept: its author can still copy it."""
    for section_id, typed in journey.typed.items():
        with suppress(AlreadySentError):  # cleared meanwhile: then it is shown this once
            save_section(attempt=journey.begun, section_id=section_id, typed=typed, is_valid=False)


def show_ended(journey: Journey, ended_at: datetime) -> HttpResponse:
    """When the response was sent and for whom, and what can be copied."""
    return journey.show(
        "ended",
        status=409 if journey.request.method == "POST" else 410,
        organisation=journey.begun.ended_for,
        sent=moment_in_words(ended_at, journey.consultation.zone),
        sections=everything_typed(journey),
        finish_url=journey.url("finish"),
        consultation_page=queries.page_behind(journey.door),
    )


def everything_typed(journey: Journey) -> list[SummarySection]:
    """All that was typed, even where the answers it depends on were handed in and are gone."""
    typed = {**queries.typed_sections(journey.begun), **journey.typed}
    parts = {part.number: part for part in summaries(journey.definition, typed)}
    for number, section in enumerate(journey.definition.sections, 1):
        form = SectionForm(section, typed.get(section.id, {}))
        part = parts.get(number) or SummarySection(number, section.title, [], form)
        there = {row.key for row in part.rows}
        rest = [
            SummaryRow(question.text, [line for line in raw_lines(form, name) if line])
            for question in section.questions
            if question.id.hex not in there and (name := field_name(question.id))
        ]
        parts[number] = replace(part, rows=[*part.rows, *(row for row in rest if row.lines)])
    return [part for _number, part in sorted(parts.items()) if part.is_answered]


def show_gone(journey: Journey) -> HttpResponse:
    """The page for an attempt that was ended or cleared while the request was on its way."""
    journey.attempt = queries.attempt_by_token(journey.consultation, [journey.token])
    require_unended(journey)
    return journey.show("missing", status=404)
