"""Figures as JSON (RFC 8259): numbers are written with the digits of the CSV file.

The shape is in docs/reference/open-data.md; `version` tells a client when it changes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from priorities.open_data.csv_files import PIECE
from priorities.open_data.facts import Described
from priorities.open_data.figures import Value, figures, moment_text
from priorities.open_data.offers import VERSION, Offer
from priorities.tables import plain


def json_value(value: Value) -> str:
    """One value as JSON; a decimal with its own digits, which a float would not keep."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, datetime):
        return json.dumps(moment_text(value))
    if isinstance(value, date):
        return json.dumps(value.isoformat())
    return json.dumps(value, ensure_ascii=False)


def json_object(pairs: dict[str, Value]) -> str:
    """An object of such values."""
    inside = ",".join(f"{json.dumps(name)}:{json_value(value)}" for name, value in pairs.items())
    return f"{{{inside}}}"


def json_of(document: Any) -> str:
    """A document without decimals, for people to read as well."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def head_of(offer: Offer) -> dict[str, Any]:
    """What stands before the figures, measures apart."""
    changed = offer.mark.changed
    markers = next(one for one in offer.columns if one.name == "marker")
    return {
        "version": VERSION,
        "language": offer.language,
        "title": offer.title,
        "page": offer.url,
        "modified": moment_text(changed) if changed else None,
        "as_published_at": moment_text(offer.moment.at) if offer.moment else None,
        "markers": dict(markers.codes),
        "columns": [one.name for one in offer.columns],
    }


def measure_json(one: Described) -> str:
    """A measure: its facts, and its breakdowns with their labels."""
    breakdowns = json.dumps(one.breakdowns, ensure_ascii=False)
    return f'{json_object(one.facts)[:-1]},"breakdowns":{breakdowns}}}'


def json_pieces(offer: Offer) -> Iterator[bytes]:
    """A file in pieces of about `PIECE`; all but the figures comes first."""
    told = [measure_json(one) for one in offer.measures]
    measures = f'"measures":[{",".join(told)}]' if offer.is_plan else f'"measure":{told[0]}'
    head = json.dumps(head_of(offer), ensure_ascii=False)
    return pieces_after(f'{head[:-1]},{measures},"figures":[', offer)


def pieces_after(head: str, offer: Offer) -> Iterator[bytes]:
    """The file from its beginning, which is made while the request's language is active."""
    names = [json.dumps(column.name, ensure_ascii=False) for column in offer.columns]
    piece, size, comma = [head], len(head), "\n"
    with closing(figures(offer)) as rows:
        for row in rows:
            pairs = zip(names, row, strict=True)
            line = ",".join([f"{name}:{json_value(value)}" for name, value in pairs])
            piece.append(f"{comma}{{{line}}}")
            size += len(line)
            comma = ",\n"
            if size >= PIECE:
                yield "".join(piece).encode()
                piece, size = [], 0
    yield "".join([*piece, "\n]}\n"]).encode()
