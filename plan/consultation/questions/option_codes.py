"""Codes of options in tables, and how many may be ticked on paper."""

from __future__ import annotations

from django.utils.translation import gettext, ngettext

from plan.consultation.definition import QuestionDefinition
from plan.consultation.questions.base import CellError


def codes_of(question: QuestionDefinition) -> str:
    """All codes with what they mean; which of them counts where words look like a code."""
    coded = list(enumerate(question.options, 1))
    lines = [f"{place} = {option.text}" for place, option in coded]
    codes = {str(place): place for place, _option in coded}
    if any(codes.get(option.text.strip(), place) != place for place, option in coded):
        lines.append(gettext("A number that is a code is read as the code, not as the words."))
    return "\n".join(lines)


def option_in(question: QuestionDefinition, cell: str) -> str:
    """The id of the option that a cell names, by its code before its words; CellError for none.

    Templates and exports hold codes, so a code counts even where another option has it for words.
    """
    codes = {str(place): option for place, option in enumerate(question.options, 1)}
    words = (option for option in question.options if option.text.casefold() == cell.casefold())
    found = codes.get(cell) or next(words, None)
    if found is not None:
        return str(found.id)
    fault = gettext("Write the code of an answer, from 1 to %(number)d.")
    raise CellError(0, fault % {"number": len(question.options)})


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
