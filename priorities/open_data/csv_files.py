"""Tables as CSV (RFC 4180): UTF-8, one header row, ISO dates, a point in numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from priorities.open_data.columns import ABOUT_MEASURES, Column
from priorities.open_data.figures import Value, figures, moment_text
from priorities.open_data.offers import Offer
from priorities.tables import plain

#: Characters that are sent at a time, about.
PIECE = 65_536
#: What a spreadsheet would take for the beginning of a formula, and the sign that says it is none:
#: with it, two different texts never become the same.
MARKED = ("=", "+", "-", "@", "\t", "\r", "'")


def harmless(text: str) -> str:
    """Text that no spreadsheet takes for a formula; different texts stay different."""
    return f"'{text}" if text.startswith(MARKED) else text


def cell(value: Value) -> str:
    """One value as text; empty for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return moment_text(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def csv_pieces(columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> Iterator[bytes]:
    """A file in pieces of about `PIECE`; the header comes before any row is read."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow([column.name for column in columns])
    yield taken(buffer)
    for row in rows:
        writer.writerow([cell(value) for value in row])
        if buffer.tell() >= PIECE:
            yield taken(buffer)
    if buffer.tell():
        yield taken(buffer)


def taken(buffer: StringIO) -> bytes:
    """What is in the buffer, which is empty afterwards."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode()


def figure_pieces(offer: Offer) -> Iterator[bytes]:
    """The figures as a file."""
    with closing(figures(offer)) as rows:
        yield from csv_pieces(offer.columns, rows)


def measure_pieces(offer: Offer) -> Iterator[bytes]:
    """The measures as a file, in the order of the plan."""
    rows = ([one.facts[column.name] for column in ABOUT_MEASURES] for one in offer.measures)
    return csv_pieces(ABOUT_MEASURES, rows)
