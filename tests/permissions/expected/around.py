"""Addresses around the survey: answers beside passages, teams, hints at harm."""

from __future__ import annotations

from typing import Any

from tests.permissions.expected.consultation import ADMIN, MISSING, consultation, first_section
from tests.permissions.rows import ANY, MANAGER, Row, everybody, only, staff

WORDS = "wagtailsnippets_plan_consultation_watchedwords"
CHOOSER = "wagtailsnippetchoosers_plan_consultation_watchedwords"
KEEPERS = only(MANAGER)
KEEPERS_ONLY_GET = only(MANAGER, outcome=405)


def hint(world: Any) -> list[int]:
    """A hint nobody has looked at."""
    return [world["hint"].pk]


def words(world: Any) -> list[int]:
    """A list of watched words."""
    return [world["watched_words"].pk]


ANY_STAFF = Row(staff(), staff(405))
EXPECTED = {
    # Nothing that is asked there is in the request: 404, whoever sends it.
    "plan:answer": Row(everybody(303), everybody(404), consultation),
    "plan:team": Row(MISSING, MISSING, consultation),
    "plan:use_said": Row(MISSING, MISSING, first_section),
    "plan:join": Row(everybody(200), everybody(422), consultation),
    "plan:hand_in": Row(MISSING, MISSING, consultation),
    f"{ADMIN}:hints": Row(KEEPERS, KEEPERS_ONLY_GET),
    f"{ADMIN}:hint": Row(KEEPERS, only(MANAGER, outcome=302), hint, {"note": "Looked"}),
    f"{WORDS}:list": Row(KEEPERS, KEEPERS_ONLY_GET),
    f"{WORDS}:list_results": Row(KEEPERS, KEEPERS_ONLY_GET),
    f"{WORDS}:add": Row(KEEPERS, KEEPERS),
    f"{WORDS}:copy": Row(KEEPERS, KEEPERS, words),
    f"{WORDS}:edit": Row(KEEPERS, KEEPERS, words),
    f"{WORDS}:delete": Row(only(), only(outcome=ANY), words),
    f"{WORDS}:usage": Row(KEEPERS, KEEPERS_ONLY_GET, words),
    f"{WORDS}:history": Row(KEEPERS, KEEPERS_ONLY_GET, words),
    f"{WORDS}:history_results": Row(KEEPERS, KEEPERS_ONLY_GET, words),
    f"{CHOOSER}:choose": ANY_STAFF,
    f"{CHOOSER}:choose_results": ANY_STAFF,
    f"{CHOOSER}:chosen": Row(staff(), staff(405), words),
    f"{CHOOSER}:chosen_multiple": ANY_STAFF,
    # Wagtail has no form here, and fails on a POST by those it lets in.
    f"{CHOOSER}:create": Row(KEEPERS, only(MANAGER, outcome=ANY)),
}
