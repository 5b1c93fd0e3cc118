"""A plan with everything that the API tells of, and secrets beside it that it must not tell."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from home.models import User
from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.publish_result import publish_result
from plan.consultation.answers import AnswerValue
from plan.consultation.models import Consultation
from plan.models import PlanPage
from priorities.actions.record_observations import record_observations
from priorities.models import CommitmentPage, MeasurePage, Owner, Ownership
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import known_id, make_consultation, option, question, section
from tests.consultation.factories import record as record_of
from tests.factories import fresh, make_organisation, make_plan, restrict
from tests.priorities.commitments.makers import make_update
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
)

API = "/en/api/v1/"
#: In the body of nothing that the API answers.
CANARY = "zanzibar"
SECRET_NUMBER = 987654


@dataclass
class Told:
    """What is public."""

    plan: PlanPage
    priority: Any
    outcome: Any
    commitment: CommitmentPage
    measure: MeasurePage
    consultation: Consultation

    def ids(self) -> dict[str, str]:
        """An id for each parameter of an address."""
        return {
            "plan_id": str(self.plan.translation_key),
            "priority_id": str(self.priority.translation_key),
            "outcome_id": str(self.outcome.translation_key),
            "commitment_id": str(self.commitment.commitment.public_id),
            "measure_id": str(self.measure.measure.public_id),
            "consultation_id": self.consultation.public_id,
        }


def make_told() -> Told:
    """A plan with one of everything, its figures in areas and groups, and a published result."""
    plan = make_plan(period_start=date(2025, 4, 1), period_end=date(2029, 3, 31))
    priority = make_priority(plan)
    outcome = make_outcome(priority)
    measure = make_measure(outcome, geography="E12000007 E09000007", target_value=60)
    commitment = make_commitment(
        outcome, status="at_risk", status_reason="Fewer officers.", lead=make_organisation()
    )
    past = timezone.now() - timedelta(days=9)
    closes = past + timedelta(days=1)
    page = make_consultation(plan, sections=[colours()], opens=past, closes=closes)
    record_observations(measure=measure.measure, rows=figures())
    consultation = record_of(page)
    answer(consultation)
    return Told(plan, priority, outcome, commitment, measure, consultation)


def figures() -> list[Any]:
    """Figures of two areas and a group, with a marker of each kind."""
    first = date(2024, 1, 1)
    return [
        *quarters(first, [50, (52.5, "p"), "c"], area="E12000007"),
        *quarters(first, [41, 42], area="E09000007", numerator=Decimal(82)),
        *quarters(first, [44, "x"], area="E12000007", dimensions={"sex": "female"}),
    ]


def colours() -> dict[str, Any]:
    """A section with one choice, and one question that is answered in words."""
    options = [option(name, name.title()) for name in ("red", "green", "blue")]
    return section(
        "all",
        "All",
        question("single_choice", "colour", "Which colour?", options=options),
        question("long_text", "missing", "What is missing?", limit=500),
    )


def answer(consultation: Consultation) -> None:
    """Publish how often each colour was chosen; two numbers are too small to be shown."""
    for colour, number in (("red", 7), ("green", 20), ("blue", 3)):
        for _ in range(number):
            words = [AnswerValue(text=CANARY)] if colour == "red" else []
            add_response(consultation, {"colour": choose(colour), "missing": words})
    count_responses(consultation=consultation)
    user = User.objects.create_superuser("publisher@example.org")
    key = uuid.UUID(known_id("colour"))
    publish_result(consultation=consultation, question_id=key, user=user)


def hide(told: Told) -> dict[str, str]:
    """Put something secret beside all that is public; ids of what is not to be found."""
    shut = make_plan(title=f"Plan {CANARY}")
    priority = make_priority(shut, title=f"Priority {CANARY}")
    measure = make_measure(priority, title=f"Measure {CANARY}", definition=CANARY)
    commitment = make_commitment(priority, title=f"Commitment {CANARY}")
    past = timezone.now() - timedelta(days=9)
    given = {"opens": past, "closes": past + timedelta(days=1), "sections": [colours()]}
    page = make_consultation(shut, title=f"Consultation {CANARY}", **given)
    make_outcome(priority, title=f"Outcome {CANARY}")
    make_priority(told.plan, title=f"Draft {CANARY}", is_live=False)
    make_consultation(told.plan, title=f"Draft {CANARY}", is_live=False)
    restrict(shut)
    record_observations(measure=measure.measure, rows=quarters(date(2024, 1, 1), [SECRET_NUMBER]))
    hide_figures(told.measure)
    hide_words(told)
    return {
        "plan_id": str(shut.translation_key),
        "priority_id": str(priority.translation_key),
        "commitment_id": str(commitment.commitment.public_id),
        "measure_id": str(measure.measure.public_id),
        "consultation_id": record_of(page).public_id,
    }


def hide_figures(page: MeasurePage) -> None:
    """Figures that wait for their release, one that was withdrawn, numbers behind a marker."""
    record = page.measure
    later = quarters(date(2025, 1, 1), [SECRET_NUMBER], area="E12000007")
    record_observations(measure=record, rows=later, at=timezone.now() + timedelta(days=1))
    # No action stores these; the public must not see them all the same.
    record.observations.filter(marker="c").update(
        numerator=SECRET_NUMBER, denominator=SECRET_NUMBER, lower=SECRET_NUMBER, upper=SECRET_NUMBER
    )


def hide_words(told: Told) -> None:
    """Drafts of all that is published, and what an owner wrote and nobody approved."""
    for page in (told.plan, told.priority, told.outcome, told.measure, told.commitment):
        draft = fresh(page)
        draft.title = draft.summary = f"Draft {CANARY}"
        if isinstance(draft, CommitmentPage):
            draft.status_reason = CANARY
        draft.save_revision()
    owner = Owner.objects.create(email=f"{CANARY}@example.org", name=CANARY, language="en")
    Ownership.objects.create(owner=owner, commitment=told.commitment.commitment)
    make_update(owner, told.commitment.commitment, reason=CANARY, done=CANARY)
