"""Which characters fonts can draw, read from the tables of the files themselves.

Only the subtables that all current fonts have are read: formats 4 and 12 of `cmap`
(https://learn.microsoft.com/typography/opentype/spec/cmap).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

Ranges = tuple[tuple[int, int], ...]
COLLECTION = b"ttcf"
#: Glyph ranges of format 4 end with one that stands for nothing.
LAST = 0xFFFF


@lru_cache(maxsize=1024)
def covered(path: Path) -> Ranges:
    """First and last code point of each stretch that a font file draws; none if unreadable."""
    try:
        data = path.read_bytes()
        return tuple(sorted(set(ranges_in(data))))
    except (OSError, struct.error):
        return ()


def ranges_in(data: bytes) -> Iterator[tuple[int, int]]:
    """The stretches of the first font in a file."""
    start = struct.unpack_from(">I", data, 12)[0] if data[:4] == COLLECTION else 0
    cmap = table(data, start, b"cmap")
    if cmap is None:
        return
    count = struct.unpack_from(">H", data, cmap + 2)[0]
    for place in range(count):
        offset = cmap + struct.unpack_from(">I", data, cmap + 8 + 8 * place)[0]
        kind = struct.unpack_from(">H", data, offset)[0]
        if kind == 4:
            yield from segments(data, offset)
        elif kind == 12:
            yield from groups(data, offset)


def table(data: bytes, start: int, name: bytes) -> int | None:
    """Where a table of a font begins."""
    for place in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _sum, offset, _size = struct.unpack_from(">4sIII", data, start + 12 + 16 * place)
        if tag == name:
            return int(offset)
    return None


def segments(data: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Stretches of a subtable of format 4."""
    double = struct.unpack_from(">H", data, offset + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", data, offset + 14)
    starts = struct.unpack_from(f">{double // 2}H", data, offset + 16 + double)
    for first, last in zip(starts, ends, strict=True):
        if first != LAST:
            yield first, last


def groups(data: bytes, offset: int) -> Iterator[tuple[int, int]]:
    """Stretches of a subtable of format 12."""
    for place in range(struct.unpack_from(">I", data, offset + 12)[0]):
        first, last, _glyph = struct.unpack_from(">III", data, offset + 16 + 12 * place)
        yield first, last
