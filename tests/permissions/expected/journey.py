"""Addresses of the journey besides its first ones: the list, saving, coming back, all questions."""

from __future__ import annotations

from typing import Any

from tests.permissions.expected.consultation import MISSING, consultation
from tests.permissions.rows import Row, public


def forged_link(world: Any) -> list[str]:
    """A link to come back with that nobody was given."""
    return [world["consultation"].public_id, "forged"]


EXPECTED = {
    "plan:task_list": Row(MISSING, MISSING, consultation),
    "plan:save_for_later": Row(MISSING, MISSING, consultation),
    "plan:come_back": Row(MISSING, MISSING, forged_link),
    "plan:all_questions": public(consultation),
}
