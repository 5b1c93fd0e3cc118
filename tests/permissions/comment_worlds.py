"""What public addresses of comments name, beside the settings (`desk_worlds`)."""

from __future__ import annotations

from typing import Any

from plan.comments.models import Comment
from plan.models import Passage
from tests.comments.factories import make_comment


def comment(world: Any) -> Comment:
    """A comment that everybody reads."""
    key, block = world.passage
    rows = Passage.objects.select_related("page__locale").filter(locale=world.section.locale)
    passage = rows.get(translation_key=key, block_id=block)
    return make_comment(world["comment_settings"], passage, "More benches.")


MAKERS: dict[str, Any] = {"comment": comment}
