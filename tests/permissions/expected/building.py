"""Addresses of the editor's lists and faults, of dates, versions and tests."""

from __future__ import annotations

from typing import Any

from plan.consultation.testing_links import link_to_test
from tests.permissions.expected.consultation import ADMIN, AUTHORS, consultation
from tests.permissions.rows import (
    ANALYST,
    EDITOR,
    MANAGER,
    PUBLISHER,
    Row,
    everybody,
    only,
    staff,
)


def page(world: Any) -> list[int]:
    """The page of the consultation."""
    return [world["consultation_page"].pk]


def close(world: Any) -> list[str]:
    """The consultation, which is open, and what is done to it."""
    return [world["consultation"].public_id, "close"]


def start_link(world: Any) -> list[str]:
    """A link to a test of the consultation, which has opened."""
    url = link_to_test(world["consultation"], "en")
    return [world["consultation"].public_id, url.rstrip("/").rsplit("/", 1)[1]]


READERS = (EDITOR, MANAGER, PUBLISHER, ANALYST)
DATES = (MANAGER, ANALYST, PUBLISHER)

EXPECTED = {
    "plan:start_test": Row(everybody(410), everybody(410), start_link),
    f"{ADMIN}:outline": Row(staff(405), staff(200)),
    f"{ADMIN}:faults": Row(AUTHORS, staff(405), page),
    f"{ADMIN}:versions": Row(only(*READERS), only(*READERS, outcome=405), consultation),
    f"{ADMIN}:dates": Row(only(*DATES), only(*DATES, outcome=405), consultation),
    f"{ADMIN}:change_dates": Row(
        only(PUBLISHER), only(PUBLISHER, outcome=302), close, {"reason_en": "It is done."}
    ),
    f"{ADMIN}:tests": Row(only(MANAGER), only(MANAGER, outcome=302), consultation),
}
