"""Kinds of parameters: what they look like in the document, and how they are read.

Each is read strictly, as its schema describes it: what the schema allows is accepted, nothing else.
"""

from __future__ import annotations

import re
import uuid
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Schema
from pydantic import BeforeValidator, WithJsonSchema

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
#: An instant as RFC 3339, section 5.6, writes it.
INSTANT = re.compile(
    r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:(?P<second>\d{2})(\.\d+)?(Z|[+-]\d{2}:\d{2})",
    re.ASCII | re.IGNORECASE,
)
NUMBER = re.compile(r"0|[1-9]\d{0,8}", re.ASCII)
IDENTITY = re.compile(r"[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.ASCII | re.IGNORECASE)
#: Days outside these are moved to the nearest: every database keeps them, in every time zone.
FIRST_DAY, LAST_DAY = date(1600, 1, 1), date(2999, 12, 31)
#: Furthest that a list can be asked for.
MOST_SKIPPED = 100_000
#: Most rows of a list on one page.
MOST_LISTED = 100


def as_number(typed: Any) -> Any:
    """A whole number as typed; ValueError for anything but digits."""
    if isinstance(typed, str):
        if not NUMBER.fullmatch(typed):
            raise ValueError(_("Give a whole number, such as 20."))
        return int(typed)
    return typed


def as_identity(typed: Any) -> Any:
    """An id as typed; ValueError for what is none."""
    if isinstance(typed, str):
        if not IDENTITY.fullmatch(typed):
            raise ValueError(
                _("Give an id as this API writes it: 32 digits in five groups, with hyphens.")
            )
        return uuid.UUID(typed)
    return typed


def as_day(typed: Any) -> Any:
    """A day as typed; ValueError for what is none."""
    if isinstance(typed, str):
        try:
            if not DAY.fullmatch(typed):
                raise ValueError
            day = date.fromisoformat(typed)
        except ValueError:
            raise ValueError(_("Give a day as year, month and day, such as 2026-03-31.")) from None
        return min(max(day, FIRST_DAY), LAST_DAY)
    return typed


def as_instant(typed: Any) -> Any:
    """A moment as typed: the end of a day here, or an instant with its offset from UTC.

    One that is still to come is now, for what will be published is told nobody.
    """
    if not isinstance(typed, str):
        return typed
    try:
        moment = end_of_day(as_day(typed)) if DAY.fullmatch(typed) else exact_instant(typed)
    except (ValueError, OverflowError):
        raise ValueError(
            _("Give a day, such as 2026-03-31, or an instant, such as 2026-03-31T12:00:00Z.")
        ) from None
    return min(moment, timezone.now())


def end_of_day(day: date) -> datetime:
    """The last instant of a day in the site's time zone."""
    return timezone.make_aware(datetime.combine(day, time.max))


def exact_instant(typed: str) -> datetime:
    """An instant of RFC 3339; a leap second is the last ordinary one before it."""
    found = INSTANT.fullmatch(typed)
    if found is None:
        raise ValueError
    text = typed.upper()
    if found["second"] == "60":
        start, end = found.span("second")
        text = f"{text[:start]}59{text[end:]}"
    moment = datetime.fromisoformat(text)
    earliest = datetime.combine(FIRST_DAY, time(), UTC)
    if moment.year <= FIRST_DAY.year or moment.year > LAST_DAY.year:
        return earliest if moment.year <= FIRST_DAY.year else earliest + timedelta(days=500_000)
    return moment.astimezone(UTC)


def described(schema: dict[str, Any]) -> WithJsonSchema:
    """The schema of a parameter in the document."""
    return WithJsonSchema(schema)


Number = Annotated[int, BeforeValidator(as_number)]
Identity = Annotated[
    uuid.UUID | None,
    BeforeValidator(as_identity),
    described({"type": "string", "format": "uuid"}),
]
Day = Annotated[
    date | None, BeforeValidator(as_day), described({"type": "string", "format": "date"})
]
Instant = Annotated[
    datetime | None,
    BeforeValidator(as_instant),
    described(
        {"anyOf": [{"type": "string", "format": "date"}, {"type": "string", "format": "date-time"}]}
    ),
]
#: The id in an address.
PathIdentity = Annotated[
    uuid.UUID,
    BeforeValidator(as_identity),
    described(
        {
            "type": "string",
            "format": "uuid",
            "description": "The id, as the lists of this API have it.",
        }
    ),
]


class Paging(Schema):
    """Which part of a list is asked for."""

    limit: Number = Field(
        20, ge=1, le=MOST_LISTED, description="How many rows at most.", examples=[20]
    )
    offset: Number = Field(
        0, ge=0, le=MOST_SKIPPED, description="How many rows to leave out first.", examples=[0]
    )
