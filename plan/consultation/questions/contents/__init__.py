"""What stands between questions: to read, to look at, to watch."""

from plan.consultation.questions.contents import media, passages, texts

TYPES = [*texts.TYPES, *media.TYPES, *passages.TYPES]

__all__ = ["TYPES"]
