"""What addresses of the moderation desk name."""

from __future__ import annotations

import uuid
from typing import Any

from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentSettings, HouseRules, ListedWords
from plan.models import Passage
from tests.comments.factories import make_comment, make_house_rules


def house_rules(world: Any) -> HouseRules:
    """House rules in English."""
    return make_house_rules()


def listed_words(world: Any) -> ListedWords:
    """Words at which moderators look twice."""
    return ListedWords.objects.create(language="en", words="idiot")


def comment_settings(world: Any) -> CommentSettings:
    """The consultation takes comments."""
    return CommentSettings.objects.create(
        consultation=world["consultation"], house_rules_key=world["house_rules"].translation_key
    )


def waiting_comment(world: Any) -> Comment:
    """A comment that waits for a moderator."""
    key, block = world.passage
    passage = Passage.objects.select_related("page__locale").get(
        translation_key=key, block_id=block, locale=world.section.locale
    )
    return make_comment(world["comment_settings"], passage, state=CommentState.WAITING)


def lost_comment(world: Any) -> Comment:
    """A comment on a passage that is gone."""
    comment = waiting_comment(world)
    comment.placed_block = uuid.uuid4()
    comment.save()
    return comment


MAKERS: dict[str, Any] = {
    "house_rules": house_rules,
    "listed_words": listed_words,
    "comment_settings": comment_settings,
    "waiting_comment": waiting_comment,
    "lost_comment": lost_comment,
}
