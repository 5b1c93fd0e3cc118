"""Addresses of what comes out of a consultation: dashboard, files, results."""

from __future__ import annotations

from typing import Any

from plan.consultation.codebook import codebook
from plan.consultation.written_answers import has_words
from tests.permissions.expected.consultation import ADMIN, READERS, READERS_ONLY_GET, consultation
from tests.permissions.rows import (
    ANALYST,
    ANONYMOUS,
    DENIED,
    LOGIN,
    MANAGER,
    PUBLISHER,
    ROLES,
    Row,
    only,
    public,
)


def own_file(world: Any) -> list[Any]:
    """A file that somebody else asked for."""
    return [world["consultation"].public_id, world["export"].public_id]


def results(world: Any) -> list[str]:
    """A consultation of whose answers something is published."""
    return [world["result"].consultation.public_id]


def written(world: Any) -> list[Any]:
    """A question answered in words."""
    found = codebook(world["consultation"])
    return [
        world["consultation"].public_id,
        next(one.question.id for one in found if has_words(one.question)),
    ]


#: A file is for whoever asked for it, administrators included.
NOBODY = {role: LOGIN if role == ANONYMOUS else DENIED for role in ROLES}
ONLY_GET = {role: "405" if role != ANONYMOUS else LOGIN for role in ROLES}

EXPECTED = {
    f"{ADMIN}:dashboard": Row(READERS, READERS_ONLY_GET, consultation),
    f"{ADMIN}:exports": Row(
        only(MANAGER, ANALYST), only(MANAGER, ANALYST, outcome=302), consultation, {"kind": "csv"}
    ),
    f"{ADMIN}:export_file": Row(NOBODY, ONLY_GET, own_file),
    f"{ADMIN}:written": Row(READERS, READERS_ONLY_GET, written),
    f"{ADMIN}:results": Row(
        only(PUBLISHER), only(PUBLISHER, outcome=302), consultation, {"change": "publish"}
    ),
    "plan:results": public(results),
    "plan:results_csv": public(results),
}
