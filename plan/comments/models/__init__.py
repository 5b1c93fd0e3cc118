"""Rows of comments."""

from plan.comments.models.comments import (
    Comment,
    CommentAuthor,
    CommentOriginal,
    CommentTranslation,
)
from plan.comments.models.official import OfficialAnswer
from plan.comments.models.readers import (
    Agreement,
    CommentHint,
    CommentReport,
    Follower,
    HiddenPage,
    ModeratorMail,
    PlaceTally,
)
from plan.comments.models.settings import (
    CommentSettings,
    HouseRules,
    ListedWords,
    OpenPlace,
)

__all__ = [
    "Agreement",
    "Comment",
    "CommentAuthor",
    "CommentHint",
    "CommentOriginal",
    "CommentReport",
    "CommentSettings",
    "CommentTranslation",
    "Follower",
    "HiddenPage",
    "HouseRules",
    "ListedWords",
    "ModeratorMail",
    "OfficialAnswer",
    "OpenPlace",
    "PlaceTally",
]
