"""Publish what was answered to one question, or take it down again."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from plan.consultation.figure_tables import QuestionFigures
from plan.consultation.frozen_results import Frozen, frozen_numbers, frozen_result, has_hidden
from plan.consultation.links_between import parents_of
from plan.consultation.models import Consultation, PublishedResult, TallyState
from plan.consultation.number_groups import is_groupable, numbers_given
from plan.consultation.permissions import can_publish_results
from plan.consultation.suppression import TooFewError, threshold_of
from plan.consultation.tally_figures import TallyFigures, tally_figures

BEING_COUNTED = gettext_lazy("The responses are being counted. Try again in a minute.")


class NotPublishableError(Exception):
    """Why a result cannot be published, as a sentence for the editor."""


@transaction.atomic
def publish_result(
    *, consultation: Consultation, question_id: uuid.UUID, user: Any
) -> PublishedResult:
    """Freeze a question's table; another publication takes the place of the one before.

    PermissionDenied, or NotPublishableError; then nothing has changed.
    """
    if not can_publish_results(user, consultation):
        raise PermissionDenied
    TallyState.objects.select_for_update().filter(consultation=consultation).first()
    counted = tally_figures(consultation)
    found = counted.question(question_id)
    if counted.as_at is None or found is None:
        raise NotPublishableError(BEING_COUNTED)
    table = publishable(consultation, found)
    result, _made = PublishedResult.objects.update_or_create(
        consultation=consultation,
        question_id=question_id,
        defaults={
            "table": table,
            "as_at": counted.as_at,
            "published_at": Now(),
            "published_by": user,
        },
    )
    write_log(consultation, question_id, user, "publish_result")
    return result


def publishable(consultation: Consultation, found: QuestionFigures) -> Frozen:
    """The table that would be published; NotPublishableError says why there is none."""
    is_number = is_groupable(found.question)
    if not found.tables and not is_number:
        raise NotPublishableError(_("What people wrote is not published as numbers."))
    others = {row.question_id: row.table for row in consultation.results.all()}
    threshold = threshold_of(consultation.suppress_below, is_protected=found.question.is_protected)
    before = others.pop(found.question.id, None)
    try:
        table = (
            grouped(consultation, found, threshold, before)
            if is_number
            else frozen_result(found, threshold, before)
        )
    except TooFewError as error:
        raise NotPublishableError(
            _(
                "Fewer than %(number)d people answered, or have answered since it was last "
                "published: publishing it could show what single people said."
            )
            % {"number": threshold}
        ) from error
    if tells_of_others(consultation, found.question.id, table, others):
        raise NotPublishableError(
            _(
                "This question and one that is published already depend on each other, and small "
                "numbers are left out of one: together they would show them."
            )
        )
    return table


def grouped(
    consultation: Consultation, found: QuestionFigures, threshold: int, before: Frozen | None
) -> Frozen:
    """The table of a question that is answered by a number, made of the rows that are counted."""
    given = numbers_given(consultation, found.question)
    if sum(given.values()) != found.base:
        raise NotPublishableError(BEING_COUNTED)
    return frozen_numbers(found, given, threshold, before)


def tells_of_others(
    consultation: Consultation, question: uuid.UUID, table: Frozen, others: dict[uuid.UUID, Frozen]
) -> bool:
    """Whether how many were asked here is a number left out there, or the other way round."""
    parents = parents_of(consultation)
    above = parents.get(question, set())
    below = {key for key, own in parents.items() if question in own}
    return any(has_hidden(others[key]) for key in above & set(others)) or (
        has_hidden(table) and bool(below & set(others))
    )


@transaction.atomic
def unpublish_result(*, consultation: Consultation, question_id: uuid.UUID, user: Any) -> None:
    """Take a result down. What it showed stays known, so that a later one gives nothing away."""
    if not can_publish_results(user, consultation):
        raise PermissionDenied
    result = consultation.results.select_for_update().filter(question_id=question_id).first()
    if result is None or not result.table["is_shown"]:
        return
    result.table = {**result.table, "is_shown": False, "tables": []}
    result.save(update_fields=["table"])
    write_log(consultation, question_id, user, "unpublish_result")


def write_log(consultation: Consultation, question: uuid.UUID, user: Any, action: str) -> None:
    """Who did it, and to which question."""
    log(
        instance=consultation,
        action=f"plan_consultation.{action}",
        user=user,
        data={"question": str(question)},
    )


def previews(consultation: Consultation, counted: TallyFigures) -> dict[uuid.UUID, Frozen | str]:
    """For each question what publishing it now would show, or why it cannot be."""
    found: dict[uuid.UUID, Frozen | str] = {}
    for one in counted.questions:
        try:
            found[one.question.id] = publishable(consultation, one)
        except NotPublishableError as error:
            found[one.question.id] = str(error)
    return found
