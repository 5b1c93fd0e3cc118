"""Wagtail's pages for question banks, all of them in English here."""

from __future__ import annotations

from typing import Any

from tests.permissions.rows import ANY, ARABIC, EDITOR, MANAGER, POLISH, Row, only, staff

WRITERS = (EDITOR, MANAGER)
READERS = (*WRITERS, POLISH, ARABIC)
#: A field of several blocks sends how many there are.
BLOCKS = {"questions-count": "0", "conditions-count": "0"}
KIND = "wagtailsnippets_plan_consultation_questionbank"
CHOOSER = "wagtailsnippetchoosers_plan_consultation_questionbank"


def bank(world: Any) -> list[int]:
    """One bank."""
    return [world["bank"].pk]


LISTS = Row(only(*READERS), only(*READERS, outcome=405))
ABOUT_ONE = Row(only(*READERS), only(*READERS, outcome=405), bank)
ANY_STAFF = Row(staff(), staff(405))

EXPECTED = {
    f"{KIND}:list": LISTS,
    f"{KIND}:list_results": LISTS,
    f"{KIND}:add": Row(only(*WRITERS), only(*WRITERS), data=BLOCKS),
    f"{KIND}:edit": Row(only(*WRITERS), only(*WRITERS), bank, BLOCKS),
    f"{KIND}:delete": Row(only(), only(outcome=ANY), bank),
    f"{KIND}:usage": ABOUT_ONE,
    f"{KIND}:history": ABOUT_ONE,
    f"{KIND}:history_results": ABOUT_ONE,
    f"{CHOOSER}:choose": ANY_STAFF,
    f"{CHOOSER}:choose_results": ANY_STAFF,
    f"{CHOOSER}:chosen": Row(staff(), staff(405), bank),
    f"{CHOOSER}:chosen_multiple": ANY_STAFF,
    # Wagtail has no form here, and fails on a POST by those it lets in.
    f"{CHOOSER}:create": Row(only(*WRITERS), only(*WRITERS, outcome=ANY)),
}
