"""A first mapping for a file, with the reason of each guess, for a person to correct."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from priorities.enums import PeriodKind, Unit
from priorities.imports.area_names import AreaTable
from priorities.imports.guessing_measures import MeasureGuesser
from priorities.imports.layout import Layout, find_layout
from priorities.imports.mapping import Column, Filter, Mapping, PeriodReading, Role
from priorities.imports.period_fit import YearMeaning
from priorities.imports.period_texts import MONTHS, NAMES, USUAL_STYLE, StretchKind, read_stretch
from priorities.imports.profile import ColumnFacts, profile
from priorities.imports.sheets import Sheet, Workbook, cell_text

PERIOD_WORDS = re.compile(
    r"\b(date|period|month|quarter|year|as at|week|time|ending|ended|financial|fy)\b", re.I
)
AREA_WORDS = re.compile(
    r"\b(area|borough|boroughname|force|region|district|authority|ward|geo|lad|ons|gss|council)",
    re.I,
)
PARTS = {
    Role.YEAR: {"year", "yr", "calendar year", "financial year"},
    Role.QUARTER: {"quarter", "qtr"},
    Role.MONTH: {"month", "mon"},
    Role.DAY: {"day"},
}
DAY_OF_YEAR = re.compile(rf"\b(\d\d?)(?:st|nd|rd|th)? ({NAMES})\b", re.I)
#: From this share of its texts on, a column is taken for one of areas.
KNOWN_AREAS = 0.6
ROWS_LOOKED_AT = 200
FEWEST_PERIODS = 2
FEWEST_AREAS = 2


@dataclass(frozen=True)
class WantedMeasure:
    """A measure that figures are sought for. `dimensions` are codes of its groups with names."""

    key: str
    name: str
    unit: str = Unit.COUNT
    period_kind: str = PeriodKind.MONTH
    dimensions: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reason:
    """Why something was guessed; `subject` is a heading, or "" for the file as a whole."""

    subject: str
    sentence: str


@dataclass(frozen=True)
class Guess:
    """A mapping to correct, with its reasons."""

    mapping: Mapping
    reasons: tuple[Reason, ...]


def guess_mapping(
    workbook: Workbook, measures: Sequence[WantedMeasure], areas: AreaTable | None = None
) -> Guess:
    """The likeliest mapping. It may have problems: `extract` lists them."""
    return Guesser(workbook, measures, areas or AreaTable({})).guess()


class Guesser:
    """Guesses one thing after the other; each step may use the ones before it."""

    def __init__(
        self, workbook: Workbook, measures: Sequence[WantedMeasure], areas: AreaTable
    ) -> None:
        self.measures, self.areas = measures, areas
        self.reasons: list[Reason] = []
        self.sheet = self.likeliest_sheet(workbook)
        self.layout = find_layout(self.sheet)
        self.columns = profile(self.sheet, self.layout)
        self.roles: dict[str, str] = {}

    def because(self, subject: str, sentence: str) -> None:
        """Note a reason."""
        self.reasons.append(Reason(subject, sentence))

    def likeliest_sheet(self, workbook: Workbook) -> Sheet:
        """The visible sheet with the most figures near its top."""
        visible = [sheet for sheet in workbook.sheets if not sheet.is_hidden] or workbook.sheets
        sheet = max(visible, key=count_figures)
        if len(workbook.sheets) > 1:
            self.because(
                "", _("“%(sheet)s” is the sheet with most figures.") % {"sheet": sheet.name}
            )
        return sheet

    def guess(self) -> Guess:
        """All steps."""
        self.tell_of_layout()
        is_wide = self.find_wide()
        if not is_wide:
            self.find_period()
        self.find_area()
        labels = [column for column in self.columns if column.header not in self.roles]
        guesser = MeasureGuesser(labels, is_wide, self.because)
        measures = tuple(guesser.guess(measure) for measure in self.measures)
        mapping = Mapping(
            sheet=self.sheet.name,
            header_rows=self.layout.header_rows,
            first_row=self.layout.first_row,
            columns=tuple(self.column(one, guesser.codes) for one in self.kept_columns(is_wide)),
            is_wide=is_wide,
            period=self.period_reading(),
            filters=tuple(self.totals(guesser.used)),
            measures=measures,
        )
        return Guess(mapping, tuple(self.reasons))

    def tell_of_layout(self) -> None:
        """Say where the table begins."""
        layout: Layout = self.layout
        if not layout.header_rows:
            self.because("", _("No row of headings was found."))
        elif layout.header_rows != (1,):
            rows = ", ".join(map(str, layout.header_rows))
            self.because("", _("The headings stand in row %(rows)s.") % {"rows": rows})

    def find_wide(self) -> bool:
        """Whether periods stand in the headings, with numbers below them."""
        periods = [
            column
            for column in self.columns
            if read_stretch(column.header, USUAL_STYLE) is not None
            and (column.is_numeric or not column.filled)
        ]
        if len(periods) < FEWEST_PERIODS:
            return False
        for column in periods:
            self.roles[column.header] = Role.FIGURES
        self.because(
            periods[0].header,
            _("Headings from “%(first)s” to “%(last)s” are periods: their columns hold figures.")
            % {"first": periods[0].header, "last": periods[-1].header},
        )
        return True

    def find_period(self) -> None:
        """The column of periods, or the columns of their parts."""
        parts = {
            role: column
            for role, names in PARTS.items()
            for column in self.columns
            if column.header.casefold() in names
        }
        if Role.YEAR in parts and len(parts) > 1 and not parts.keys() <= {Role.YEAR, Role.DAY}:
            for role, column in parts.items():
                self.roles[column.header] = role
                self.because(column.header, _("Its heading names a part of a date."))
            return
        named = [one for one in self.columns if one.is_period and is_about_time(one.header)]
        others = [one for one in self.columns if one.is_period and not one.is_numeric]
        for column in [*named, *others][:1]:
            self.roles[column.header] = Role.PERIOD
            self.because(column.header, _("Its cells are periods or dates."))

    def find_area(self) -> None:
        """The column whose texts are known areas, or whose heading says so."""
        free = [column for column in self.columns if column.header not in self.roles]
        known = {column.header: column.share_known(self.areas) for column in free}
        best = max(free, key=lambda column: known[column.header], default=None)
        if best is not None and known[best.header] >= KNOWN_AREAS:
            self.roles[best.header] = Role.AREA
            self.because(best.header, _("Most of its texts are known areas."))
            return
        for column in free:
            if self.areas.codes and AREA_WORDS.search(column.header) and not column.is_numeric:
                self.roles[column.header] = Role.AREA
                self.because(column.header, _("Its heading speaks of areas."))
                return
        if best is not None and known[best.header] * len(best.values) >= FEWEST_AREAS:
            self.roles[best.header] = Role.AREA
            self.because(best.header, _("Some of its texts are known areas."))

    def period_reading(self) -> PeriodReading:
        """How the periods are written."""
        kind = self.measures[0].period_kind if self.measures else PeriodKind.MONTH
        header = next((one for one, role in self.roles.items() if role == Role.PERIOD), "")
        column = next((one for one in self.columns if one.header == header), None)
        if column is None or not are_years(column):
            return PeriodReading(kind)
        day = DAY_OF_YEAR.search(header)
        if day is not None:
            self.because(header, _("Its heading names the day of each year."))
            month = MONTHS[day[2].casefold()]
            return PeriodReading(kind, day_of_year=f"{month:02d}-{int(day[1]):02d}")
        is_ending = re.search(r"\b(ending|ended)\b", header, re.I) is not None
        return PeriodReading(
            kind, year_means=YearMeaning.ENDS if is_ending else YearMeaning.UNKNOWN
        )

    def kept_columns(self, is_wide: bool) -> list[ColumnFacts]:
        """Columns that the mapping names: in a wide table not the periods, which change."""
        return [column for column in self.columns if self.roles.get(column.header) != Role.FIGURES]

    def column(self, facts: ColumnFacts, codes: dict[str, str]) -> Column:
        """The mapping's column."""
        if facts.header in codes:
            return Column(facts.header, facts.place, Role.DIMENSION, codes[facts.header])
        return Column(facts.header, facts.place, self.roles.get(facts.header, Role.IGNORED))

    def totals(self, used: set[str]) -> list[Filter]:
        """Rows that sum up others are left out of what would be added up again, visibly."""
        filters = []
        for column in self.columns:
            is_area = self.roles.get(column.header) == Role.AREA
            if not (is_area or column.header in used):
                continue
            values = tuple(
                text for text in column.totals if not (is_area and self.areas.code_of(text))
            )
            if values:
                filters.append(Filter(column.header, values, keeps=False, is_totals=True))
                self.because(
                    column.header,
                    _("Rows of totals are left out: %(texts)s.") % {"texts": ", ".join(values)},
                )
        return filters


def is_about_time(header: str) -> bool:
    """Whether a heading speaks of time."""
    return PERIOD_WORDS.search(header.replace("_", " ")) is not None


def are_years(column: ColumnFacts) -> bool:
    """Whether the periods of a column are single years; notes below the table are none."""
    stretches = [read_stretch(text, USUAL_STYLE) for text in list(column.values)[:50]]
    kinds = {stretch.kind for stretch in stretches if stretch is not None}
    return kinds == {StretchKind.YEAR}


def count_figures(sheet: Sheet) -> int:
    """How many numbers the first rows hold."""
    return sum(
        cell_text(cell).lstrip("-").replace(".", "", 1).isdecimal()
        for _number, row in sheet.first_rows(ROWS_LOOKED_AT)
        for cell in row
    )
