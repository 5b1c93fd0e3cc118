"""Who responded and from where, as heads of the dashboard beside channel and language.

The question that asks as whom people respond is known by the shipped question bank that it came
from, which every form version notes beside it; questions about areas by their type, or by the kept
list that a drop-down takes its codes from. Labels say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from plan.consultation.codebook import codebook
from plan.consultation.crosstabs import kept
from plan.consultation.dashboards import Bar, Breakdown
from plan.consultation.definition import QuestionDefinition
from plan.consultation.figure_tables import QuestionFigures
from plan.consultation.models import Answer, Consultation, Response
from plan.consultation.questions import question_type
from plan.consultation.shipped_banks.reading import bank_id
from plan.consultation.tally_figures import TallyFigures

#: What the shipped bank has in common in every language and on every site.
RESPONDENT_TYPE = bank_id("respondent-type")
#: Areas with a line of their own; the others share one.
MOST_AREAS = 40

Pairs = Sequence[tuple[str, int]]


def says_respondent_type(question: QuestionDefinition) -> bool:
    """Whether it asks as whom people respond: the closed question of the shipped bank."""
    is_closed = bool(question.options) and not question.rows
    return question.bank == RESPONDENT_TYPE and is_closed


def says_area(question: QuestionDefinition) -> bool:
    """Whether it asks where people are from, and the answer can be counted.

    A drop-down that takes its answers from a kept list is taken for one, under its own words.
    """
    is_area = question_type(question.type).is_area or "list" in question.settings
    return is_area and (bool(question.options) or is_words(question))


def area_title(question: QuestionDefinition, *, is_only: bool) -> str:
    """What its table is called."""
    if not question_type(question.type).is_area:
        return question.text
    if is_only:
        return _("By area")
    return _("By area: %(question)s") % {"question": question.text}


def is_words(question: QuestionDefinition) -> bool:
    """Whether areas are written and not chosen, and not encrypted either."""
    return not question.options and not question.is_protected


def who_responded(
    consultation: Consultation, counted: TallyFigures, *, with_protected: bool
) -> list[Breakdown]:
    """Responses by type of respondent and by area, as far as the form asks for them.

    Those of special category only `with_protected`; nothing before the first count.
    """
    if counted.as_at is None:
        return []
    seen = [one for one in counted.questions if with_protected or not one.question.is_protected]
    types = [one for one in seen if says_respondent_type(one.question)]
    areas = [one for one in seen if says_area(one.question)]
    found = [breakdown(_("By type of respondent"), chosen(one), one) for one in types]
    for one in areas:
        title = area_title(one.question, is_only=len(areas) == 1)
        found.append(breakdown(title, pairs_of(consultation, one, counted.as_at), one))
    return found


def pairs_of(consultation: Consultation, found: QuestionFigures, as_at: datetime) -> Pairs:
    """Areas with their numbers, the most frequent first, the rest together."""
    given = chosen(found)
    if is_words(found.question):
        given = written(consultation, found.question, as_at)
    pairs = sorted((pair for pair in given if pair[1]), key=lambda pair: (-pair[1], pair[0]))
    rest = sum(number for _label, number in pairs[MOST_AREAS:])
    return [*pairs[:MOST_AREAS], *([(_("Other areas"), rest)] if rest else [])]


def chosen(found: QuestionFigures) -> Pairs:
    """Answers with the numbers of those who chose them, from the counts."""
    return [(line.label, line.number) for table in found.tables for line in table.lines]


def breakdown(title: str, pairs: Pairs, found: QuestionFigures) -> Breakdown:
    """Bars on all responses, so those that do not say stand beside those that do."""
    lines = [*pairs, (_("Not answered or not asked"), found.not_answered)]
    return Breakdown(title, [Bar(label, number, found.total) for label, number in lines])


def written(consultation: Consultation, question: QuestionDefinition, as_at: datetime) -> Pairs:
    """Districts with their numbers. Counts hold no words: kept for the moment of the count."""
    found: Pairs = kept(
        consultation, as_at, f"areas {question.id}", lambda: count_words(consultation, question)
    )
    return found


def count_words(consultation: Consultation, question: QuestionDefinition) -> Pairs:
    """How many responses that are in the counts say each word."""
    left_out = Response.objects.filter(
        Q(is_test=True) | Q(withdrawn_at__isnull=False) | Q(is_tallied=False),
        consultation=consultation,
    )
    rows = Answer.objects.filter(consultation=consultation, question_id=question.id)
    rows = rows.exclude(response__in=left_out.values("pk")).exclude(text="")
    return list(rows.order_by().values_list("text").annotate(found=Count("pk")))


def keep_areas(consultation: Consultation, as_at: datetime | None) -> None:
    """Count districts now, so that nobody who opens the dashboard waits for it."""
    if as_at is not None:
        for question in written_areas(one.question for one in codebook(consultation)):
            written(consultation, question, as_at)


def written_areas(questions: Iterable[QuestionDefinition]) -> list[QuestionDefinition]:
    """Those of them that ask for an area in words."""
    return [one for one in questions if says_area(one) and is_words(one)]
