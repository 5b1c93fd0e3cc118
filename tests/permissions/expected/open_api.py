"""Addresses of the read API: all public, and only to read."""

from __future__ import annotations

from typing import Any

from tests.permissions.expected.consultation import consultation
from tests.permissions.expected.outputs import results
from tests.permissions.rows import public


def measure(world: Any) -> list[Any]:
    """One measure."""
    return [world["measure"].measure.public_id]


def priority(world: Any) -> list[Any]:
    """The priority above a commitment."""
    page = world["commitment"].pages.get()
    return [page.get_parent().translation_key]


EXPECTED = {
    "plan:api": public(),
    "plan:api_document": public(),
    "plan:api_nothing": public(lambda world: ["nothing/"], outcome=404),
    "plan:api_plans": public(),
    "plan:api_plan": public(lambda world: [world.plan.translation_key]),
    "plan:api_priorities": public(),
    "plan:api_priority": public(priority),
    "plan:api_outcomes": public(),
    "plan:api_commitments": public(),
    "plan:api_commitment": public(lambda world: [world["commitment"].public_id]),
    "plan:api_measures": public(),
    "plan:api_measure": public(measure),
    "plan:api_observations": public(measure),
    "plan:api_observation_lines": public(measure),
    "plan:api_consultations": public(),
    "plan:api_consultation": public(consultation),
    "plan:api_results": public(results),
}
