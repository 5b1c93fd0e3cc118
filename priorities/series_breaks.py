"""Breaks in a series as readers meet them: days of the record, reasons in their language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from priorities.models import Measure, MeasurePage


@dataclass(frozen=True)
class ShownBreak:
    """A break in the series. `language` is that of the reason; empty where it is the page's."""

    on: date
    reason: str
    language: str


def breaks_of_page(page: MeasurePage, record: Measure) -> list[ShownBreak]:
    """The record's breaks with the page's reasons.

    A reason that nobody has translated yet is shown as the source page has it: one query more.
    """
    own = reasons_by_mark(page.breaks)
    found = {place: reason_in(own, one) for place, one in enumerate(record.breaks)}
    source = source_of(page) if not all(found.values()) else None
    others = reasons_by_mark(source.breaks) if source else {}
    language = source.locale.language_code if source else ""
    return [
        ShownBreak(date.fromisoformat(one["on"]), found[place], "")
        if found[place]
        else ShownBreak(date.fromisoformat(one["on"]), reason_in(others, one), language)
        for place, one in enumerate(record.breaks)
    ]


def reasons_by_mark(blocks: Iterable[Any]) -> dict[str, str]:
    """Reasons by the identity of their break, and by its day for those that had none yet."""
    found: dict[str, str] = {}
    for block in blocks:
        reason = block.value["reason"].strip()
        for mark in (str(block.id or ""), block.value["on"].isoformat()):
            if mark and reason:
                found.setdefault(mark, reason)
    return found


def reason_in(reasons: Mapping[str, str], facts: Mapping[str, str]) -> str:
    """The reason of a break as the record has it, or ""."""
    return reasons.get(facts["id"]) or reasons.get(facts["on"], "")


def source_of(page: MeasurePage) -> MeasurePage | None:
    """The public page that this one is a translation of; None where it is that page itself."""
    group = MeasurePage.objects.filter(translation_key=page.translation_key, alias_of=None)
    found: MeasurePage | None = (
        group.filter(live=True, pk__lt=page.pk or 0).select_related("locale").order_by("pk").first()
    )
    return found
