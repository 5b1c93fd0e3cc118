"""Addresses of measures and their figures."""

from __future__ import annotations

from typing import Any

from tests.permissions.rows import ANY, DATA_OWNER, PUBLISHER, Row, everybody, only, public

INTAKE = "plan_figures_admin"


def area(world: Any) -> list[int]:
    """One area."""
    return [world["area"].pk]


def measured_area(world: Any) -> list[Any]:
    """An area that a measure of the plan has a figure for."""
    return [world.plan.translation_key, world["figure_of_area"].area]


def compared(world: Any) -> list[Any]:
    """A measure that has figures of several areas."""
    return [world["figure_of_area"].measure.public_id]


def figure_batch(world: Any) -> list[Any]:
    """A file of figures that was looked at."""
    return [world["figure_batch"].public_id]


def figure_profile(world: Any) -> list[Any]:
    """How its kind is read."""
    return [world["figure_profile"].public_id]


def push_token(world: Any) -> list[int]:
    """A key for a program."""
    return [world["push_token"].pk]


def published_measure(world: Any) -> list[Any]:
    """A measure that has a public page."""
    return [world["measure"].measure.public_id]


def plan(world: Any) -> list[Any]:
    """The plan."""
    return [world.plan.translation_key]


SEEN = only(DATA_OWNER, PUBLISHER)
OWNED = only(DATA_OWNER)
OWNED_REFUSED = only(DATA_OWNER, outcome=422)
LISTS = Row(OWNED, only(DATA_OWNER, outcome=405))
ABOUT_AREA = Row(OWNED, only(DATA_OWNER, outcome=405), area)

EXPECTED = {
    **{
        f"plan:measure_{kind}": public(published_measure)
        for kind in ("csv", "csvw", "json", "package", "zip", "card")
    },
    "plan:compare_measure": public(compared),
    "plan:measure_picture": public(compared),
    "plan:progress": public(plan),
    **{
        f"plan:progress_{kind}": public(plan)
        for kind in ("csv", "csvw", "json", "package", "zip", "measures_csv", "areas")
    },
    "plan:progress_area": public(measured_area),
    "plan:push_figures": Row(everybody(405), everybody(401)),
    "plan_figures:index": Row(SEEN, only(DATA_OWNER, PUBLISHER, outcome=405)),
    "plan_figures:index_results": Row(SEEN, only(DATA_OWNER, PUBLISHER, outcome=405)),
    "plan_areas:index": LISTS,
    "plan_areas:index_results": LISTS,
    "plan_areas:add": Row(OWNED, OWNED),
    "plan_areas:edit": Row(OWNED, OWNED, area),
    "plan_areas:delete": Row(only(), only(outcome=ANY), area),
    "plan_areas:history": ABOUT_AREA,
    "plan_areas:history_results": ABOUT_AREA,
    "plan_areas:usage": ABOUT_AREA,
    f"{INTAKE}:batches": Row(SEEN, only(DATA_OWNER, PUBLISHER, outcome=405)),
    f"{INTAKE}:upload": Row(OWNED, OWNED_REFUSED),
    f"{INTAKE}:type": Row(OWNED, OWNED_REFUSED),
    f"{INTAKE}:profiles": LISTS,
    f"{INTAKE}:profile": Row(OWNED, OWNED_REFUSED, figure_profile),
    f"{INTAKE}:tokens": Row(OWNED, OWNED_REFUSED),
    f"{INTAKE}:revoke_token": Row(OWNED, only(DATA_OWNER, outcome=302), push_token),
    f"{INTAKE}:area_file": Row(OWNED, OWNED_REFUSED),
    f"{INTAKE}:batch": Row(SEEN, only(PUBLISHER, outcome=422), figure_batch),
    f"{INTAKE}:mapping": Row(OWNED, OWNED_REFUSED, figure_batch),
    f"{INTAKE}:end": Row(SEEN, only(DATA_OWNER, PUBLISHER, outcome=302), figure_batch),
}
