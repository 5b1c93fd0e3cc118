"""The truth table leaves nothing out: every action and every permission has a line in it."""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from plan.comments import actions, permissions
from tests.comments.test_truth_table import TABLE

#: What the functions of the code that act on comments or allow it are called in the table.
NAMED = {
    "can_view_comments": "open desk",
    "can_view_comment": "view on desk",
    "can_view_originals": "see original",
    "can_view_authors": "see author",
    "can_export_comments": "export",
    "can_moderate_comments": "claim",
    "claim_comment": "claim",
    "release_comment": "release",
    "can_decide_comment": "publish",
    "decide_comment": "publish",
    "can_remove_comments": "remove",
    "can_look_after_harm": "note harm",
    "note_harm": "note harm",
    "can_attach_comments": "attach",
    "attach_comments": "attach",
    "detach_comments": "detach",
    "can_answer_comments": "answer",
    "answer_comments": "answer",
    "change_official_answer": "change answer",
    "remove_answer": "take answer back",
    "can_erase_comments": "erase",
    "erase_comment": "erase",
    "erase_author": "erase author",
    "erase_followers": "erase follower",
    "can_change_comment_settings": "change settings",
    "change_comment_settings": "change settings",
    "change_mail": "change letters",
    "confirm_comment": "confirm",
    "ask_again": "ask again",
    "edit_comment": "edit",
    "withdraw_comment": "withdraw",
    "post_comment": "comment",
    "report_comment": "report",
    "agree_with_comment": "agree",
    "take_agreement_back": "agree no more",
}
#: What only tasks and commands call, and what whoever holds a letter does to an address of theirs.
NOBODYS = frozenset(
    {
        "claim_letters",
        "claim_news",
        "forget_hidden_page",
        "give_back_letters",
        "group_comments",
        "hide_deleted_page",
        "keep_translation",
        "note_news",
    }
)
BY_LETTER = frozenset({"follow_passage", "confirm_follower", "unfollow", "stop_digests"})


def functions_of(module: Any) -> Iterator[tuple[str, inspect.Signature]]:
    """The functions that a module defines."""
    for name, function in inspect.getmembers(module, inspect.isfunction):
        if inspect.unwrap(function).__module__ == module.__name__:
            yield name, inspect.signature(function)


def is_action(signature: inspect.Signature) -> bool:
    """Whether everything it takes has a name, as is the rule for actions."""
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    return kinds == {inspect.Parameter.KEYWORD_ONLY}


def test_the_table_names_every_action_and_permission() -> None:
    found = {name for name, _ in functions_of(permissions) if name.startswith("can_")}
    for module in pkgutil.iter_modules(actions.__path__, f"{actions.__name__}."):
        functions = functions_of(import_module(module.name))
        found |= {name for name, signature in functions if is_action(signature)}
    assert found == {*NAMED, *NOBODYS, *BY_LETTER}
    assert set(NAMED.values()) <= {line.what for line in TABLE}
