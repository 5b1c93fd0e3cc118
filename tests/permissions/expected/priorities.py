"""Addresses of measures and their figures."""

from __future__ import annotations

from typing import Any

from tests.permissions.rows import ANY, DATA_OWNER, Row, only, public


def figure(world: Any) -> list[int]:
    """One figure."""
    return [world["figure"].pk]


def area(world: Any) -> list[Any]:
    """An area that a measure of the plan has a figure for."""
    return [world.plan.translation_key, world["figure_of_area"].area]


LISTS = Row(only(DATA_OWNER), only(DATA_OWNER, outcome=405))
ABOUT_ONE = Row(only(DATA_OWNER), only(DATA_OWNER, outcome=405), figure)

EXPECTED = {
    "plan:measure_csv": public(lambda world: [world["measure"].measure.public_id]),
    "plan:measure_card": public(lambda world: [world["measure"].measure.public_id]),
    "plan:progress": public(lambda world: [world.plan.translation_key]),
    "plan:progress_areas": public(lambda world: [world.plan.translation_key]),
    "plan:progress_area": public(area),
    "plan_figures:index": LISTS,
    "plan_figures:index_results": LISTS,
    "plan_figures:add": Row(only(DATA_OWNER), only(DATA_OWNER)),
    "plan_figures:edit": Row(only(DATA_OWNER), only(DATA_OWNER), figure),
    "plan_figures:delete": Row(only(), only(outcome=ANY), figure),
    "plan_figures:history": ABOUT_ONE,
    "plan_figures:history_results": ABOUT_ONE,
    "plan_figures:usage": ABOUT_ONE,
}
