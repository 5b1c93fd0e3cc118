"""A mapping: how the columns and rows of a file become figures of measures.

Everything is frozen and made of texts, numbers and flags; `priorities.imports.mapping_json` stores
it. Columns are named by the text of their headings (see `layout.headings`), which are unique
within a file; the position is a fall-back for columns without a heading.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping as Table
from dataclasses import dataclass, field, replace

from priorities.enums import PeriodKind, Unit
from priorities.imports.marker_texts import USUAL_MARKERS
from priorities.imports.number_texts import POINT
from priorities.imports.period_fit import Fit, YearMeaning
from priorities.imports.period_texts import DateOrder, PeriodStyle


class Role(enum.StrEnum):
    """What a column says about the row."""

    PERIOD = "period"
    YEAR = "year"
    QUARTER = "quarter"
    MONTH = "month"
    DAY = "day"
    AREA = "area"
    DIMENSION = "dimension"
    FIGURES = "figures"
    IGNORED = "ignored"


#: Columns that make a period together.
PARTS_OF_PERIOD = (Role.YEAR, Role.QUARTER, Role.MONTH, Role.DAY)


class Combine(enum.StrEnum):
    """What happens to rows that fall on the same period, area and group."""

    SINGLE = "single"
    SUM = "sum"
    COUNT = "count"


class Percentages(enum.StrEnum):
    """How a file writes the figures of a percentage."""

    WRITTEN = "written"
    FRACTION = "fraction"


@dataclass(frozen=True)
class Column:
    """One column of the file and its role.

    A DIMENSION has a code, and codes for its texts; without any, codes are made of the texts.
    `fills_down`: an empty cell means the text above it (merged cells).
    """

    header: str
    position: int
    role: str = Role.IGNORED
    code: str = ""
    values: Table[str, str] = field(default_factory=dict)
    fills_down: bool = False


@dataclass(frozen=True)
class PeriodReading:
    """How periods are written. `constant` is one period for the whole file."""

    kind: str = PeriodKind.MONTH
    constant: str = ""
    date_order: str = DateOrder.UNKNOWN
    has_financial_quarters: bool = False
    first_month: int = 4
    year_means: str = YearMeaning.UNKNOWN
    #: "03-31": a bare year means this day of it.
    day_of_year: str = ""

    def fit(self, order: DateOrder, kind: str = "") -> Fit:
        """What the reader of periods needs, once the order of dates is known."""
        wanted = PeriodKind(kind or self.kind)
        style = PeriodStyle(
            date_order=DateOrder(self.date_order) or order,
            has_financial_quarters=self.has_financial_quarters,
            first_month=self.first_month,
            prefers_years=wanted is PeriodKind.FINANCIAL_YEAR,
        )
        month, _dash, day = self.day_of_year.partition("-")
        day_of_year = (int(month), int(day)) if day else None
        return Fit(wanted, style, YearMeaning(self.year_means), day_of_year)


@dataclass(frozen=True)
class AreaReading:
    """Where the area comes from: the column with that role, or one code for the whole file.

    `names` are texts that a person gave a code; `left_out` those whose rows do not count.
    """

    constant: str = ""
    names: Table[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filter:
    """Which rows count: those whose text is one of the values, or (`keeps` false) is not.

    Texts are compared without capitals and without digits of footnotes; a value with a blank at
    its end only as it is, for files in which nothing else tells a region from a force of the same
    name. `is_totals` marks rows that sum up others, so that they are counted apart.
    """

    column: str
    values: tuple[str, ...]
    keeps: bool = True
    is_totals: bool = False


@dataclass(frozen=True)
class MeasureMapping:
    """The figures of one measure. Columns are named by heading; "" is none.

    In a wide table (`Mapping.is_wide`) the figures stand under the periods and `value` is empty.
    `dimensions` name the columns that split the measure into groups, `constants` a group for all
    its rows (code of the dimension → code of the value). `period_kind` replaces the file's.
    `fills_zeros` (of counts and sums): a period without any row is 0 between the file's first and
    last period, for each area and group that occurs.
    """

    measure: str
    unit: str = Unit.COUNT
    value: str = ""
    numerator: str = ""
    denominator: str = ""
    lower: str = ""
    upper: str = ""
    marker: str = ""
    where: tuple[Filter, ...] = ()
    dimensions: tuple[str, ...] = ()
    constants: Table[str, str] = field(default_factory=dict)
    combine: str = Combine.SINGLE
    percentages: str = Percentages.WRITTEN
    decimal_mark: str = ""
    period_kind: str = ""
    fills_zeros: bool = False
    #: What sentences call the measure.
    name: str = ""

    @property
    def label(self) -> str:
        """The measure's name, or its key."""
        return self.name or self.measure

    @property
    def number_columns(self) -> dict[str, str]:
        """Heading of the column for each number, where there is one."""
        names = ("value", "numerator", "denominator", "lower", "upper")
        return {name: getattr(self, name) for name in names if getattr(self, name)}


@dataclass(frozen=True)
class Mapping:
    """How one kind of file is read. Rows count from 1; "" is the first sheet."""

    sheet: str = ""
    header_rows: tuple[int, ...] = (1,)
    first_row: int = 2
    columns: tuple[Column, ...] = ()
    is_wide: bool = False
    period: PeriodReading = PeriodReading()
    area: AreaReading = AreaReading()
    filters: tuple[Filter, ...] = ()
    markers: Table[str, str] = field(default_factory=lambda: dict(USUAL_MARKERS))
    measures: tuple[MeasureMapping, ...] = ()

    def column(self, role: str) -> Column | None:
        """The first column with a role."""
        return next((column for column in self.columns if column.role == role), None)

    def named(self, header: str) -> Column | None:
        """The column with a heading."""
        return next((column for column in self.columns if column.header == header), None)

    def with_area(self, text: str, code: str) -> Mapping:
        """The same with a name that a person accepted for a code; "" leaves its rows out."""
        names = {name: kept for name, kept in self.area.names.items() if name != text}
        left_out = tuple(name for name in self.area.left_out if name != text)
        if code:
            names[text] = code
        else:
            left_out += (text,)
        return replace(self, area=replace(self.area, names=names, left_out=left_out))


#: The decimal mark where nothing else is known.
USUAL_MARK = POINT
