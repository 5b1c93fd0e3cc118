"""What is offered as open data at one address: a measure's figures, or those of a whole plan."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.functional import cached_property

from priorities.models import Area, Measure, Observation
from priorities.open_data.columns import Column, columns_of_measure, columns_of_plan
from priorities.open_data.facts import Described
from priorities.open_data.moments import Moment
from priorities.series import in_force, public_observations

#: Raise it when files say the same facts in another way: it is part of every entity tag.
VERSION = 1


@dataclass(frozen=True)
class Mark:
    """What the figures that are public at an instant are known by, without reading them.

    Figures are added and ended, never changed: the count and the latest instants tell any two
    states apart. `changed` is when a figure last became public or ended.
    """

    count: int
    last: int
    newest: datetime | None
    ended: datetime | None
    first_day: date | None
    last_day: date | None

    @property
    def changed(self) -> datetime | None:
        """The latest instant that changed what is shown; None without figures."""
        return max(filter(None, [self.newest, self.ended]), default=None)


def mark_of(measures: Sequence[Measure], at: datetime) -> Mark:
    """The mark of the public figures of measures at an instant, in one query."""
    shown = in_force(at)
    ever = Observation.objects.filter(measure__in=measures, published_from__lte=at)
    found = ever.aggregate(
        count=Count("pk", filter=shown),
        last=Max("pk", filter=shown),
        newest=Max("published_from", filter=shown),
        ended=Max("published_until", filter=Q(published_until__lte=at)),
        first_day=Min("period_start", filter=shown),
        last_day=Max("period_end", filter=shown),
    )
    return Mark(**{**found, "last": found["last"] or 0})


class Offer:
    """Figures at one address, now or as they were. Queries wait until something is asked for.

    `folder` is the absolute address that the files stand in; `is_plan` says that the table has all
    measures of a plan; `publisher` is who offers them, by name and website.
    """

    def __init__(
        self,
        *,
        identity: UUID,
        is_plan: bool,
        title: str,
        description: str,
        slug: str,
        url: str,
        publisher: tuple[str, str],
        language: str,
        folder: str,
        measures: Sequence[Described],
        now: datetime,
        moment: Moment | None,
    ) -> None:
        self.identity = identity
        self.is_plan = is_plan
        self.title = title
        self.description = description
        self.slug = slug
        self.url = url
        self.publisher = publisher
        self.language = language
        self.folder = folder
        self.measures = measures
        self.moment = moment
        self.at = moment.at if moment else now

    @cached_property
    def records(self) -> list[Measure]:
        """The measures' records."""
        return [one.record for one in self.measures]

    @cached_property
    def rows(self) -> QuerySet[Observation]:
        """The figures: everything that any file says of them comes from here."""
        return public_observations(self.records, self.at)

    @cached_property
    def mark(self) -> Mark:
        """What the figures are known by."""
        return mark_of(self.records, self.at)

    @cached_property
    def area_names(self) -> dict[str, str]:
        """Names of the areas that have figures, by code, in the active language; one query."""
        codes = self.rows.exclude(area="").order_by().values("area").distinct()
        return {one.code: one.label for one in Area.objects.filter(code__in=codes)}

    @cached_property
    def breakdowns(self) -> list[tuple[str, str]]:
        """Codes and labels of a measure's breakdowns, then codes that only figures have."""
        if self.is_plan:
            return []
        one = self.measures[0]
        named = {code: str(found["label"]) for code, found in one.breakdowns.items()}
        each = self.rows.exclude(dimensions_key="").order_by().values("dimensions_key")
        kept = Observation.objects.filter(pk__in=each.annotate(one=Max("pk")).values("one"))
        found = {str(code) for row in kept.values_list("dimensions", flat=True) for code in row}
        return [*named.items(), *((code, code) for code in sorted(found - named.keys()))]

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """Columns of the figures."""
        return columns_of_plan() if self.is_plan else columns_of_measure(self.breakdowns)

    @cached_property
    def licences(self) -> list[tuple[str, str]]:
        """Names and addresses of the licences, each once."""
        pages = (one.page for one in self.measures)
        found = ((page.licence_name, page.licence_url) for page in pages)
        return [pair for pair in dict.fromkeys(found) if any(pair)]

    @cached_property
    def sources(self) -> list[tuple[str, str]]:
        """Names and addresses of the sources, each once."""
        pages = (one.page for one in self.measures)
        return list(dict.fromkeys((page.source_name, page.source_url) for page in pages))

    @property
    def query(self) -> str:
        """What addresses of files as of then end in; empty for now."""
        return f"?{urlencode({'at': self.moment.written})}" if self.moment else ""

    def address(self, name: str) -> str:
        """The absolute address of one of its files, as of the same moment."""
        return f"{self.folder}{name}{self.query}"

    @property
    def last_modified(self) -> datetime | None:
        """When anything in the files last changed: figures, or the words of a page."""
        published = [one.page.last_published_at for one in self.measures]
        return max(filter(None, [self.mark.changed, *published]), default=None)

    def entity_tag(self, kind: str) -> str:
        """A strong entity tag of one file, from what decides its bytes (RFC 9110, 8.8.3)."""
        deciding: list[Any] = [
            VERSION,
            kind,
            self.folder,
            self.query,
            self.language,
            self.title,
            self.description,
            self.url,
            self.publisher,
            [(one.facts, one.breakdowns) for one in self.measures],
            vars(self.mark),
            sorted(self.area_names.items()),
        ]
        text = json.dumps(deciding, default=str, ensure_ascii=False)
        return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'
