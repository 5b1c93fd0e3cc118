"""Files as sheets of rows: text files and workbooks read the same way.

`read_file` gives a Workbook; each of its sheets gives its rows any number of times, one by one.
Rows of workbooks wait in a temporary file, so that no sheet is held in memory. Formulas are never
worked out: a workbook holds their last result, a text file only text that begins with “=”.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from math import isfinite
from typing import IO, Any, Self

import python_calamine
from django.utils.translation import gettext as _

from priorities.imports.delimited import delimiter_of, encoding_of, rows_of
from priorities.imports.errors import FileRefusedError
from priorities.imports.sniffing import FileKind, kind_of, sentence_of_damage
from priorities.imports.zips import Measured, measure

#: A value as a sheet holds it; `datetime` only where a time of day is given.
Cell = str | int | float | date
Row = list[Cell]
#: First and last column of merged cells, counted from 0, by row counted from 1.
Merged = dict[int, list[tuple[int, int]]]
ROWS_IN_A_BLOCK = 500
#: Spreadsheets show no more digits of a number than these.
SIGNIFICANT = 15
LARGEST_EXACT = 10**SIGNIFICANT


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` counts from 1 and never skips a row, as a spreadsheet shows them."""

    name: str
    source: Callable[[], Iterator[Row]]
    is_hidden: bool = False
    merged: Merged = field(default_factory=dict)

    def rows(self, first: int = 1) -> Iterator[tuple[int, Row]]:
        """Number and cells of each row, from a row on."""
        numbered = enumerate(self.source(), start=1)
        return islice(numbered, first - 1, None)

    def first_rows(self, count: int) -> list[tuple[int, Row]]:
        """The first rows, for a screen or a guess."""
        return list(islice(self.rows(), count))


@dataclass
class Workbook:
    """A file that was read. Close it, or use it in a `with` block."""

    name: str
    kind: FileKind
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""
    measured: Measured = field(default_factory=Measured)
    spool: IO[bytes] | None = None

    def sheet(self, name: str) -> Sheet | None:
        """The sheet of that name; "" is the first."""
        if not name:
            return self.sheets[0]
        return next((sheet for sheet in self.sheets if sheet.name == name), None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the temporary file back."""
        if self.spool is not None:
            self.spool.close()


def read_file(content: bytes, name: str = "") -> Workbook:
    """Read a CSV, XLSX or ODS file; FileRefusedError says what is wrong with others.

    The name is kept for people to see. What the file is, its content decides.
    """
    kind = kind_of(content)
    if kind is FileKind.DELIMITED:
        return read_delimited(content, name)
    return read_workbook(content, name, kind)


def read_delimited(content: bytes, name: str) -> Workbook:
    """A text file is one sheet, read from memory row by row."""
    encoding = encoding_of(content)
    delimiter = delimiter_of(content, encoding)

    def source() -> Iterator[Row]:
        rows: Iterator[Any] = rows_of(content, encoding, delimiter)
        return rows

    return Workbook(name, FileKind.DELIMITED, [Sheet("", source)], encoding, delimiter)


def read_workbook(content: bytes, name: str, kind: FileKind) -> Workbook:
    """Copy each sheet of a workbook to a temporary file, row by row."""
    measured = measure(content, kind)
    spool = tempfile.TemporaryFile()  # noqa: SIM115  # the workbook closes it
    workbook = Workbook(name, kind, [], measured=measured, spool=spool)
    try:
        with python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)) as source:
            for place, metadata in enumerate(source.sheets_metadata):
                if metadata.typ == python_calamine.SheetTypeEnum.WorkSheet:
                    workbook.sheets.append(copied_sheet(source, place, metadata, spool))
    except python_calamine.PasswordError as error:
        spool.close()
        raise FileRefusedError(
            _("The workbook is protected by a password. Save it without one.")
        ) from (error)
    except (python_calamine.CalamineError, ValueError, OSError, OverflowError) as error:
        spool.close()
        raise FileRefusedError(sentence_of_damage()) from error
    if not workbook.sheets:
        spool.close()
        raise FileRefusedError(_("The workbook has no sheet with cells. Choose another file."))
    return workbook


def copied_sheet(
    source: python_calamine.CalamineWorkbook,
    place: int,
    metadata: python_calamine.SheetMetadata,
    spool: IO[bytes],
) -> Sheet:
    """One sheet whose rows lie in the temporary file."""
    sheet = source.get_sheet_by_index(place)
    blocks: list[tuple[int, int]] = []
    rows = padded_rows(sheet)
    while block := [
        [cell if type(cell) is str else stored(cell) for cell in row]
        for row in islice(rows, ROWS_IN_A_BLOCK)
    ]:
        packed = json.dumps(block, ensure_ascii=False).encode()
        blocks.append((spool.seek(0, io.SEEK_END), len(packed)))
        spool.write(packed)

    def copied() -> Iterator[Row]:
        for start, length in blocks:
            spool.seek(start)
            for row in json.loads(spool.read(length)):
                yield [loaded(cell) if type(cell) is list else cell for cell in row]

    hidden = metadata.visible != python_calamine.SheetVisibleEnum.Visible
    return Sheet(metadata.name, copied, hidden, merged_of(sheet))


def padded_rows(sheet: python_calamine.CalamineSheet) -> Iterator[list[Any]]:
    """Rows from the very first on, each from column A on."""
    if sheet.start is None:
        return
    left = [""] * sheet.start[1]
    for row in sheet.iter_rows():
        yield left + row


def merged_of(sheet: python_calamine.CalamineSheet) -> Merged:
    """Merged cells by row; only XLSX files tell."""
    merged: Merged = {}
    for (top, left), (_bottom, right) in sheet.merged_cell_ranges or ():
        if right > left:
            merged.setdefault(top + 1, []).append((left, right))
    return merged


def stored(cell: Any) -> Any:
    """A cell as JSON: a date is a list of one text."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return stored_number(cell)
    if isinstance(cell, datetime):
        midnight = cell.time() == time()
        return [(cell.date() if midnight else cell.replace(tzinfo=None)).isoformat()]
    if isinstance(cell, date):
        return [cell.isoformat()]
    if isinstance(cell, time | timedelta):
        return str(cell)
    return cell


def stored_number(cell: float) -> int | float | str:
    """Whole numbers are whole again; infinity and what is no number stay to be refused."""
    if cell.is_integer() and abs(cell) < LARGEST_EXACT:
        return int(cell)
    if isfinite(cell):
        return float(f"{cell:.{SIGNIFICANT}g}")
    return str(cell)


def loaded(cell: list[str]) -> date:
    """The date in a stored cell."""
    text = cell[0]
    return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)


def cell_text(cell: Cell) -> str:
    """A cell as text, without blanks at its ends and with one blank for each gap or line break."""
    if isinstance(cell, str):
        return " ".join(cell.split())
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float):
        return format(cell, f".{SIGNIFICANT}g")
    return str(cell)


def is_filled(cell: Cell) -> bool:
    """Whether a cell holds more than blanks."""
    return cell != "" and not (isinstance(cell, str) and cell.isspace())


def column_letter(place: int) -> str:
    """The letter of a column counted from 0: A … Z, AA …"""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
