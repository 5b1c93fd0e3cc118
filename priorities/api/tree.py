"""Where everything stands in its plan, as one query finds it: what lists and filters go by."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest
from wagtail.models import Page

from plan.queries import visible_pages
from plan.readers import Reader
from priorities.kinds import OUTCOME, PLAN, PRIORITY, kinds_by_type

#: What stands above others.
HOLDERS = (PLAN, PRIORITY, OUTCOME)
NAMES = ("pk", "path", "translation_key", "title", "url_path", "content_type")
COLUMNS = {
    "commitment_id": F("commitmentpage__commitment__public_id"),
    "measure_id": F("measurepage__measure__public_id"),
    "status": F("commitmentpage__commitment__status"),
}


@dataclass(frozen=True)
class Placed:
    """One page below a plan, or a plan; `above` are the ids of what it stands below, by kind."""

    kind: str
    pk: int
    path: str
    identity: uuid.UUID
    title: str
    url_path: str
    status: str
    number: int
    above: dict[str, uuid.UUID]

    def is_below(self, **wanted: uuid.UUID | None) -> bool:
        """Whether it stands below all that are given, by kind."""
        return all(value is None or self.above.get(kind) == value for kind, value in wanted.items())

    def places(self) -> dict[str, uuid.UUID | None]:
        """What it stands below, with nothing where there is no such level."""
        return {kind: self.above.get(kind) for kind in HOLDERS if kind != self.kind}

    def address(self, request: HttpRequest, reader: Reader) -> str:
        """The address of its page on the site's public host."""
        page = Page(pk=self.pk, path=self.path, url_path=self.url_path, locale=reader.locale)
        return page.get_full_url(request) or ""


def everything(reader: Reader) -> list[Placed]:
    """All visible plans and what stands below them, in the order of the tree; one query."""
    kinds = kinds_by_type()
    rows = visible_pages(reader).filter(content_type__in=list(kinds)).order_by("path")
    found: list[Placed] = []
    holders: list[Placed] = []
    numbers: dict[uuid.UUID | None, int] = {}
    for row in rows.values(*NAMES, **COLUMNS):
        holders = [one for one in holders if row["path"].startswith(one.path)]
        placed = placed_from(row, kinds[row["content_type"]], holders, numbers)
        found.append(placed)
        if placed.kind in HOLDERS:
            holders.append(placed)
    return found


def placed_from(
    row: dict[str, Any],
    kind: str,
    holders: Sequence[Placed],
    numbers: dict[uuid.UUID | None, int],
) -> Placed:
    """One row below its holders; priorities are numbered within their plan."""
    above = {one.kind: one.identity for one in holders}
    number = 0
    if kind == PRIORITY:
        number = numbers[above.get(PLAN)] = numbers.get(above.get(PLAN), 0) + 1
    return Placed(
        kind=kind,
        pk=row["pk"],
        path=row["path"],
        identity=row["commitment_id"] or row["measure_id"] or row["translation_key"],
        title=row["title"],
        url_path=row["url_path"],
        status=row["status"] or "",
        number=number,
        above=above,
    )


def of_kind(rows: Iterable[Placed], kind: str, **above: uuid.UUID | None) -> list[Placed]:
    """Those of one kind, below all that are given.

    What several plans show is one thing: it is told of on its newest page among these.
    """
    found = [one for one in rows if one.kind == kind and one.is_below(**above)]
    newest: dict[uuid.UUID, int] = {}
    for one in found:
        newest[one.identity] = max(one.pk, newest.get(one.identity, 0))
    return [one for one in found if newest[one.identity] == one.pk]


def one_of(rows: Iterable[Placed], kind: str, identity: uuid.UUID) -> Placed:
    """The one with an id; Http404 where there is none."""
    found = next((one for one in of_kind(rows, kind) if one.identity == identity), None)
    if found is None:
        raise Http404
    return found
