"""Addresses of what comes after sending: private pages, paper, receipts, updates, sources."""

from __future__ import annotations

from typing import Any

from plan.consultation.private_links import token_of
from tests.permissions.expected.consultation import (
    ADMIN,
    AUTHORS,
    READERS,
    READERS_ONLY_GET,
    consultation,
    response,
)
from tests.permissions.rows import MANAGER, Row, everybody, only, public, staff


def own(world: Any) -> list[str]:
    """The private link of the response, which opens it to whoever has it."""
    return [*response(world), token_of(world["response"])]


def draft_on_paper(world: Any) -> list[Any]:
    """The draft of a consultation's page, printed."""
    return [world["consultation_page"].pk, "standard"]


EXPECTED = {
    "plan:private_page": public(own),
    "plan:change_own": Row(everybody(303), everybody(303), own),
    "plan:withdraw_own": Row(everybody(200), everybody(303), own),
    "plan:copy_own": public(own),
    "plan:receipt": Row(everybody(404), everybody(404), consultation),
    "plan:paper_form": public(lambda world: [*consultation(world), "standard"]),
    f"{ADMIN}:preview_paper_form": Row(AUTHORS, staff(405), draft_on_paper),
    f"{ADMIN}:paper": Row(READERS, READERS_ONLY_GET, consultation),
    f"{ADMIN}:new_private_link": Row(only(MANAGER), only(MANAGER), response),
}
