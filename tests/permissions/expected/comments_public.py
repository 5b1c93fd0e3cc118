"""Addresses of comments that everybody uses: whoever has the link of a comment is its author."""

from __future__ import annotations

from typing import Any

from plan.comments.links import confirming_token_of, token_of
from tests.permissions.rows import Row, everybody, public


def passage(world: Any) -> tuple[Any, ...]:
    """A passage that takes comments."""
    return tuple(world.passage)


def reference(world: Any) -> list[str]:
    """A public comment."""
    return [world["comment"].reference]


def own(world: Any) -> list[str]:
    """The secret link of its author."""
    return [*reference(world), token_of(world["comment"])]


def confirming(world: Any) -> list[str]:
    """The link in the letter to its author."""
    return [*reference(world), confirming_token_of(world["comment"])]


def guessed(world: Any) -> list[str]:
    """The link with a token that somebody guessed."""
    return [*reference(world), "0" * 64]


EXPECTED = {
    "plan:comment_on": Row(everybody(303), everybody(422), passage),
    "plan:comment": public(reference, outcome=302),
    "plan:reply_to_comment": Row(everybody(200), everybody(422), reference),
    "plan:report_comment": Row(everybody(200), everybody(422), reference),
    "plan:agree_with_comment": Row(everybody(200), everybody(303), reference),
    "plan:own_comment": public(own),
    "plan:own_comment#guessed": Row(everybody(404), everybody(405), guessed),
    "plan:send_own_letter": Row(everybody(303), everybody(303), own),
    "plan:send_own_letter#guessed": Row(everybody(404), everybody(404), guessed),
    "plan:edit_own_comment": Row(everybody(409), everybody(409), own),
    "plan:edit_own_comment#guessed": Row(everybody(404), everybody(404), guessed),
    "plan:withdraw_own_comment": Row(everybody(200), everybody(303), own),
    "plan:withdraw_own_comment#guessed": Row(everybody(404), everybody(404), guessed),
    "plan:confirm_comment": Row(everybody(303), everybody(303), confirming),
    "plan:confirm_comment#guessed": Row(everybody(404), everybody(404), guessed),
}
