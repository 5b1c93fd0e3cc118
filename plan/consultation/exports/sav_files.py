"""Responses as an SPSS system file, with labels of variables and of their values.

Written by hand, a case at a time, because the writers there are need the whole table in memory.
Format: https://www.gnu.org/software/pspp/pspp-dev/html_node/System-File-Format.html (2026). Columns
of codes and of numbers are numeric; everything else is text, as long as its longest cell.
"""

from __future__ import annotations

import json
import re
import struct
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from plan.consultation.exports.csv_files import WRITTEN_NUMBER
from plan.consultation.exports.labels import ColumnLabels, column_labels
from plan.consultation.exports.rows import FIXED_COLUMNS, ResponseTable

Progress = Callable[[int], None]

PRODUCT = "@(#) SPSS DATA FILE"
#: The file names no day, so that the same data make the same bytes.
FIXED_DATE, FIXED_TIME = "01 Jan 00", "00:00:00"
#: Longest text that the format holds, longest part of one, and what each part counts for.
LONGEST_TEXT, LONGEST_PART, SHARE = 32_767, 255, 252
LONGEST_LABEL, LONGEST_VALUE_LABEL = 252, 120
#: Codes of the compression: with bias 100 a small whole number is one byte.
BIAS, END, VERBATIM, SPACES, MISSING = 100.0, 252, 253, 254, 255
#: More digits than the format's numbers keep: such columns are texts.
MOST_DIGITS = 15
#: Columns of every response that hold numbers; the others are text, whatever stands in them.
NUMBERS = ("version", "is_late")
#: What the format lets a name begin and go on with.
NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9_]")


@dataclass
class Variable:
    """One column. `width` is 0 for numbers, else bytes of its longest text."""

    labels: ColumnLabels
    short_name: str
    is_number: bool = True
    longest: int = 1

    def look_at(self, cell: str) -> None:
        """Take a cell into account."""
        if not cell:
            return
        if self.is_number and not is_number(cell):
            self.is_number = False
        self.longest = max(self.longest, len(cell.encode()))

    @property
    def width(self) -> int:
        """Bytes of its texts; 0 for a number."""
        return 0 if self.is_number else min(self.longest, LONGEST_TEXT)

    @property
    def parts(self) -> list[int]:
        """Widths of the variables that the format makes of it."""
        if self.width <= LONGEST_PART:
            return [self.width]
        whole, rest = divmod(self.width - 1, SHARE)
        return [*[LONGEST_PART] * whole, rest + 1]


def write_sav(table: ResponseTable, path: Path, progress: Progress) -> None:
    """Write the file. All rows are kept on disk first: widths stand before the cases."""
    labels = column_labels(table)
    variables = [Variable(label, f"V{n:07X}") for n, label in enumerate(labels, 1)]
    for variable in variables[: len(FIXED_COLUMNS)]:
        variable.is_number = variable.labels.name in NUMBERS
    with tempfile.TemporaryFile("w+", encoding="utf-8", newline="") as kept:
        number = keep(table, variables, kept, progress)
        kept.seek(0)
        with path.open("wb") as file:
            file.write(header(variables, number))
            for record in dictionary(variables):
                file.write(record)
            write_cases(file, variables, kept)


def keep(
    table: ResponseTable, variables: Sequence[Variable], kept: IO[str], progress: Progress
) -> int:
    """Put all rows on disk and look at each cell; returns how many rows there are."""
    number = 0
    for rows in table.batches():
        for row in rows:
            for variable, cell in zip(variables, row, strict=True):
                variable.look_at(cell)
            kept.write(json.dumps(row) + "\n")
        number += len(rows)
        progress(len(rows))
    return number


def is_number(cell: str) -> bool:
    """Whether nothing is lost by keeping it as a number."""
    return len(cell) <= MOST_DIGITS and bool(WRITTEN_NUMBER.fullmatch(cell))


def padded(text: str, width: int) -> bytes:
    """Text as UTF-8, cut between characters and filled with spaces to a width."""
    return clipped(text, width).ljust(width)


def clipped(text: str, width: int) -> bytes:
    """Text as UTF-8 of at most so many bytes, cut between characters."""
    return text.encode()[:width].decode(errors="ignore").encode()


