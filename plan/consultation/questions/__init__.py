"""Types of question and content. Each is one small class; hosts add theirs through one hook."""

from plan.consultation.questions.base import ContentType, ItemType, QuestionType
from plan.consultation.questions.registry import (
    HOOK,
    content_type,
    item_type,
    item_types,
    question_type,
    question_types,
)

__all__ = [
    "HOOK",
    "ContentType",
    "ItemType",
    "QuestionType",
    "content_type",
    "item_type",
    "item_types",
    "question_type",
    "question_types",
]
