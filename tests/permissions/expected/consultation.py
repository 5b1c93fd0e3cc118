"""Addresses of the journey through a form, and of what was answered."""

from __future__ import annotations

from typing import Any

from tests.permissions.rows import Row, everybody


def consultation(world: Any) -> list[str]:
    """One consultation, which is open."""
    return [world["consultation"].public_id]


def first_section(world: Any) -> list[Any]:
    """The first section of its form."""
    return [world["consultation"].public_id, 1]


#: Nobody has started an attempt here, whoever they are: staff answer as everybody does.
MISSING = everybody(404)

EXPECTED = {
    "plan:take_part": Row(everybody(303), everybody(303), consultation),
    "plan:section": Row(MISSING, everybody(409), first_section),
    "plan:check": Row(MISSING, MISSING, consultation),
    "plan:sent": Row(MISSING, everybody(405), consultation),
    "plan:finish": Row(everybody(200), everybody(303), consultation),
}