def rounded(number: int, step: int) -> int:
    """The next multiple of a step."""
    return -(-number // step) * step


def header(variables: Sequence[Variable], cases: int) -> bytes:
    """The record that the file begins with."""
    slots = sum(max(1, rounded(width, 8) // 8) for v in variables for width in v.parts)
    return struct.pack(
        "<4s60siiiiid9s8s64s3x",
        b"$FL2",
        padded(PRODUCT, 60),
        2,
        slots,
        1,
        0,
        cases,
        BIAS,
        FIXED_DATE.encode(),
        FIXED_TIME.encode(),
        padded("", 64),
    )


def dictionary(variables: Sequence[Variable]) -> Iterator[bytes]:
    """Variables, labels of values, names, the encoding; then the data follow."""
    for variable in variables:
        yield from variable_records(variable)
    place = 1
    for variable in variables:
        if variable.is_number and variable.labels.values:
            yield value_label_records(variable.labels, place)
        place += sum(max(1, rounded(width, 8) // 8) for width in variable.parts)
    # Integers of this machine kind: version, little-endian, IEEE 754, UTF-8.
    yield extension(3, 4, struct.pack("<8i", 20, 0, 0, -1, 1, 1, 2, 65001))
    lowest = struct.unpack("<d", b"\xfe\xff\xff\xff\xff\xff\xef\xff")[0]
    highest = struct.unpack("<d", b"\xff\xff\xff\xff\xff\xff\xef\x7f")[0]
    yield extension(4, 8, struct.pack("<3d", -highest, highest, lowest))
    names = "\t".join(f"{v.short_name}={long_name(v)}" for v in variables)
    yield extension(13, 1, names.encode())
    if long := [v for v in variables if len(v.parts) > 1]:
        widths = "".join(f"{v.short_name}={v.width:05d}\0\t" for v in long)
        yield extension(14, 1, widths.encode())
    yield extension(20, 1, b"UTF-8")
    yield struct.pack("<ii", 999, 0)


def long_name(variable: Variable) -> str:
    """The column's name as the format lets it be."""
    return NOT_IN_NAMES.sub("_", variable.labels.name)


def variable_records(variable: Variable) -> Iterator[bytes]:
    """One variable, its further parts, and the slots that they go on into."""
    for number, width in enumerate(variable.parts):
        label = clipped(variable.labels.label, LONGEST_LABEL) if number == 0 else b""
        name = variable.short_name if number == 0 else part_name(variable, number)
        kind = 5 if width == 0 else 1
        decimals = (kind << 16) | ((min(width, LONGEST_PART) or 8) << 8)
        yield struct.pack(
            "<iiiiii8s", 2, width, bool(label), 0, decimals, decimals, padded(name, 8)
        )
        if label:
            yield struct.pack("<i", len(label)) + label.ljust(rounded(len(label), 4), b"\0")
        for _slot in range(rounded(width, 8) // 8 - 1):
            yield struct.pack("<iiiiii8s", 2, -1, 0, 0, 0, 0, b" " * 8)


def part_name(variable: Variable, number: int) -> str:
    """A short name that no other variable has: the first's begin with V."""
    return f"P{variable.short_name[4:]}{number:03X}"


def value_label_records(labels: ColumnLabels, place: int) -> bytes:
    """What the codes of one variable mean."""
    found = [(code, label) for code, label in labels.values.items() if is_number(code)]
    parts = [struct.pack("<ii", 3, len(found))]
    for code, label in found:
        text = clipped(label, LONGEST_VALUE_LABEL)
        cell = bytes([len(text)]) + text
        parts.append(struct.pack("<d", float(code)) + cell.ljust(rounded(len(cell), 8)))
    return b"".join([*parts, struct.pack("<iii", 4, 1, place)])


def extension(kind: int, size: int, data: bytes) -> bytes:
    """A record of the kinds that were added later."""
    return struct.pack("<iiii", 7, kind, size, len(data) // size) + data


def write_cases(file: IO[bytes], variables: Sequence[Variable], kept: IO[str]) -> None:
    """All cases, each compressed: a byte says what each slot of eight bytes holds."""
    packer = Packer(file)
    for line in kept:
        for variable, cell in zip(variables, json.loads(line), strict=True):
            if variable.is_number:
                packer.number(cell)
            else:
                packer.text(cell, variable)
    packer.finish()


class Packer:
    """Writes slots in groups of eight, after the codes that say what they are."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.codes, self.slots = file, bytearray(), bytearray()

    def add(self, code: int, slot: bytes = b"") -> None:
        """One slot."""
        self.codes.append(code)
        self.slots += slot
        if len(self.codes) == 8:
            self.file.write(self.codes + self.slots)
            self.codes.clear()
            self.slots.clear()

    def number(self, cell: str) -> None:
        """A number, or that there is none."""
        if not cell:
            self.add(MISSING)
            return
        value = float(cell)
        code = value + BIAS
        if code.is_integer() and 1 <= code < END:
            self.add(int(code))
        else:
            self.add(VERBATIM, struct.pack("<d", value))

    def text(self, cell: str, variable: Variable) -> None:
        """A text, in as many parts as its variable has."""
        data = clipped(cell, variable.width)
        for number, width in enumerate(variable.parts):
            part = data[number * LONGEST_PART :][:LONGEST_PART]
            slots = rounded(width, 8)
            part = part.ljust(slots)
            for start in range(0, slots, 8):
                slot = part[start : start + 8]
                if slot == b"        ":
                    self.add(SPACES)
                else:
                    self.add(VERBATIM, slot)

    def finish(self) -> None:
        """Write what is left; what is missing of the last group is filled."""
        if self.codes:
            self.file.write(bytes(self.codes).ljust(8, b"\0") + self.slots)
            self.codes.clear()
            self.slots.clear()
