"""The order in which options are shown: as written, or shuffled anew for each respondent."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from plan.consultation.definition import OptionDefinition, QuestionDefinition

RANDOM = "random"


def arranged(question: QuestionDefinition, seed: str) -> QuestionDefinition:
    """The question with its options as this respondent sees them.

    "None of these" and "other" stay at the end. The same seed always gives the same order.
    """
    if question.settings.get("order") != RANDOM or not seed:
        return question
    return replace(question, options=shuffled(question.options, seed))


def shuffled(options: tuple[OptionDefinition, ...], seed: str) -> tuple[OptionDefinition, ...]:
    """Options by a hash of seed and identity, special ones last in their own order."""
    usual = [option for option in options if not (option.is_exclusive or option.is_other)]
    special = [option for option in options if option.is_exclusive or option.is_other]
    usual.sort(key=lambda option: hashlib.sha256(f"{seed}{option.id}".encode()).digest())
    return (*usual, *special)
