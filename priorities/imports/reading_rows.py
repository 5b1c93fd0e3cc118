"""Row by row: what counts goes to the measures' figures, what is wrong to the problems."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from priorities.imports.area_names import AreaTable
from priorities.imports.counts import Counts, Unknown, noted
from priorities.imports.fitting import Fitted
from priorities.imports.gathering import Gatherer
from priorities.imports.labels import AreaLabel, Areas, FilledDown, Periods, cell_at, filters_of
from priorities.imports.mapping import Combine
from priorities.imports.measure_reader import MeasureReader
from priorities.imports.period_fit import Period
from priorities.imports.problems import ProblemList
from priorities.imports.sheets import Cell, Row, cell_text, column_letter, is_filled
from priorities.imports.survey import Survey


class RowsReader:
    """Reads all rows of a sheet once."""

    def __init__(
        self,
        fitted: Fitted,
        found: Survey,
        areas: AreaTable,
        problems: ProblemList,
        notices: ProblemList,
        counts: Counts,
    ) -> None:
        mapping = fitted.mapping
        self.fitted, self.problems, self.notices, self.counts = fitted, problems, notices, counts
        kinds = {one.period_kind or mapping.period.kind for one in mapping.measures}
        self.periods = Periods(
            fitted, {kind: mapping.period.fit(found.date_order, kind) for kind in kinds}
        )
        self.areas = Areas(fitted, areas)
        self.filters = filters_of(fitted, mapping.filters)
        self.fill_down = FilledDown(fitted)
        self.readers = [
            MeasureReader(fitted, found, measure, self.periods, problems, counts)
            for measure in mapping.measures
        ]
        self.unknown_areas: dict[str, Unknown] = {}
        self.unknown_groups: dict[tuple[str, str], Unknown] = {}
        self.areas_seen: set[str] = set()
        self.spans: dict[str, Period] = {}
        self.tracks = any(one.measure.fills_zeros for one in self.readers)

    @property
    def gatherers(self) -> list[Gatherer]:
        """The figures of each measure."""
        return [reader.gatherer for reader in self.readers]

    def read(self) -> None:
        """Read every row, then work out sums and zeros."""
        counts = self.counts
        for reader in self.readers:
            reader.find_wide_periods()
        for number, row in self.fitted.sheet.rows(self.fitted.mapping.first_row):
            counts.rows_read += 1
            if not any(map(is_filled, row)):
                counts.empty += 1
            else:
                self.read_row(number, self.fill_down(row), row)
        for reader in self.readers:
            self.finish(reader)

    def read_row(self, number: int, row: Row, given: Row) -> None:
        """Put one row where it belongs."""
        counts = self.counts
        for place, one in enumerate(self.filters):
            if not one.lets_through(row):
                counts.by_filter[place] += 1
                return
        if self.is_note(given):
            counts.without_figures += 1
            self.notices.add("row_without_figures", number, text=text_of(given))
            return
        area = self.areas.of(row)
        if area.is_left_out:
            counts.by_area[area.text] += 1
            return
        if self.tracks:
            self.track(row, area)
        wanting = [reader for reader in self.readers if reader.wants(row)]
        if not wanting:
            counts.unselected += 1
        elif not any(reader.has_figures(row) for reader in wanting):
            counts.without_figures += 1
            for reader in wanting:
                reader.counts.empty_cells += len(reader.value_places)
        elif self.take(number, row, area, wanting):
            counts.used += 1
        else:
            counts.with_problems += 1

    def is_note(self, row: Row) -> bool:
        """A note, a source or a heading between rows: one cell with words and nothing else."""
        if len(row) > 1 and row[0] and row[1] and is_filled(row[0]) and is_filled(row[1]):
            return False
        filled = list(islice(filter(is_filled, row), 2))
        if len(filled) != 1 or len(self.fitted.places) + len(self.fitted.period_columns) < 2:
            return False
        return isinstance(filled[0], str) and not filled[0].strip()[:1].isdecimal()

    def track(self, row: Row, area: AreaLabel) -> None:
        """Remember which areas and periods the file covers, whoever wants the row."""
        if area.code is not None:
            self.areas_seen.add(area.code)
        for kind in self.periods.fits:
            for label in self.labels_of_period(row):
                period = self.periods.of(label, kind)
                if not isinstance(period, str):
                    first, last = self.spans.get(kind, period)
                    self.spans[kind] = (min(first, period[0]), max(last, period[1]))

    def labels_of_period(self, row: Row) -> Iterator[Cell]:
        """The labels of the periods that a row is for."""
        if self.fitted.mapping.is_wide:
            yield from (header for _place, header in self.fitted.period_columns)
        else:
            yield self.periods.label(row)

    def take(self, number: int, row: Row, label: AreaLabel, wanting: list[MeasureReader]) -> bool:
        """Give a row to the measures that want it; False where something is wrong with it."""
        before = self.problems.total
        area = label.code
        if area is None:
            self.tell_of_area(number, label.text)
        is_known = area is not None
        for reader in wanting:
            group = self.group_of(number, row, reader)
            is_known = is_known and group is not None
            reader.take(number, row, area, group)
        return is_known and self.problems.total == before

    def tell_of_area(self, number: int, text: str) -> None:
        """Note an area that is missing or not known."""
        letter = column_letter(self.areas.place or 0)
        if text:
            noted(self.unknown_areas, text, Unknown(text, number, column=letter))
        else:
            self.problems.add("missing_area", number, letter)

    def group_of(self, number: int, row: Row, reader: MeasureReader) -> int | None:
        """The number of a row's group for a measure; None where a text has no code."""
        cells = tuple([cell_at(row, group.place) for group in reader.groups])
        known = reader.known_groups.get(cells)
        if known is None:
            codes = self.codes_found(number, row, reader)
            if codes is None:
                return None
            known = reader.known_groups[cells] = reader.gatherer.group(codes)
        return known

    def codes_found(
        self, number: int, row: Row, reader: MeasureReader
    ) -> tuple[tuple[str, str], ...] | None:
        """The codes of a row's group; says what has none."""
        codes = []
        for group in reader.groups:
            text = cell_text(cell_at(row, group.place))
            letter = column_letter(group.place)
            if not text:
                header = group.column.header
                self.problems.add("missing_group", number, letter, header=header)
                return None
            code = group.code(text)
            if not code or "\ufffd" in text:
                header = group.column.header
                found = Unknown(text, number, header=header, column=letter)
                noted(self.unknown_groups, (header, text), found)
                return None
            codes.append((group.column.code, code))
        return tuple(codes)

    def finish(self, reader: MeasureReader) -> None:
        """Sums, zeros, and what can only be seen at the end."""
        measure, gatherer, counts = reader.measure, reader.gatherer, reader.counts
        span = self.spans.get(gatherer.kind)
        if measure.fills_zeros and measure.combine != Combine.SINGLE and span is not None:
            if not gatherer.fill_zeros(span, self.areas_seen):
                self.problems.add("too_many_periods")
            counts.zeros_added = gatherer.zeros
        for _key in gatherer.finish():
            self.problems.add("too_large")
        counts.figures = len(gatherer.figures)
        reader.tell_of_percentages(self.notices)


def text_of(row: Row) -> str:
    """What a row says, for a person to recognise it."""
    return " ".join(filter(None, (cell_text(cell) for cell in row)))
