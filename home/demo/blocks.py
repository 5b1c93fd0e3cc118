"""Makes stream data of the short notation in which the demonstration's text is written.

A text is a paragraph, one that starts with `## ` a heading, a list of texts a list. An object with
one key is a call-out (`[title, html]`) or an embedded measure (its slug). Ids are made from the
place, so that loading into another database gives the same permanent links.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

SPACE = uuid.UUID("0d5f3c0e-54a4-4cb5-9f7d-6a3e4c3c21b7")
HEADING = "## "
Raw = dict[str, Any]


def known_id(*place: Any) -> str:
    """The id of whatever stands at a place."""
    return str(uuid.uuid5(SPACE, "/".join(str(step) for step in place)))


def block(kind: str, value: Any, *place: Any) -> Raw:
    """Raw data of one block."""
    return {"type": kind, "value": value, "id": known_id(*place, kind)}


def stream(page_type: type[Page], field: str, raw: Iterable[Raw]) -> StreamValue:
    """The value of a page type's stream field."""
    declared: Any = page_type._meta.get_field(field)
    return declared.stream_block.to_python(list(raw))


def passages(
    written: Iterable[Any], key: str, measures: Mapping[str, Page] | None = None
) -> list[Raw]:
    """The body of a page; measures that are not there yet are left out."""
    found = [passage(item, (key, place), measures or {}) for place, item in enumerate(written)]
    return [raw for raw in found if raw is not None]


def passage(item: Any, place: tuple[Any, ...], measures: Mapping[str, Page]) -> Raw | None:
    """One passage of the notation."""
    if isinstance(item, list):
        points = "".join(f"<li>{point}</li>" for point in item)
        return block("list", f"<ul>{points}</ul>", *place)
    if isinstance(item, str):
        if item.startswith(HEADING):
            value = {"text": item.removeprefix(HEADING), "level": "2"}
            return block("heading", value, *place)
        return block("paragraph", f"<p>{item}</p>", *place)
    if "callout" in item:
        title, html = item["callout"]
        return block("callout", {"title": title, "text": html}, *place)
    page = measures.get(item["measure"])
    return block("measure", {"page": page.pk}, *place) if page else None


def has_measures(written: Iterable[Any]) -> bool:
    """Whether a text shows measures, which must be there before it."""
    return any(isinstance(item, dict) and "measure" in item for item in written)
