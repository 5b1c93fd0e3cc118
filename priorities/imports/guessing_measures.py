"""Which column and rows of a table a measure takes its figures from: a guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from priorities.imports.area_names import normalised
from priorities.imports.mapping import Combine, Filter, MeasureMapping, Percentages
from priorities.imports.mapping_check import SHARES
from priorities.imports.number_cells import PERCENT_UNITS
from priorities.imports.profile import ColumnFacts

VALUE_WORDS = re.compile(
    r"\b(value|values|figure|figures|proportion|percent|percentage|rate|count|number|total|"
    r"amount|headcount|fte|score|estimate|offences|victims|cases)\b",
    re.I,
)
OTHER_NUMBERS = {
    "numerator": re.compile(r"\bnumerator\b", re.I),
    "denominator": re.compile(r"\b(denominator|base|sample size|respondents|unweighted)\b", re.I),
    "lower": re.compile(r"\b(lower|lcl|low ci|ci low)", re.I),
    "upper": re.compile(r"\b(upper|ucl|high ci|ci high)", re.I),
}
MARKER_WORDS = re.compile(r"\b(marker|flag|status|symbol|footnote|quality)\b", re.I)
#: From this likeness (of 100) on, a text names the measure.
SAME_NAME = 88
SAME_HEADING = 75


class Wanted(Protocol):
    """What is known of a measure."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def period_kind(self) -> str: ...
    @property
    def dimensions(self) -> dict[str, str]: ...


class MeasureGuesser:
    """Guesses for each measure; `columns` are those without another role."""

    def __init__(
        self, columns: list[ColumnFacts], is_wide: bool, because: Callable[[str, str], None]
    ) -> None:
        self.columns, self.is_wide, self.because = columns, is_wide, because
        #: Codes of the dimensions that columns turned out to be, by heading.
        self.codes: dict[str, str] = {}
        #: Headings of columns with texts that decide whether a row counts.
        self.used: set[str] = set()

    def guess(self, measure: Wanted) -> MeasureMapping:
        """The measure's figures."""
        value = None if self.is_wide else self.value_column(measure)
        where = self.selector(measure)
        dimensions = self.dimensions(measure)
        self.used |= {column.header for column in self.columns if not column.is_numeric}
        others = self.other_numbers() if value else {}
        return MeasureMapping(
            measure=measure.key,
            name=measure.name,
            unit=measure.unit,
            value=value.header if value else "",
            numerator=others.get("numerator", ""),
            denominator=others.get("denominator", ""),
            lower=others.get("lower", ""),
            upper=others.get("upper", ""),
            marker=others.get("marker", ""),
            where=where,
            dimensions=dimensions,
            combine=self.combine(measure, value, where),
            percentages=self.percentages(measure, value),
            period_kind=measure.period_kind,
            fills_zeros=not self.is_wide and (value is None or is_one_each(value)),
        )

    def value_column(self, measure: Wanted) -> ColumnFacts | None:
        """A column of numbers: called like the measure, or like figures, or the only one."""
        numeric = [
            column
            for column in self.columns
            if column.is_numeric and not any(one.search(column.header) for one in all_others())
        ]
        names = {place: normalised(column.header) for place, column in enumerate(numeric)}
        like = process.extractOne(
            normalised(measure.name), names, scorer=fuzz.token_sort_ratio, score_cutoff=SAME_HEADING
        )
        if like is not None:
            self.because(numeric[like[2]].header, _("Its heading names the measure."))
            return numeric[like[2]]
        named = [one for one in numeric if VALUE_WORDS.search(one.header.replace("_", " "))]
        for column in named:
            self.because(column.header, _("Its heading and cells are those of figures."))
            return column
        if len(numeric) == 1:
            self.because(numeric[0].header, _("It is the only column of numbers."))
            return numeric[0]
        self.because("", _("No column of figures was found: each row counts as one."))
        return None

    def other_numbers(self) -> dict[str, str]:
        """Numerator, denominator, both ends of the margin, and the column of markers."""
        found: dict[str, str] = {}
        for column in self.columns:
            for name, words in OTHER_NUMBERS.items():
                if column.is_numeric and words.search(column.header.replace("_", " ")):
                    found.setdefault(name, column.header)
            if MARKER_WORDS.search(column.header) and column.share(column.numbers) == 1:
                found.setdefault("marker", column.header)
        if ("lower" in found) != ("upper" in found):
            found.pop("lower", None)
            found.pop("upper", None)
        for header in found.values():
            self.because(header, _("Its heading says so."))
        return found

    def selector(self, measure: Wanted) -> tuple[Filter, ...]:
        """The text that names the measure, in a column of texts, however it is spelled there."""
        best: tuple[float, ColumnFacts, str] | None = None
        for column in self.columns:
            if column.is_numeric:
                continue
            choices = {text: normalised(text) for text in column.values}
            like = process.extractOne(
                normalised(measure.name), choices, scorer=fuzz.ratio, score_cutoff=SAME_NAME
            )
            if like is not None and (best is None or like[1] > best[0]):
                best = (like[1], column, like[2])
        if best is None:
            return ()
        _score, column, text = best
        self.because(
            column.header,
            _("“%(text)s” names “%(measure)s”.") % {"text": text, "measure": measure.name},
        )
        same = {one.casefold(): one for one in column.values if normalised(one) == normalised(text)}
        return (Filter(column.header, tuple(same.values())),)

    def dimensions(self, measure: Wanted) -> tuple[str, ...]:
        """Columns whose heading is a dimension of the measure."""
        found = []
        for code, name in measure.dimensions.items():
            names = {
                place: normalised(column.header)
                for place, column in enumerate(self.columns)
                if not column.is_numeric
            }
            like = process.extractOne(
                normalised(name), names, scorer=fuzz.token_set_ratio, score_cutoff=SAME_HEADING
            )
            if like is not None:
                header = self.columns[like[2]].header
                self.codes[header] = code
                found.append(header)
                self.because(header, _("It splits the figures by “%(name)s”.") % {"name": name})
        return tuple(found)

    def combine(
        self, measure: Wanted, value: ColumnFacts | None, where: tuple[Filter, ...]
    ) -> Combine:
        """Rows are counted, taken one by one, or added up where columns of texts are left over."""
        if value is None and not self.is_wide:
            return Combine.COUNT
        if measure.unit in SHARES:
            return Combine.SINGLE
        used = {one.column for one in where} | set(self.codes)
        others = [
            column
            for column in self.columns
            if not column.is_numeric and len(column.values) > 1 and column.header not in used
        ]
        if not others:
            return Combine.SINGLE
        self.because(others[0].header, _("Rows that differ only here are added up."))
        return Combine.SUM

    def percentages(self, measure: Wanted, value: ColumnFacts | None) -> Percentages:
        """Whether 0.45 stands for 45%."""
        if measure.unit not in PERCENT_UNITS or value is None or value.percents:
            return Percentages.WRITTEN
        if value.has_fractions and value.largest <= 1:
            self.because(
                value.header, _("All its figures lie between 0 and 1: they are fractions.")
            )
            return Percentages.FRACTION
        return Percentages.WRITTEN


def is_one_each(column: ColumnFacts) -> bool:
    """Whether each row is one event, counted by a column of ones."""
    return column.largest == 1 and not column.has_fractions and column.filled > 1


def all_others() -> list[re.Pattern[str]]:
    """Words of headings that are not those of the figures themselves."""
    return [*OTHER_NUMBERS.values(), MARKER_WORDS]
