"""Types of question. Each is one small class; hosts add theirs through one hook."""

from plan.consultation.questions.base import QuestionType
from plan.consultation.questions.registry import HOOK, question_type, question_types

__all__ = ["HOOK", "QuestionType", "question_type", "question_types"]
