"""Addresses of the journey through a form, and of what was answered."""

from __future__ import annotations

from typing import Any

from tests.permissions.rows import ANALYST, EDITOR, MANAGER, PUBLISHER, Row, everybody, only, staff


def consultation(world: Any) -> list[str]:
    """One consultation, which is open."""
    return [world["consultation"].public_id]


def first_section(world: Any) -> list[Any]:
    """The first section of its form."""
    return [world["consultation"].public_id, 1]


def response(world: Any) -> list[Any]:
    """One response."""
    return [world["consultation"].public_id, world["response"].reference]


def shared_form(world: Any) -> list[str]:
    """A link to the draft of its page."""
    return [world["form_link"][1]]


def answer_file(world: Any) -> list[Any]:
    """A file of that response."""
    return [*response(world), world["answer_file"].public_id]


ADMIN = "plan_consultation_admin"
READERS = only(MANAGER, ANALYST)
READERS_ONLY_GET = only(MANAGER, ANALYST, outcome=405)
AUTHORS = only(EDITOR, MANAGER, PUBLISHER)
#: Nobody has started an attempt here, whoever they are: staff answer as everybody does.
MISSING = everybody(404)

EXPECTED = {
    "plan:take_part": Row(everybody(303), everybody(303), consultation),
    "plan:section": Row(MISSING, everybody(409), first_section),
    "plan:check": Row(MISSING, MISSING, consultation),
    "plan:sent": Row(MISSING, everybody(405), consultation),
    "plan:draft_form": Row(everybody(200), everybody(200), shared_form),
    "plan:finish": Row(everybody(200), everybody(303), consultation),
    f"{ADMIN}:list": Row(READERS, READERS_ONLY_GET),
    f"{ADMIN}:responses": Row(READERS, READERS_ONLY_GET, consultation),
    f"{ADMIN}:responses_csv": Row(READERS, staff(405), consultation),
    f"{ADMIN}:codebook": Row(READERS, READERS_ONLY_GET, consultation),
    f"{ADMIN}:codebook_csv": Row(READERS, staff(405), consultation),
    f"{ADMIN}:response": Row(READERS, READERS_ONLY_GET, response),
    f"{ADMIN}:answer_file": Row(READERS, staff(405), answer_file),
    f"{ADMIN}:erase": Row(
        only(MANAGER), only(MANAGER, outcome=302), response, {"reason": "Asked for"}
    ),
    f"{ADMIN}:try_form": Row(AUTHORS, AUTHORS, lambda world: [world["consultation_page"].pk]),
}
