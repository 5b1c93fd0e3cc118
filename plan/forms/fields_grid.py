"""Fields with several parts: rows of a matrix, ranks, numbers that come to a total."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plan.forms.widgets import Choice
from plan.forms.widgets_grid import LinesInput, MatrixInput, PointsInput, RanksInput

#: Digits of the largest number that can be asked for, and of zeros before it.
LONGEST_NUMBER = 15


class LineError(ValidationError):
    """An error about one line: the error summary leads to that line's control."""

    def __init__(self, message: str, control_suffix: str) -> None:
        super().__init__(message)
        self.control_suffix = control_suffix


class LinesField(forms.Field):
    """What these fields share: lines, and errors that stand beside them."""

    widget: LinesInput

    def __init__(self, *, lines: Sequence[Choice], **kwargs: Any) -> None:
        self.lines = tuple(lines)
        super().__init__(**kwargs)

    def blame(self, messages: dict[str, str]) -> None:
        """Raise an error for each of these lines, if there are any."""
        self.widget.problems = messages
        errors = [
            LineError(messages[line.value], self.widget.control_suffix(place))
            for place, line in enumerate(self.lines)
            if line.value in messages
        ]
        if errors:
            raise ValidationError(errors)

    def typed_lines(self, value: dict[str, list[str]]) -> list[str]:
        """What was typed, line by line, for a page that shows it as it is."""
        return [
            f"{line.label}: {self.words_of(typed)}"
            for line in self.lines
            for typed in value.get(line.value, ())
            if typed
        ]

    def words_of(self, typed: str) -> str:
        """What was typed in one line, as people read it."""
        return typed


class MatrixField(LinesField):
    """One point of a scale for each row. Cleans to `{row id: option id}`."""

    def __init__(
        self, *, lines: Sequence[Choice], choices: Sequence[Choice], **kwargs: Any
    ) -> None:
        self.labels = {choice.value: choice.label for choice in choices}
        super().__init__(lines=lines, widget=MatrixInput(lines, choices), **kwargs)

    def words_of(self, typed: str) -> str:
        """The label of the point."""
        return self.labels.get(typed, typed)

    def clean(self, value: Any) -> dict[str, str]:
        """Each row answered once, and every row where answers are needed."""
        value = value or {}
        faults = {}
        for line in self.lines:
            typed = value.get(line.value, [])
            if any(point not in self.labels for point in typed):
                faults[line.value] = _("One of the answers is not offered any more. Choose again.")
            elif len(typed) > 1:
                faults[line.value] = _("Choose one answer only for “%(row)s”.") % {
                    "row": line.label
                }
            elif self.required and not typed:
                faults[line.value] = _("Choose an answer for “%(row)s”.") % {"row": line.label}
        self.blame(faults)
        return {line: typed[0] for line, typed in value.items()}


class RanksField(LinesField):
    """A rank for each answer, or for the first few. Cleans to `{option id: rank}`, best first.

    `most` is how many ranks there are. Where an answer is needed all of them must be given;
    otherwise as many as one likes, but from the first on.
    """

    def __init__(self, *, lines: Sequence[Choice], ranks: Sequence[Any], **kwargs: Any) -> None:
        self.ranks = tuple(ranks)
        super().__init__(lines=lines, widget=RanksInput(lines, ranks), **kwargs)

    def words_of(self, typed: str) -> str:
        """The rank in words."""
        rank = self.rank(typed)
        return str(self.ranks[rank - 1]) if rank else typed

    def rank(self, typed: str) -> int | None:
        """The rank that was chosen; None for anything else."""
        known = {str(number): number for number in range(1, len(self.ranks) + 1)}
        return known.get(typed)

    def clean(self, value: Any) -> dict[str, int]:
        """No rank twice, none left out."""
        given: dict[str, int] = {}
        faults = {}
        for line, typed in (value or {}).items():
            rank = self.rank(typed[0]) if len(typed) == 1 else None
            if rank is None:
                faults[line] = _("That rank is not offered. Choose again.")
            else:
                given[line] = rank
        self.blame(faults or self.repeated(given))
        self.check_gaps(given)
        return dict(sorted(given.items(), key=lambda item: item[1]))

    def repeated(self, given: dict[str, int]) -> dict[str, str]:
        """A fault for each answer whose rank another one has already."""
        first: dict[int, str] = {}
        faults = {}
        for line in self.lines:
            rank = given.get(line.value)
            if rank is None:
                continue
            if rank in first:
                faults[line.value] = _(
                    "“%(first)s” and “%(second)s” are both %(rank)s. Give each rank once."
                ) % {"first": first[rank], "second": line.label, "rank": self.ranks[rank - 1]}
            first.setdefault(rank, line.label)
        return faults

    def check_gaps(self, given: dict[str, int]) -> None:
        """Ranks are given from the first on; all of them where an answer is needed."""
        missing = [
            str(words)
            for number, words in enumerate(self.ranks, 1)
            if number not in given.values()
            and (self.required or number < max(given.values(), default=0))
        ]
        if missing:
            raise ValidationError(
                _("Say which answer comes %(rank)s.") % {"rank": missing[0]},
            )


def whole_number(text: str) -> int | None:
    """A number in digits of any script, with or without signs between thousands; else None."""
    mark = get_format("THOUSAND_SEPARATOR")
    grouped = re.fullmatch(rf"\d{{1,3}}(?:[\s’{re.escape(mark)}]\d{{3}})+", text.strip())
    digits = re.sub(r"\D", "", text) if grouped else text.strip()
    return int(digits) if digits.isdecimal() and len(digits) <= LONGEST_NUMBER else None


class PointsField(LinesField):
    """Whole numbers that come to a total. Cleans to `{option id: number}` of what was typed."""

    widget: PointsInput

    def __init__(self, *, lines: Sequence[Choice], total: int, unit: str, **kwargs: Any) -> None:
        self.total = total
        super().__init__(lines=lines, widget=PointsInput(lines, total=total, unit=unit), **kwargs)

    def clean(self, value: Any) -> dict[str, int]:
        """Numbers only, none below nothing, that come to the total."""
        given: dict[str, int] = {}
        faults = {}
        for line in self.lines:
            for typed in (value or {}).get(line.value, [])[:1]:
                number = whole_number(typed)
                if not typed.strip():
                    continue
                if number is None or number > self.total:
                    faults[line.value] = self.wrong_number(line)
                else:
                    given[line.value] = number
        self.blame(faults)
        self.check_total(given)
        return given

    def wrong_number(self, line: Choice) -> str:
        """What to say of something that is no number, or too large a one."""
        return _("Enter a whole number from 0 to %(total)s for “%(answer)s”.") % {
            "total": number_format(self.total),
            "answer": line.label,
        }

    def check_total(self, given: dict[str, int]) -> None:
        """Everything is given, and no more than there is."""
        if not given:
            if self.required:
                raise ValidationError(
                    _("Share out %(total)s between the answers.")
                    % {"total": number_format(self.total)}
                )
            return
        left = self.total - sum(given.values())
        if left > 0:
            raise ValidationError(
                ngettext(
                    "There is %(left)s left to give: the numbers must come to %(total)s.",
                    "There are %(left)s left to give: the numbers must come to %(total)s.",
                    left,
                )
                % {"left": number_format(left), "total": number_format(self.total)}
            )
        if left < 0:
            raise ValidationError(
                _("You have given %(over)s too many: the numbers must come to %(total)s.")
                % {"over": number_format(-left), "total": number_format(self.total)}
            )
