"""Rows of text files: their encoding, what stands between values, and the values."""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from priorities.imports.errors import FileRefusedError
from priorities.imports.sniffing import looks_like_utf_16

DELIMITERS = (",", ";", "\t", "|")
#: What a character that could not be read becomes.
UNREADABLE = "\ufffd"
#: Characters; a spreadsheet's cell holds 32,767.
LONGEST_VALUE = 128 * 1024
SAMPLE = 128 * 1024
SAMPLE_ROWS = 200
PIECE = 1024 * 1024
WINDOWS = "windows-1252"
BYTES_BY_WINDOWS = "priorities_windows_1252"


def read_byte_by_windows(error: UnicodeError) -> tuple[str, int]:
    """A byte that is no UTF-8 means what it means in Windows-1252."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.start + 1]
    return wrong.decode("cp1252", errors="replace"), error.start + 1


codecs.register_error(BYTES_BY_WINDOWS, read_byte_by_windows)


def encoding_of(content: bytes) -> str:
    """UTF-16, UTF-8, or else Windows-1252 wherever a byte is no UTF-8."""
    start = content[:4096]
    if start.startswith(codecs.BOM_UTF8):
        return "utf-8-sig" if is_utf_8(content) else WINDOWS
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if looks_like_utf_16(start):
        return "utf-16-be" if start[::2].count(0) > start[1::2].count(0) else "utf-16-le"
    return "utf-8" if is_utf_8(content) else WINDOWS


def is_utf_8(content: bytes) -> bool:
    """Whether all of it is UTF-8; a character cut off at the very end is forgiven."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(content), PIECE):
            decoder.decode(content[at : at + PIECE])
    except UnicodeDecodeError:
        return False
    return True


def lines_of(content: bytes, encoding: str) -> Iterator[str]:
    """The file as text, line by line, with the ends of lines kept for the reader of values."""
    name, errors = encoding, "replace"
    if encoding == WINDOWS:
        name, errors = "utf-8-sig", BYTES_BY_WINDOWS
    stream = io.TextIOWrapper(io.BytesIO(content), encoding=name, errors=errors, newline="")
    for line in stream:
        yield line.replace("\0", UNREADABLE) if "\0" in line else line


def delimiter_of(content: bytes, encoding: str) -> str:
    """What splits most of the first rows into the same number of values."""
    lines = list(zip(lines_of(content[:SAMPLE], encoding), range(SAMPLE_ROWS), strict=False))
    texts = [line for line, _place in lines]
    stated = stated_delimiter(texts[0]) if texts else ""
    if stated:
        return stated
    return max(DELIMITERS, key=lambda mark: score(texts, mark))


def stated_delimiter(line: str) -> str:
    """Spreadsheets may write “sep=;” before the first row."""
    text = line.strip().strip('"')
    return text[4] if len(text) == 5 and text.lower().startswith("sep=") else ""


def score(lines: list[str], delimiter: str) -> float:
    """How many values stand in rows of the commonest length, weighed by how common it is."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if row)
    except csv.Error:
        return 0
    if not widths:
        return 0
    width, rows = max(widths.items(), key=lambda item: (item[1] * (item[0] - 1), item[0]))
    return (width - 1) * (rows / widths.total()) ** 2


def rows_of(content: bytes, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Values row by row, as a spreadsheet counts; FileRefusedError where one has no end."""
    lines = RowLines(lines_of(content, encoding))
    reader = csv.reader(lines, delimiter=delimiter)
    number = 0
    while True:
        number += 1
        lines.length = 0
        try:
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, EndlessValueError) as error:
            raise endless(number) from error
        if lines.length > LONGEST_VALUE and max(map(len, row)) > LONGEST_VALUE:
            raise endless(number)
        if number > 1 or not stated_delimiter(delimiter.join(row)):
            yield row
        else:
            number = 0


class EndlessValueError(ValueError):
    """A quoted value goes on over more lines than any value would."""


class RowLines:
    """Lines for the reader of values, which asks for as many as a row has.

    The `csv` module has a limit for values too, but one for the whole process, which any other
    library may raise.
    """

    def __init__(self, lines: Iterator[str]) -> None:
        """`length` is how many characters were taken; set it to 0 where a row begins."""
        self.lines = lines
        self.length = 0

    def __iter__(self) -> Iterator[str]:
        """Itself."""
        return self

    def __next__(self) -> str:
        """One more line; EndlessValueError where the row has had more than enough."""
        if self.length > LONGEST_VALUE:
            raise EndlessValueError
        line = next(self.lines)
        self.length += len(line)
        return line


def endless(row: int) -> FileRefusedError:
    """Tells where a value without end begins."""
    return FileRefusedError(
        _(
            "Row %(row)s holds a value of more than %(size)s characters. A quotation mark "
            "may be missing in that row or just above it."
        )
        % {"row": row, "size": f"{LONGEST_VALUE:,}"}
    )
