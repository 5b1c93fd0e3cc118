"""Lists: a part of the rows, how many there are, and the way to the other parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.http import HttpRequest
from ninja import Field, Schema

from plan.open_api.parameters import Paging

Row = TypeVar("Row")


class Listed(Schema):
    """What every list says beside its rows."""

    count: int = Field(description="How many rows there are in all.", examples=[2])
    next: str | None = Field(description="Address of the next part; null on the last.")
    previous: str | None = Field(description="Address of the part before; null on the first.")


@dataclass(frozen=True)
class Part(Generic[Row]):
    """A part of a list, before its rows are put into words."""

    rows: Sequence[Row]
    count: int
    next: str | None
    previous: str | None

    def said(self, items: Sequence[Any]) -> dict[str, Any]:
        """The answer, with what stands for each row."""
        return {
            "items": list(items),
            "count": self.count,
            "next": self.next,
            "previous": self.previous,
        }


def part_of(request: HttpRequest, rows: Sequence[Row], paging: Paging) -> Part[Row]:
    """The rows asked for, of all in their order."""
    first, last = paging.offset, paging.offset + paging.limit
    before = max(0, first - paging.limit)
    return Part(
        rows=rows[first:last],
        count=len(rows),
        next=address_with(request, offset=last) if last < len(rows) else None,
        previous=address_with(request, offset=before) if first > 0 else None,
    )


def address_with(request: HttpRequest, **changes: Any) -> str:
    """The address of this request with other parameters."""
    query = request.GET.copy()
    for name, value in changes.items():
        query[name] = str(value)
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
