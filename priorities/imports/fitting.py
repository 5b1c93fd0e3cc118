"""A mapping laid on a file: which columns are meant, and whether a remembered mapping still fits.

Columns are found by their headings, wherever they stand. A column without a heading is found by
its place. What is not found is a problem; where a heading looks alike it is named, never used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from priorities.imports.layout import LOOKED_AT, headings
from priorities.imports.mapping import Column, Filter, Mapping, MeasureMapping, Role
from priorities.imports.mapping_check import check_mapping
from priorities.imports.period_texts import USUAL_STYLE, read_stretch
from priorities.imports.problems import ProblemList
from priorities.imports.sheets import Sheet, Workbook, column_letter

LIKE_ENOUGH = 70


@dataclass
class Fitted:
    """The sheet, the headings it has, and the place of each column that the mapping names."""

    mapping: Mapping
    sheet: Sheet
    headers: list[str]
    places: dict[str, int] = field(default_factory=dict)
    #: Place and heading of the columns under which figures stand, in a wide table.
    period_columns: list[tuple[int, str]] = field(default_factory=list)

    def place(self, header: str) -> int | None:
        """Where a column stands; None for "" and what is missing."""
        return self.places.get(header)

    def place_of_role(self, role: str) -> int | None:
        """Where the column with a role stands."""
        column = self.mapping.column(role)
        return self.places.get(column.header) if column else None


def fit_mapping(
    workbook: Workbook, mapping: Mapping, problems: ProblemList, notices: ProblemList
) -> Fitted | None:
    """Find the columns; None where there is no such sheet. Problems say what does not fit."""
    check_mapping(mapping, problems)
    sheet = workbook.sheet(mapping.sheet)
    if sheet is None:
        problems.add("no_sheet", name=mapping.sheet)
        return None
    rows = sheet.first_rows(mapping.first_row + LOOKED_AT)
    width = max((len(row) for _number, row in rows), default=0)
    if not any(number >= mapping.first_row for number, _row in rows):
        problems.add("no_rows", first=mapping.first_row)
    found = Fitted(mapping, sheet, headings(sheet, mapping.header_rows, width))
    find_columns(found, problems)
    if mapping.is_wide:
        find_period_columns(found, problems)
    name_unused(found, notices)
    return found


def needed_columns(mapping: Mapping) -> Iterator[Column]:
    """Every column that the mapping uses, once."""
    known = {column.header: column for column in mapping.columns}
    used = [column.header for column in mapping.columns if column.role != Role.IGNORED]
    used += [one.column for one in mapping.filters]
    for measure in mapping.measures:
        used += used_by(measure)
    for header in dict.fromkeys(used):
        yield known.get(header) or Column(header, -1)


def used_by(measure: MeasureMapping) -> list[str]:
    """The headings that a measure names."""
    filters: tuple[Filter, ...] = measure.where
    named = [*measure.number_columns.values(), *measure.dimensions]
    return [*named, *filter(None, [measure.marker]), *(one.column for one in filters)]


def find_columns(found: Fitted, problems: ProblemList) -> None:
    """Look each needed column up."""
    spelled = {plain(header): place for place, header in reversed([*enumerate(found.headers)])}
    missing = []
    for column in needed_columns(found.mapping):
        place = spelled.get(plain(column.header))
        if place is None and has_no_heading(column, found):
            place = column.position
        if place is None:
            missing.append(column)
        else:
            found.places[column.header] = place
            refuse_new_twin(found, column, problems)
    for column in missing:
        problem_of_missing(found, column, problems)


def plain(header: str) -> str:
    """A heading without capitals and blanks."""
    return " ".join(header.casefold().split())


def has_no_heading(column: Column, found: Fitted) -> bool:
    """Whether a column was, and is, known by its place alone."""
    position = column.position
    if not 0 <= position < len(found.headers):
        return False
    letter = column_letter(position)
    without_rows = not found.mapping.header_rows
    return without_rows or (column.header == letter and found.headers[position] == letter)


def refuse_new_twin(found: Fitted, column: Column, problems: ProblemList) -> None:
    """A second column of the same heading that the mapping does not know of."""
    twin = f"{column.header} (2)"
    if twin in found.headers and found.mapping.named(twin) is None:
        problems.add("repeated_header", header=column.header)


def problem_of_missing(found: Fitted, column: Column, problems: ProblemList) -> None:
    """Name the heading that may have taken another's place."""
    free = [
        header
        for place, header in enumerate(found.headers)
        if place not in found.places.values()
        and not (found.mapping.is_wide and read_stretch(header, USUAL_STYLE))
    ]
    like = process.extractOne(
        plain(column.header), [plain(header) for header in free], scorer=fuzz.WRatio
    )
    if like is not None and like[1] >= LIKE_ENOUGH:
        problems.add("renamed_column", header=column.header, proposal=free[like[2]])
    elif 0 <= column.position < len(found.headers) and found.headers[column.position] in free:
        header = found.headers[column.position]
        problems.add("renamed_column", header=column.header, proposal=header)
    else:
        problems.add("missing_column", header=column.header)


def find_period_columns(found: Fitted, problems: ProblemList) -> None:
    """In a wide table: columns that no other role claims and whose heading is a period."""
    claimed = claimed_places(found)
    for place, header in enumerate(found.headers):
        if place not in claimed and read_stretch(header, USUAL_STYLE) is not None:
            found.period_columns.append((place, header))
    if not found.period_columns:
        problems.add("no_period_columns")
    for header in found.headers:
        # A mapping cannot say which of two columns of one period holds its figures.
        is_twin = f"{header} (2)" in found.headers
        if is_twin and read_stretch(header, USUAL_STYLE) is not None:
            problems.add("repeated_header", header=header)


def claimed_places(found: Fitted) -> set[int]:
    """Places that the mapping gives another role, or leaves out."""
    ignored = {
        column.header
        for column in found.mapping.columns
        if column.role not in {Role.FIGURES, Role.PERIOD}
    }
    by_name = {place for place, header in enumerate(found.headers) if header in ignored}
    return by_name | set(found.places.values())


def name_unused(found: Fitted, notices: ProblemList) -> None:
    """Tell of columns that the mapping does not know, so that none vanishes unseen.

    In a wide table also of those that stand after the first period and are left out: a heading
    that is damaged or missing looks like that.
    """
    periods = {place for place, _header in found.period_columns}
    used = claimed_places(found) | periods
    known = {column.header for column in found.mapping.columns}
    first = min(periods, default=len(found.headers))
    for place, header in enumerate(found.headers):
        if place > first and place not in periods and place not in found.places.values():
            notices.add("unused_period_column", column=column_letter(place), header=header)
        elif place not in used and header not in known and header != column_letter(place):
            kind = "unused_period_column" if found.mapping.is_wide else "unused_column"
            notices.add(kind, column=column_letter(place), header=header)
