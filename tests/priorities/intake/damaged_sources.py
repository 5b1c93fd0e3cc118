"""A file cut to few rows, what its figures are by plain means, and its damaged variants."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import zip_longest
from typing import Any

from priorities.imports import AreaTable
from priorities.models import Measure
from tests.priorities.imports import damages
from tests.priorities.imports.damages import Grid, Table
from tests.priorities.imports.real_files import boroughs
from tests.priorities.intake.makers import make_areas, make_measure_record

#: Figures by last day, area and group.
Figures = Mapping[tuple[str, str, str], Decimal | str]
Row = dict[str, str]
SIX = Decimal("0.000001")


@cache
def borough_codes() -> dict[str, str]:
    """Codes of the London boroughs by name."""
    return dict(boroughs().codes)


class DoubtfulError(Exception):
    """A table that nobody may read as if it were sound."""


@dataclass(frozen=True)
class Source:
    """One file: how it is cut, mapped and read by plain means.

    `days` gives the last day and the text of each figure of a row; `where` the column and text of
    the rows that count; `changes` what an editor corrects in the guessed mapping.
    """

    name: str
    cut: Callable[[], Table]
    days: Callable[[Row], Iterator[tuple[str, str]]]
    measure: dict[str, Any]
    area: str | None = None
    where: tuple[str, str] = ("", "")
    group: str = ""
    periods: tuple[int, ...] = ()
    values: tuple[int, ...] = (-1,)
    heads: int = 1
    delimiter: str = ","
    encoding: str = "utf-8"
    times: int = 1
    adds_up: bool = False
    areas: dict[str, str] = field(default_factory=dict)
    changes: dict[str, Any] = field(default_factory=dict)
    #: Damages after which every figure must come in.
    harmless: frozenset[Any] = damages.HARMLESS

    @property
    def is_book(self) -> bool:
        """Whether it is a workbook."""
        return self.name.endswith("ods")

    def codes(self) -> dict[str, str]:
        """Codes of the areas by name."""
        return self.areas or borough_codes()

    def make(self) -> Measure:
        """The measure with its areas."""
        codes = self.codes()
        make_areas(AreaTable(codes))
        geography = " ".join(sorted(set(codes.values()))) if self.area is not None else ""
        return make_measure_record(**self.measure, geography=geography)

    def content(self, rows: Table) -> bytes:
        """A table as a file of its kind."""
        if self.is_book:
            return damages.ods_of(rows)
        return damages.text(rows, self.delimiter, self.encoding)

    def figures(self, table: Table) -> Figures:
        """What a table gives; DoubtfulError where it says it in no plain way."""
        head, *rows = table[self.heads - 1 :] or [[]]
        if len(set(head)) < len(head) and not self.is_book:
            raise DoubtfulError(head)
        found: dict[tuple[str, str, str], Decimal] = {}
        codes = {name.casefold(): code for name, code in self.codes().items()}
        for row in rows:
            # The first of two columns without a heading counts.
            cells = dict(reversed(list(zip_longest(head, row[: len(head)], fillvalue=""))))
            try:
                self.add(found, cells, codes)
            except (KeyError, ValueError) as error:
                raise DoubtfulError(row) from error
        return found

    def add(
        self, found: dict[tuple[str, str, str], Decimal], cells: Row, codes: dict[str, str]
    ) -> None:
        """The figures of one row."""
        column, text = self.where
        filled = [one for one in map(str.strip, cells.values()) if one]
        # A text on its own is a note.
        if not filled or (len(filled) == 1 and not filled[0].isdecimal()):
            return
        if column and cells[column].strip().casefold() != text.casefold():
            return
        for day, written in self.days(cells):
            if not written.strip():
                continue
            area = codes[cells[self.area].strip().casefold()] if self.area is not None else ""
            group = f"sex={cells[self.group].casefold()}" if self.group else ""
            if (day, area, group) in found and not self.adds_up:
                raise DoubtfulError(cells)
            value = plain_number(written, self.delimiter) * self.times
            found[day, area, group] = found.get((day, area, group), Decimal(0)) + value


@dataclass(frozen=True)
class Variant:
    """A damaged file. `means` is what it says, where it says anything; `touched` cells of it."""

    damage: Any
    content: bytes
    means: Table
    touched: frozenset[tuple[int, int]] = frozenset()


def plain_number(text: str, delimiter: str) -> Decimal:
    """A number as programs write it, rounded to six decimals; with a comma between semicolons."""
    text = text.strip()
    mark = "," if delimiter == ";" else "."
    if not re.fullmatch(rf"-?\d{{1,12}}([{mark}]\d+)?", text):
        raise DoubtfulError(text)
    return Decimal(text.replace(",", ".")).quantize(SIX, ROUND_HALF_UP)


def read_plainly(content: bytes, source: Source) -> Table:
    """A text file as the csv module has it."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16")):
        if content.startswith(mark):
            return parsed(content.decode(encoding, errors="replace"), source)
    try:
        return parsed(content.decode(), source)
    except UnicodeDecodeError:
        return parsed(content.decode("cp1252", errors="replace"), source)


def parsed(words: str, source: Source) -> Table:
    """Rows of a text."""
    return list(csv.reader(io.StringIO(words, newline=""), delimiter=source.delimiter))


def count_variants(source: Source) -> int:
    """How many there are of a file."""
    texts = () if source.is_book else damages.TEXT_DAMAGES
    return len((*damages.GRID_DAMAGES, *texts, *damages.BOOK_DAMAGES))


def variants(source: Source) -> Iterator[Variant]:
    """Every damage once."""
    rows = source.cut()
    sound = source.content(rows)

    def chance(damage: Any) -> random.Random:
        return random.Random(f"{source.name} {damage.__name__}")

    for damage in damages.GRID_DAMAGES:
        grid = Grid(rows, source.periods, source.values, source.heads)
        damage(grid, chance(damage))
        content = source.content(grid.rows)
        yield Variant(damage, content, grid.means, frozenset(grid.touched))
    for spoil in () if source.is_book else damages.TEXT_DAMAGES:
        content = spoil(sound, chance(spoil))
        is_same = spoil is damages.utf_16
        yield Variant(spoil, content, rows if is_same else read_plainly(content, source))
    for make in damages.BOOK_DAMAGES:
        yield Variant(make, make(rows, chance(make)), rows)
