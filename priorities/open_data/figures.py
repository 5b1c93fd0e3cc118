"""Figures row by row: values for every kind of file, so that no two can differ."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import override

from priorities.enums import WITHHOLDING, Marker
from priorities.open_data.columns import BY
from priorities.open_data.offers import Offer
from priorities.periods import period_label

Value = str | int | Decimal | date | datetime | None
#: Rows read from the database at a time: a file of any length takes the same memory.
BATCH = 2000


class Row(NamedTuple):
    """What is read of a figure. Its fields are those of Observation, in this order."""

    measure_id: int
    period_start: date
    period_end: date
    period_kind: str
    area: str
    dimensions: dict[str, str]
    dimensions_key: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    lower: Decimal | None
    upper: Decimal | None
    marker: str
    published_from: datetime
    revision: int


def figures(offer: Offer) -> Generator[tuple[Value, ...], None, None]:
    """Values of each figure in the order of `offer.columns`; None for what there is not.

    Closing it ends the reading.
    """
    words = lru_cache(maxsize=None)(lambda *period: words_of_period(offer.language, *period))
    units = {one.record.pk: one.unit for one in offer.measures}
    identities = {one.record.pk: str(one.record.public_id) for one in offer.measures}
    names = offer.area_names
    by = [column.name.removeprefix(BY) for column in offer.columns if column.name.startswith(BY)]
    with closing(rows_of(offer)) as found:
        for row in found:
            period = (row.period_start, row.period_end, row.period_kind)
            groups: tuple[Value, ...] = tuple(row.dimensions.get(code) or None for code in by)
            if offer.is_plan:
                groups = (row.dimensions_key or None,)
            identity = (identities[row.measure_id],) if offer.is_plan else ()
            yield (
                *identity,
                *period,
                words(*period),
                row.area or None,
                names.get(row.area),
                *groups,
                *numbers_of(row),
                row.marker or (Marker.REVISED.value if row.revision else None),
                units[row.measure_id],
                row.published_from,
                row.revision,
            )


def rows_of(offer: Offer) -> Generator[Row, None, None]:
    """What is read of the figures, some at a time; closing it ends the database's reading."""
    found = offer.rows.values_list(*Row._fields)
    yield from (Row._make(row) for row in found.iterator(chunk_size=BATCH))


def numbers_of(row: Row) -> tuple[Decimal | None, ...]:
    """Its numbers; none where a marker withholds it, whatever is stored."""
    if row.marker in WITHHOLDING:
        return (None,) * 5
    return row.value, row.numerator, row.denominator, row.lower, row.upper


def words_of_period(language: str, start: date, end: date, kind: str) -> str:
    """A period in words. A file is read after the request has ended, whatever is active then."""
    with override(language):
        return period_label(start, end, kind)


def moment_text(value: datetime) -> str:
    """An instant in ISO 8601 with the offset of the site's time zone."""
    return timezone.localtime(value, timezone.get_default_timezone()).isoformat()
