"""Ways to damage a table or a file, always the same for a seed, and what the result stands for."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.priorities.imports.makers import AREAS, ods, xlsx

Table = list[list[str]]
BAD_DATES = ("31/02/2021", "2021-13", "soon", "0000-00", "2021Q9", "99/99/9999")
ODD_NUMBERS = f"1e400 -1e400 nan inf 1,2,3 0x10 1e-400 --5 % １２ {'9' * 25}".split()
FORMULAS = ("=1+1", "=HYPERLINK(1)", "@SUM(A1)", "+cmd|' /C'!A0")


@dataclass
class Grid:
    """A table with the places that damages look for.

    `heads` rows stand above the figures, the last of which names the columns. `periods` are columns
    of periods; without any they stand in the headings above `values`. `means` is what a reader
    should take the damaged table for, `touched` the cells that a damage wrote to.
    """

    rows: Table
    periods: tuple[int, ...] = (0,)
    values: tuple[int, ...] = (-1,)
    heads: int = 1
    means: Table = field(default_factory=list)
    touched: set[tuple[int, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.rows = [list(row) for row in self.rows]
        self.means = self.rows

    @property
    def body(self) -> Table:
        """The rows below the headings."""
        return self.rows[self.heads :]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.rows[self.heads - 1])

    def keep_meaning(self) -> None:
        """What follows changes how the table is written, not what it says."""
        self.means = [list(row) for row in self.rows]

    def lines(self, chance: random.Random, count: int) -> list[int]:
        """Places of some rows of figures."""
        every = range(self.heads, len(self.rows))
        return chance.sample(every, min(count, len(every)))

    def put(self, row: int, column: int, text: str) -> None:
        """Write over a cell."""
        column %= self.width
        self.rows[row][column] = text
        self.touched.add((row, column))


def shuffled_columns(grid: Grid, chance: random.Random) -> None:
    """The same columns in another order."""
    grid.keep_meaning()
    order = chance.sample(range(grid.width), grid.width)
    grid.rows = [[row[n] if n < len(row) else "" for n in order] for row in grid.rows]


def shuffled_rows(grid: Grid, chance: random.Random) -> None:
    """The same rows in another order."""
    grid.rows[grid.heads :] = chance.sample(grid.body, len(grid.body))


def bad_dates(grid: Grid, chance: random.Random) -> None:
    """Periods that are none; in a wide table one of the headings."""
    if not grid.periods:
        grid.put(grid.heads - 1, chance.choice(grid.values), chance.choice(BAD_DATES))
    for row in grid.lines(chance, 5) if grid.periods else ():
        grid.put(row, chance.choice(grid.periods), chance.choice(BAD_DATES))


def missing_headings(grid: Grid, chance: random.Random) -> None:
    """A heading is missing, or another."""
    grid.keep_meaning()
    place = chance.randrange(grid.width)
    grid.rows[grid.heads - 1][place] = chance.choice(["", "?", "valeur"])
    if not grid.periods and place in grid.values:
        for row in grid.means[grid.heads - 1 :]:
            del row[place]


def no_headings(grid: Grid, chance: random.Random) -> None:
    """Figures without a row of headings."""
    grid.keep_meaning()
    del grid.rows[: grid.heads]


def repeated_headings(grid: Grid, chance: random.Random) -> None:
    """One column is called as another."""
    grid.keep_meaning()
    head = grid.rows[grid.heads - 1]
    one, other = chance.sample(range(grid.width), 2)
    head[one] = head[other]


def duplicates(grid: Grid, chance: random.Random) -> None:
    """Some rows are there twice."""
    grid.rows += [list(row) for row in chance.sample(grid.body, min(7, len(grid.body)))]


def odd_numbers(grid: Grid, chance: random.Random) -> None:
    """Figures that are none, or too large for one."""
    for row in grid.lines(chance, 6):
        grid.put(row, chance.choice(grid.values), chance.choice(ODD_NUMBERS))


def endless_numbers(grid: Grid, chance: random.Random) -> None:
    """Every figure is 1e400."""
    for row in range(grid.heads, len(grid.rows)):
        grid.put(row, chance.choice(grid.values), "1e400")


def formulas(grid: Grid, chance: random.Random) -> None:
    """Formulas as texts in figures and elsewhere."""
    for row in grid.lines(chance, 3):
        grid.put(row, chance.choice(grid.values), chance.choice(FORMULAS))
        grid.put(row, chance.randrange(grid.width), chance.choice(FORMULAS))


def huge_cells(grid: Grid, chance: random.Random) -> None:
    """A cell of many thousand characters."""
    text = chance.choice(["9", "x ", "=", "\n"]) * chance.choice([10_000, 200_000])
    grid.put(grid.lines(chance, 1)[0], chance.randrange(grid.width), text)


def ragged(grid: Grid, chance: random.Random) -> None:
    """Rows that end too soon, or go on."""
    for place in grid.lines(chance, 8):
        row = grid.rows[place]
        row[:] = row[: chance.randrange(len(row) + 1)] + ["§"] * chance.randrange(3)


def titles_and_notes(grid: Grid, chance: random.Random) -> None:
    """A title above the table, notes below."""
    grid.keep_meaning()
    notes = [[], ["Notes"], ["1. Something of note."], ["", "", "", "Source: somebody"]]
    grid.rows = [["A title of 2021"], [], *grid.rows, *notes]


def blank_rows(grid: Grid, chance: random.Random) -> None:
    """Rows without anything among those with figures, and an empty column behind the last."""
    grid.rows = [[*row, ""] for row in grid.rows]
    for _time in range(5):
        grid.rows.insert(chance.randrange(grid.heads, len(grid.rows) + 1), [""] * (grid.width + 1))
    grid.means = grid.rows


GRID_DAMAGES: tuple[Callable[[Grid, random.Random], None], ...] = (
    shuffled_columns,
    shuffled_rows,
    bad_dates,
    missing_headings,
    no_headings,
    repeated_headings,
    duplicates,
    odd_numbers,
    endless_numbers,
    formulas,
    huge_cells,
    ragged,
    titles_and_notes,
    blank_rows,
)


def mixed_encodings(content: bytes, chance: random.Random) -> bytes:
    """Letters in other encodings at the ends of some lines."""
    lines = content.split(b"\n")
    for _time in range(5):
        kinds = ["utf-8", "cp1252", "utf-16", "latin-1"]
        lines[chance.randrange(1, len(lines))] += "é€Ł"[: chance.randint(1, 2)].encode(
            chance.choice(kinds), errors="replace"
        )
    return b"\n".join(lines)


def cut_off(content: bytes, chance: random.Random) -> bytes:
    """The file ends somewhere."""
    return content[: chance.randrange(len(content))]


def nuls(content: bytes, chance: random.Random) -> bytes:
    """Bytes of zero in between."""
    return with_bytes(content, chance, b"\0", chance.randint(1, 40))


def quotes(content: bytes, chance: random.Random) -> bytes:
    """Quotation marks in between."""
    return with_bytes(content, chance, b'"', chance.randint(1, 5))


def with_bytes(content: bytes, chance: random.Random, more: bytes, times: int) -> bytes:
    """The file with something put in at places."""
    for _time in range(times):
        place = chance.randrange(len(content))
        content = content[:place] + more + content[place:]
    return content


def changed_bytes(content: bytes, chance: random.Random) -> bytes:
    """Other bytes at some places."""
    changed = bytearray(content)
    for _time in range(chance.choice([1, 5, 20])):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def utf_16(content: bytes, chance: random.Random) -> bytes:
    """The file in UTF-16, with or without its mark."""
    return content.decode("cp1252").encode(chance.choice(["utf-16", "utf-16-le", "utf-16-be"]))


def wrong_mark(content: bytes, chance: random.Random) -> bytes:
    """The mark of an encoding that the file is not in."""
    return chance.choice([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf"]) + content


TEXT_DAMAGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    mixed_encodings,
    cut_off,
    nuls,
    quotes,
    changed_bytes,
    utf_16,
    wrong_mark,
)


def in_xlsx(rows: Table, chance: random.Random) -> bytes:
    """The table as an Excel workbook, sound but for its form."""
    return xlsx(with_numbers(rows))


def damaged_xlsx(rows: Table, chance: random.Random) -> bytes:
    """A workbook with other bytes at some places, or half of it."""
    content = changed_bytes(xlsx(with_numbers(rows)), chance)
    return content[: chance.choice([len(content), len(content) // 2])]


def damaged_ods(rows: Table, chance: random.Random) -> bytes:
    """An OpenDocument spreadsheet, likewise."""
    content = changed_bytes(ods_of(rows), chance)
    return content[: chance.choice([len(content), len(content) // 2])]


Maker = Callable[[Table, random.Random], bytes]
BOOK_DAMAGES: tuple[Maker, ...] = (in_xlsx, damaged_xlsx, damaged_ods)
#: What does not change the meaning, and what always spoils figures.
HARMLESS: frozenset[Any] = frozenset({shuffled_columns, shuffled_rows, titles_and_notes, in_xlsx})
HARMFUL: frozenset[Any] = frozenset({bad_dates, duplicates, formulas, endless_numbers})


def sound_table(chance: random.Random) -> Table:
    """A table of a year that nothing is wrong with."""
    rows = [["Month", "Area", "Sex", "Value"]]
    for month in range(1, 13):
        for name in AREAS.codes:
            for sex in "FM":
                rows.append([f"2021-{month:02d}", name, sex, str(chance.randint(0, 5000))])
    return rows


def text(rows: Table, delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The table as CSV."""
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding, errors="replace")


def with_numbers(rows: Table) -> list[list[Any]]:
    """Cells of a workbook: plain numbers are numbers there."""
    return [[number_or_text(cell) for cell in row] for row in rows]


def number_or_text(cell: str) -> float | str:
    """A plain number as a number."""
    return float(cell) if re.fullmatch(r"[0-9]{1,12}([.][0-9]+)?", cell) else cell


def ods_of(rows: Table) -> bytes:
    """The table as an OpenDocument spreadsheet, whatever is in it."""
    escaped = [[re.sub("[&<>\0-\x08]", "_", cell) for cell in row] for row in rows]
    return ods(with_numbers(escaped))
