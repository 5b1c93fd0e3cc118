"""What stands under “About this measure” and needs more than the page and its record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from plan.queries import visible_pages
from plan.readers import Reader
from priorities.models import Area, CommitmentPage, Measure, MeasurePage
from priorities.queries import found_below
from priorities.serving import once_each, serving_measure

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


@dataclass(frozen=True)
class Related:
    """What a measure is calculated from, and commitments that serve it."""

    parts: list[PartOfMeasure]
    commitments: list[CommitmentPage]


def related_to(record: Measure, page: MeasurePage, reader: Reader) -> Related:
    """Both by their pages in the reader's language, in one query.

    Of several plans' pages that of this plan is taken, else the newest.
    """
    parts = [one for one in (record.calculated_from, record.calculated_by) if one is not None]
    parts = parts if record.calculation else []
    wanted = Q(measurepage__measure__in=[one.pk for one in parts])
    wanted |= serving_measure(record.public_id)
    found = found_below(visible_pages(reader).filter(wanted), reader)
    near = page.plan_page.path if page.plan_page else "-"
    ordered = sorted(found.measures, key=lambda one: (one.path.startswith(near), one.pk))
    pages = {one.measure_id: one for one in ordered}
    return Related(
        [
            PartOfMeasure(pages[one.pk].title if one.pk in pages else one.name, pages.get(one.pk))
            for one in parts
        ],
        once_each(found.commitments, page),
    )
