"""What addresses of lists of comments and of letters name."""

from __future__ import annotations

from typing import Any

from plan.comments.models import Follower


def follower(world: Any) -> Follower:
    """Somebody who follows a passage."""
    key, block = world.passage
    return Follower.objects.create(
        consultation=world["comment_settings"].consultation,
        translation_key=key,
        block_id=block,
        email="follower@example.org",
        language="en",
    )


MAKERS: dict[str, Any] = {"follower": follower}
