"""How large a packed workbook becomes, measured before a library unpacks it.

A small file may unpack to gigabytes, and two cells at opposite corners of a sheet make a library
reserve every cell between them. So each part is unpacked once in small pieces, counted, and
thrown away; the sizes that the archive states about itself are not believed.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from priorities.imports.errors import FileRefusedError
from priorities.imports.sniffing import MEGABYTE, FileKind, sentence_of_damage

LARGEST_UNPACKED = 500 * MEGABYTE
#: About 95 and 190 bytes a cell while the library holds a sheet: below 300 MB in all.
MOST_CELLS = {FileKind.XLSX: 2_500_000, FileKind.ODS: 1_250_000}
MOST_COMPRESSED_PARTS = 5_000
PIECE = 256 * 1024
LOCAL_HEADER = 30

SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
#: Places of rows ("12") and cells ("AB12"); what no sheet has would make the library fail.
PLACE = re.compile(rb"""(?<=\s)r\s*=\s*["']([A-Za-z]{0,3})(\d{1,7})["']""")
NO_PLACE = re.compile(rb"""(?<=\s)r\s*=\s*["'](?:[A-Za-z]{4,}\d|[A-Za-z]{0,3}\d{8})""")
FILLED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["'][^>]*(?<!/)>"""
)
EMPTY_FORMULA = re.compile(rb"</(?:\w+:)?f>(?:<(?:\w+:)?v\s*/>|<v></v>)?</(?:\w+:)?c>")
ERROR_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\bt="e"')
TABLE_TOKEN = re.compile(
    rb"<(/?)table:(table-row|table-cell|covered-table-cell|table)\b([^>]*)>", re.DOTALL
)
REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated\s*=\s*["'](\d+)["']""")


@dataclass
class Measured:
    """What was seen while a workbook was unpacked."""

    unpacked: int = 0
    cells: int = 0
    formulas_without_result: int = 0
    error_cells: int = 0


def measure(content: bytes, kind: FileKind) -> Measured:
    """Unpack in pieces and count; FileRefusedError where it is too large or damaged."""
    measured = Measured()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefusedError(sentence_of_damage()) from error
    if len(parts) > MOST_COMPRESSED_PARTS:
        raise too_large()
    for part in parts:
        measure_part(content, part, kind, measured)
    return measured


def measure_part(content: bytes, part: zipfile.ZipInfo, kind: FileKind, measured: Measured) -> None:
    """Add one part of the archive to what was measured."""
    pieces = counted(unpacked_pieces(content, part), measured)
    cells = 0
    if kind is FileKind.XLSX and SHEET_PART.fullmatch(part.filename):
        cells = measure_sheet(overlapping(pieces), measured)
        if cells > MOST_CELLS[kind]:
            cells = measure_filled(overlapping(unpacked_pieces(content, part)))
    elif kind is FileKind.ODS and part.filename == "content.xml":
        cells = measure_tables(overlapping(pieces))
    else:
        for _piece in pieces:
            pass
    measured.cells = max(measured.cells, cells)
    if cells > MOST_CELLS[kind]:
        raise FileRefusedError(
            _(
                "A sheet reaches over more than %(cells)s cells. Save it as CSV, or delete the "
                "columns and rows that are not needed."
            )
            % {"cells": f"{MOST_CELLS[kind]:,}"}
        )


def too_large() -> FileRefusedError:
    """The refusal of what unpacks to too much."""
    return FileRefusedError(
        _("The workbook unpacks to more than %(size)s MB. Save only the sheet you need as CSV.")
        % {"size": LARGEST_UNPACKED // MEGABYTE}
    )


def counted(pieces: Iterator[bytes], measured: Measured) -> Iterator[bytes]:
    """Stop at the limit."""
    for piece in pieces:
        measured.unpacked += len(piece)
        if measured.unpacked > LARGEST_UNPACKED:
            raise too_large()
        yield piece


def unpacked_pieces(content: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of one part, whatever size its header states."""
    start = part.header_offset
    names = int.from_bytes(content[start + 26 : start + 28], "little")
    extra = int.from_bytes(content[start + 28 : start + 30], "little")
    first = start + LOCAL_HEADER + names + extra
    packed = memoryview(content)[first : first + part.compress_size]
    if part.compress_type == zipfile.ZIP_STORED:
        yield from (bytes(packed[at : at + PIECE]) for at in range(0, len(packed), PIECE))
    elif part.compress_type == zipfile.ZIP_DEFLATED:
        yield from inflated(packed)
    else:
        raise FileRefusedError(sentence_of_damage())


def inflated(packed: memoryview) -> Iterator[bytes]:
    """Inflate in pieces, so that a bomb is noticed before it has gone off."""
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), PIECE):
            waiting: bytes = bytes(packed[at : at + PIECE])
            while waiting:
                yield inflater.decompress(waiting, PIECE)
                waiting = inflater.unconsumed_tail
        yield inflater.flush()
    except zlib.error as error:
        raise FileRefusedError(sentence_of_damage()) from error
    if len(packed) and not inflater.eof:
        raise FileRefusedError(sentence_of_damage())


def overlapping(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Pieces cut after a “>”, so that no tag is torn apart."""
    rest = b""
    for piece in pieces:
        joined = rest + piece
        cut = joined.rfind(b"<")
        if cut <= 0:
            rest = joined
            continue
        yield joined[:cut]
        rest = joined[cut:]
    yield rest


def measure_sheet(pieces: Iterator[bytes], measured: Measured) -> int:
    """Rows and columns between the corners of a sheet of an XLSX file, and what it lacks."""
    columns: set[bytes] = set()
    last_row = 0
    for piece in pieces:
        if NO_PLACE.search(piece):
            raise FileRefusedError(sentence_of_damage())
        found = PLACE.findall(piece)
        columns.update([letters for letters, row in found])
        last_row = max([last_row, *(int(row) for row in {row for letters, row in found})])
        if b"f>" in piece:
            measured.formulas_without_result += len(EMPTY_FORMULA.findall(piece))
        if b't="e"' in piece:
            measured.error_cells += len(ERROR_CELL.findall(piece))
    return last_row * max((column_number(letters) for letters in columns), default=0)


def measure_filled(pieces: Iterator[bytes]) -> int:
    """The same without cells that only have a colour: slower, for sheets that seem too large."""
    columns: set[bytes] = set()
    last_row = 0
    for piece in pieces:
        found = FILLED_CELL.findall(piece)
        columns.update(letters for letters, row in found)
        last_row = max([last_row, *(int(row) for letters, row in found)])
    return last_row * max((column_number(letters) for letters in columns), default=0)


def column_number(letters: bytes) -> int:
    """A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def measure_tables(pieces: Iterator[bytes]) -> int:
    """The same for the largest sheet of an ODS file, whose rows and cells may be repeated."""
    largest = rows = empty_rows = widest = width = empty_cells = times_of_row = 0
    for piece in pieces:
        for closing, name, attributes in TABLE_TOKEN.findall(piece):
            if name == b"table":
                rows = empty_rows = widest = 0
            elif name == b"table-row" and not closing:
                width, empty_cells, times_of_row = 0, 0, repeated(attributes)
            elif name == b"table-row":
                empty_rows += times_of_row
                if width:
                    rows, empty_rows, widest = rows + empty_rows, 0, max(widest, width)
                    largest = max(largest, rows * widest)
            elif not closing:
                empty_cells += repeated(attributes)
                if not attributes.endswith(b"/") or b"value-type" in attributes:
                    width, empty_cells = width + empty_cells, 0
    return largest


def repeated(attributes: bytes) -> int:
    """How often a row or a cell stands there."""
    if b"-repeated" not in attributes:
        return 1
    found = REPEATED.search(attributes)
    return int(found[1]) if found else 1
