"""Addresses of the moderation desk, and of the words it works with."""

from __future__ import annotations

from typing import Any

from tests.permissions.expected.consultation import consultation
from tests.permissions.rows import (
    ANALYST,
    ANY,
    ARABIC,
    EDITOR,
    MANAGER,
    MODERATOR,
    POLISH,
    PUBLISHER,
    Row,
    only,
    staff,
)

DESK = "plan_comments_admin"
READERS = only(MANAGER, ANALYST, MODERATOR)
READERS_ONLY_GET = only(MANAGER, ANALYST, MODERATOR, outcome=405)
#: Nothing is asked for: those let in are told so, or led back to the queue.
NOTHING_ASKED = only(MANAGER, ANALYST, MODERATOR, outcome=422)
MODERATORS_GO_ON = only(MANAGER, MODERATOR, outcome=302)
ANSWERERS_GO_ON = only(MANAGER, outcome=302)

RULES = "wagtailsnippets_plan_comments_houserules"
RULES_CHOOSER = "wagtailsnippetchoosers_plan_comments_houserules"
WRITERS = (EDITOR, MANAGER)
LOOKERS = (*WRITERS, POLISH, ARABIC)
#: A field of several blocks sends how many there are.
BLOCKS = {"rules-count": "0"}

WORDS = "wagtailsnippets_plan_comments_listedwords"
WORDS_CHOOSER = "wagtailsnippetchoosers_plan_comments_listedwords"
KEEPERS = only(MANAGER)
KEEPERS_ONLY_GET = only(MANAGER, outcome=405)


def waiting(world: Any) -> list[str]:
    """A comment that waits."""
    return [world["waiting_comment"].reference]


def rules(world: Any) -> list[int]:
    """House rules."""
    return [world["house_rules"].pk]


def words(world: Any) -> list[int]:
    """A list of words."""
    return [world["listed_words"].pk]


def lost(world: Any) -> list[Any]:
    """A passage that is gone, and was commented on."""
    comment = world["lost_comment"]
    return [comment.placed_key, comment.placed_block]


LISTS = Row(only(*LOOKERS), only(*LOOKERS, outcome=405))
ABOUT_RULES = Row(only(*LOOKERS), only(*LOOKERS, outcome=405), rules)
ANY_STAFF = Row(staff(), staff(405))

EXPECTED = {
    f"{DESK}:queue": Row(READERS, READERS_ONLY_GET),
    f"{DESK}:next": Row(staff(405), MODERATORS_GO_ON),
    f"{DESK}:bulk": Row(MODERATORS_GO_ON, MODERATORS_GO_ON),
    f"{DESK}:answer": Row(ANSWERERS_GO_ON, ANSWERERS_GO_ON),
    f"{DESK}:figures": Row(READERS, READERS_ONLY_GET),
    f"{DESK}:consultation_figures": Row(READERS, READERS_ONLY_GET, consultation),
    f"{DESK}:settings": Row(only(PUBLISHER), only(PUBLISHER, outcome=422), consultation),
    f"{DESK}:orphans": Row(READERS, READERS_ONLY_GET),
    f"{DESK}:orphan": Row(READERS, only(MANAGER, MODERATOR, outcome=422), lost),
    f"{DESK}:comment": Row(READERS, NOTHING_ASKED, waiting),
    f"{DESK}:erase": Row(only(MANAGER), only(MANAGER, outcome=422), waiting),
    f"{DESK}:erase_followers": Row(only(MANAGER), only(MANAGER, outcome=422)),
    f"{RULES}:list": LISTS,
    f"{RULES}:list_results": LISTS,
    f"{RULES}:add": Row(only(*WRITERS), only(*WRITERS), data=BLOCKS),
    f"{RULES}:edit": Row(only(*WRITERS), only(*WRITERS), rules, BLOCKS),
    # They are in use: whoever may delete is told so, and led to them.
    f"{RULES}:delete": Row(only(outcome=302), only(outcome=302), rules),
    f"{RULES}:usage": ABOUT_RULES,
    f"{RULES}:history": ABOUT_RULES,
    f"{RULES}:history_results": ABOUT_RULES,
    f"{RULES_CHOOSER}:choose": ANY_STAFF,
    f"{RULES_CHOOSER}:choose_results": ANY_STAFF,
    f"{RULES_CHOOSER}:chosen": Row(staff(), staff(405), rules),
    f"{RULES_CHOOSER}:chosen_multiple": ANY_STAFF,
    # Wagtail has no form here, and fails on a POST by those it lets in.
    f"{RULES_CHOOSER}:create": Row(only(*WRITERS), only(*WRITERS, outcome=ANY)),
    f"{WORDS}:list": Row(KEEPERS, KEEPERS_ONLY_GET),
    f"{WORDS}:list_results": Row(KEEPERS, KEEPERS_ONLY_GET),
    f"{WORDS}:add": Row(KEEPERS, KEEPERS),
    f"{WORDS}:copy": Row(KEEPERS, KEEPERS, words),
    f"{WORDS}:edit": Row(KEEPERS, KEEPERS, words),
    f"{WORDS}:delete": Row(only(), only(outcome=ANY), words),
    f"{WORDS}:usage": Row(KEEPERS, KEEPERS_ONLY_GET, words),
    f"{WORDS}:history": Row(KEEPERS, KEEPERS_ONLY_GET, words),
    f"{WORDS}:history_results": Row(KEEPERS, KEEPERS_ONLY_GET, words),
    f"{WORDS_CHOOSER}:choose": ANY_STAFF,
    f"{WORDS_CHOOSER}:choose_results": ANY_STAFF,
    f"{WORDS_CHOOSER}:chosen": Row(staff(), staff(405), words),
    f"{WORDS_CHOOSER}:chosen_multiple": ANY_STAFF,
    f"{WORDS_CHOOSER}:create": Row(KEEPERS, only(MANAGER, outcome=ANY)),
}
