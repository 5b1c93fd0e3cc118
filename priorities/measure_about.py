"""What stands under “About this measure” and needs more than the page and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from plan.queries import visible_pages
from plan.readers import Reader
from priorities.models import Area, Measure, MeasurePage
from priorities.queries import found_below

#: How many areas are named; the list to choose from has all.
MOST_NAMED = 5


@dataclass(frozen=True)
class Geography:
    """Areas that a measure covers, the headline's first, and where their codes come from."""

    areas: list[str]
    others: int
    code_lists: list[str]


@dataclass(frozen=True)
class PartOfMeasure:
    """A measure that others follow from: its page where readers may see it, and its name."""

    name: str
    page: MeasurePage | None


@dataclass(frozen=True)
class BreakdownWords:
    """A breakdown and its groups as the page calls them."""

    label: str
    groups: list[str]


def geography_of(record: Measure, known: Mapping[str, Area]) -> Geography:
    """Names and codes of the first areas; how many others there are; their lists of codes."""
    codes = record.area_codes
    lists = dict.fromkeys(known[code].code_list for code in codes if code in known)
    named = [f"{known[one].label} ({one})" if one in known else one for one in codes[:MOST_NAMED]]
    return Geography(named, len(codes) - len(named), [one for one in lists if one])


def breakdown_words(page: MeasurePage) -> list[BreakdownWords]:
    """Ways in which figures are split, in the page's words."""
    return [
        BreakdownWords(
            block.value["label"] or block.value["code"],
            [group["label"] or group["code"] for group in block.value["groups"]],
        )
        for block in page.breakdowns
    ]


def parts_of(record: Measure, page: MeasurePage, reader: Reader) -> list[PartOfMeasure]:
    """The measures it is calculated from, by their pages in the reader's language; one query.

    Of several plans' pages that of this plan is taken, else the newest.
    """
    if not record.calculation:
        return []
    wanted = [one for one in (record.calculated_from, record.calculated_by) if one is not None]
    pages = pages_of(wanted, page, reader)
    return [
        PartOfMeasure(pages[one.pk].title if one.pk in pages else one.name, pages.get(one.pk))
        for one in wanted
    ]


def pages_of(
    records: list[Measure], page: MeasurePage, reader: Reader
) -> Mapping[int, MeasurePage]:
    """Visible pages of records, by the record's primary key."""
    wanted = Q(measurepage__measure__in=[one.pk for one in records])
    found = found_below(visible_pages(reader).filter(wanted), reader).measures if records else []
    near: Any = page.plan_page.path if page.plan_page else ""
    ordered = sorted(found, key=lambda one: (bool(near) and one.path.startswith(near), one.pk))
    return {one.measure_id: one for one in ordered}
