"""Addresses of staff entry, of imports of responses and forms."""

from __future__ import annotations

from typing import Any

from tests.permissions.expected.consultation import ADMIN, AUTHORS, consultation
from tests.permissions.rows import EDITOR, MANAGER, PUBLISHER, Row, only, staff


def texts(world: Any) -> list[Any]:
    """The words of its form."""
    return [*consultation(world), world["entry"].texts_id]


def entry(world: Any) -> list[Any]:
    """A response that the administrator entered."""
    return [*consultation(world), world["entry"].reference]


def scan(world: Any) -> list[Any]:
    """Its scan."""
    return [*entry(world), world["scan"].public_id]


def batch(world: Any) -> list[Any]:
    """An import."""
    return [*consultation(world), world["batch"].pk]


def page(world: Any) -> list[Any]:
    """The page of the consultation."""
    return [world["consultation_page"].pk]


CLERKS = only(MANAGER)
CLERKS_REFUSED = only(MANAGER, outcome=422)
CLERKS_GO_ON = only(MANAGER, outcome=302)
CLERKS_ONLY_GET = only(MANAGER, outcome=405)
AUTHORS_REFUSED = only(EDITOR, MANAGER, PUBLISHER, outcome=422)

EXPECTED = {
    f"{ADMIN}:entries": Row(CLERKS, CLERKS_ONLY_GET, consultation),
    f"{ADMIN}:start_entry": Row(CLERKS, CLERKS_REFUSED, consultation),
    f"{ADMIN}:enter": Row(CLERKS, CLERKS_REFUSED, texts),
    f"{ADMIN}:entered": Row(CLERKS, CLERKS_ONLY_GET, entry),
    f"{ADMIN}:check": Row(CLERKS, CLERKS_GO_ON, entry),
    f"{ADMIN}:correct": Row(CLERKS, CLERKS_REFUSED, entry),
    f"{ADMIN}:scan": Row(CLERKS, staff(405), scan),
    f"{ADMIN}:import_responses": Row(CLERKS, CLERKS_REFUSED, consultation),
    f"{ADMIN}:import_template": Row(CLERKS, staff(405), lambda world: [*consultation(world), "en"]),
    f"{ADMIN}:undo_import": Row(CLERKS, CLERKS_GO_ON, batch),
    f"{ADMIN}:import_form": Row(AUTHORS, AUTHORS_REFUSED, page),
    f"{ADMIN}:form_file": Row(AUTHORS, staff(405), page),
}
