"""Numbers that people typed, as a table of groups that may be published.

Where groups begin is settled when a question is first published, and kept for good: other groups of
the same answers would let numbers left out be worked out. They follow from the question's smallest
and largest number; where it has none, from answers that enough others lie beyond, so that they tell
nothing of a single one. The first and last group are open for the same reason.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from itertools import accumulate

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from plan.consultation.counts import tallied_numbers
from plan.consultation.definition import QuestionDefinition
from plan.consultation.figure_tables import FigureTable, Line, QuestionFigures
from plan.consultation.models import Consultation
from plan.consultation.questions import question_type
from plan.consultation.questions.numbers import plain

#: Groups made of what lies between smallest and largest, at most.
MOST_GROUPS = 10
#: A mean is rounded to this part of the way from smallest to largest, as means of scales are.
MEAN_STEPS = 100

#: In how many responses each number was given.
Given = Mapping[Decimal, int]


@dataclass(frozen=True)
class Group:
    """Numbers from one up to, and without, another; open where there is none."""

    start: Decimal | None
    end: Decimal | None

    def words(self, *, is_whole: bool) -> str:
        """What readers call it, numbers as their language writes them."""
        if self.start is None or self.end is None:
            if self.end is not None:
                return _("Under %(number)s") % {"number": written(self.end)}
            if self.start is not None:
                return _("%(number)s or over") % {"number": written(self.start)}
            return _("Any number")
        if not is_whole:
            names = {"low": written(self.start), "high": written(self.end)}
            return _("%(low)s to under %(high)s") % names
        last = self.end - 1
        if last == self.start:
            return written(last)
        return _("%(low)s to %(high)s") % {"low": written(self.start), "high": written(last)}


def written(number: Decimal) -> str:
    """A number in the reader's language."""
    return str(number_format(plain(number)))


def groups_between(edges: Sequence[Decimal]) -> list[Group]:
    """The groups that these numbers begin, after the one below the first."""
    return [Group(*pair) for pair in zip((None, *edges), (*edges, None), strict=True)]


def is_groupable(question: QuestionDefinition) -> bool:
    """Whether it is answered by a number that is stored in the open."""
    return question_type(question.type).is_number and not question.is_protected


def numbers_given(consultation: Consultation, question: QuestionDefinition) -> dict[Decimal, int]:
    """How often each number was given in the responses that are in the counts."""
    rows = tallied_numbers(consultation, question.id)
    return dict(rows.order_by("number").values_list("number").annotate(found=Count("pk")))


def limits_of(question: QuestionDefinition) -> tuple[Decimal | None, Decimal | None]:
    """Smallest and largest number that the question takes."""
    low, high = (question.settings.get(name) for name in ("minimum", "maximum"))
    return (
        None if low is None else Decimal(str(low)),
        None if high is None else Decimal(str(high)),
    )


def edges_for(question: QuestionDefinition, given: Given, threshold: int) -> list[Decimal]:
    """Where groups begin: round numbers, a whole apart at least where numbers are whole."""
    low, high = limits_of(question)
    near, far = inner(given, threshold)
    low, high = near if low is None else low, far if high is None else high
    least = Decimal(1) if question.settings.get("is_whole") else Decimal(0)
    if high <= low:
        return [high]
    step = round_up(max((high - low) / MOST_GROUPS, least))
    first = (low / step).to_integral_value(ROUND_FLOOR) * step + step
    return list(multiples(first, high, step)) or [high]


def multiples(first: Decimal, last: Decimal, step: Decimal) -> Iterator[Decimal]:
    """Numbers a step apart, the last included where it is one."""
    while first <= last:
        yield first
        first += step


def inner(given: Given, threshold: int) -> tuple[Decimal, Decimal]:
    """A low and a high number that a twentieth of the answers, and enough of them, lie beyond."""
    order = sorted(given)
    sums = list(accumulate(given[number] for number in order))
    if not sums:
        return Decimal(0), Decimal(0)
    beyond = min(max(sums[-1] // 20, threshold, 1), sums[-1])
    low = order[bisect_right(sums, beyond - 1)]
    high = order[bisect_right(sums, sums[-1] - beyond)]
    return min(low, high), max(low, high)


def round_up(number: Decimal) -> Decimal:
    """The next of 1, 2, 5, 10, 20, 50 … and of their tenths."""
    power = Decimal(1).scaleb(number.adjusted())
    return next(power * digit for digit in (1, 2, 5, 10) if power * digit >= number)


def with_groups(found: QuestionFigures, given: Given, edges: Sequence[Decimal]) -> QuestionFigures:
    """The figures of a question with a table of its groups."""
    numbers = [0] * (len(edges) + 1)
    for number, times in given.items():
        numbers[bisect_right(edges, number)] += times
    lines = [Line("", number, found.base, None, place) for place, number in enumerate(numbers)]
    return replace(found, tables=[FigureTable("groups", found.base, lines)])


def rounded_mean(found: QuestionFigures, given: Given) -> str | None:
    """The mean as it may be published: only where no answer can stand out in it."""
    low, high = limits_of(found.question)
    if low is None or high is None or found.mean is None or high <= low:
        return None
    if any(not low <= number <= high for number in given):
        return None
    step = round_up((high - low) / MEAN_STEPS)
    return plain((found.mean / step).to_integral_value(ROUND_HALF_UP) * step)


def middle_group(numbers: Sequence[int]) -> int:
    """The group that the middle answer lies in; the lower of two where there are two."""
    sums = list(accumulate(numbers))
    return bisect_right(sums, (sums[-1] - 1) // 2)
