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
from plan.consultation.models import Consultation
from plan.models import PlanPage
from priorities.actions.record_observations import record_observations
from priorities.models import CommitmentPage, MeasurePage
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import known_id, make_consultation, option, question, section
from tests.consultation.factories import record as record_of
from tests.factories import make_organisation, make_plan
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
)

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
    record_observations(measure=measure.measure, rows=figures())
    return Told(plan, priority, outcome, commitment, measure, make_answered(plan))


def figures() -> list[Any]:
    """Figures of two areas and a group, with a margin and a marker of each kind."""
    first = date(2024, 1, 1)
    return [
        *quarters(first, [50, (52.5, "p"), "c"], area="E12000007"),
        *quarters(first, [41, 42], area="E09000007", numerator=Decimal(82)),
        *quarters(first, [44, "x"], area="E12000007", dimensions={"sex": "female"}),
    ]


def make_answered(plan: PlanPage) -> Consultation:
    """A consultation that is over, with one published result in which numbers are left out."""
    options = [option(name, name.title()) for name in ("red", "green", "blue")]
    asked = section(
        "all", "All", question("single_choice", "colour", "Which colour?", options=options)
    )
    past = timezone.now() - timedelta(days=9)
    page = make_consultation(
        plan, sections=[asked], opens=past, closes=past + timedelta(days=1), slug="over"
    )
    found = record_of(page)
    for colour, number in (("red", 7), ("green", 20), ("blue", 3)):
        for _ in range(number):
            add_response(found, {"colour": choose(colour)})
    count_responses(consultation=found)
    user = User.objects.create_superuser("publisher@example.org")
    publish_result(consultation=found, question_id=uuid.UUID(known_id("colour")), user=user)
    return found
