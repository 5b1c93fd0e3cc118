"""Addresses of all published comments, of following a passage, and of moderators' digests."""

from __future__ import annotations

from typing import Any

from plan.comments.following.links import token_of
from plan.comments.letters.people import stop_token
from tests.permissions.rows import ANALYST, MANAGER, MODERATOR, Row, everybody, only, public


def listing(world: Any) -> list[str]:
    """A consultation of which comments are shown."""
    return [world["comment_settings"].consultation.public_id]


def followed(world: Any) -> list[Any]:
    """A passage of its plan."""
    _ = world["comment_settings"]
    return list(world.passage)


def follower(world: Any) -> list[Any]:
    """The link of somebody who follows it."""
    found = world["follower"]
    return [found.pk, token_of(found)]


def digest(world: Any) -> list[Any]:
    """The link of a moderator."""
    return [world.administrator.pk, stop_token(world.administrator.pk)]


BY_LINK = (everybody(200), everybody(200))

EXPECTED = {
    "plan:all_comments": public(listing),
    "plan:comments_atom": public(listing),
    "plan:comments_rss": public(listing),
    "plan:comments_csv": public(listing),
    "plan:comments_xlsx": public(listing),
    "plan:comments_jsonl": public(listing),
    "plan:follow_passage": Row(everybody(200), everybody(422), followed),
    "plan:confirm_following": Row(*BY_LINK, follower),
    "plan:stop_following": Row(*BY_LINK, follower),
    "plan:stop_digest": Row(*BY_LINK, digest),
    # Files of all comments, and a moderator's letters, on the desk.
    "plan_comments_admin:export": Row(
        only(MANAGER, ANALYST), only(MANAGER, ANALYST), listing, {"kind": "csv"}
    ),
    "plan_comments_admin:mail_settings": Row(
        only(MANAGER, ANALYST, MODERATOR), only(MANAGER, ANALYST, MODERATOR, outcome=302)
    ),
}
