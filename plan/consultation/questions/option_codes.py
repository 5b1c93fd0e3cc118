"""Codes of options in tables, and how many may be ticked on paper."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import CellError


def codes_of(question: QuestionDefinition) -> str:
    """All codes with what they mean."""
    pairs = enumerate(question.options, 1)
    return "\n".join(f"{place} = {option.text}" for place, option in pairs)


def option_in(question: QuestionDefinition, cell: str) -> str:
    """The id of the option that a cell names; CellError for none."""
    for place, option in enumerate(question.options, 1):
        if cell == str(place) or cell.casefold() == option.text.casefold():
            return str(option.id)
    words = gettext("Write the code of an answer, from 1 to %(number)d.")
    raise CellError(0, words % {"number": len(question.options)})


def how_many(question: QuestionDefinition, is_multiple: bool) -> str:
    """How many answers may be ticked, as a sentence."""
    least, most = question.settings.get("minimum"), question.settings.get("maximum")
    if not is_multiple:
        return gettext("Tick one box.")
    if least and most and least == most:
        return ngettext("Tick %(number)d box.", "Tick %(number)d boxes.", most) % {"number": most}
    if least and most:
        return gettext("Tick %(least)d to %(most)d boxes.") % {"least": least, "most": most}
    if most:
        words = ngettext("Tick up to %(number)d box.", "Tick up to %(number)d boxes.", most)
        return words % {"number": most}
    if least:
        words = ngettext("Tick at least %(number)d box.", "Tick at least %(number)d boxes.", least)
        return words % {"number": least}
    return gettext("Tick all that apply.")
