"""Descriptor of a data package: Frictionless Data Package v1, profile `tabular-data-package`."""

from __future__ import annotations

from typing import Any

from priorities.open_data.columns import Column, Kind
from priorities.open_data.figures import moment_text
from priorities.open_data.offers import VERSION, Offer
from priorities.open_data.tables import Table, description_of, tables_of

#: Types and formats of fields (Table Schema, "Types and Formats").
TYPES: dict[Kind, dict[str, str]] = {
    Kind.WORDS: {"type": "string"},
    Kind.CODE: {"type": "string"},
    Kind.DAY: {"type": "date", "format": "default"},
    # "default" takes only times in UTC without a fraction.
    Kind.MOMENT: {"type": "datetime", "format": "any"},
    Kind.NUMBER: {"type": "number"},
    Kind.INTEGER: {"type": "integer"},
    Kind.ADDRESS: {"type": "string", "format": "uri"},
}
#: What a packed file is known by: its bytes and their hash.
Sizes = dict[str, tuple[int, str]]


def package_of(offer: Offer, sizes: Sizes | None = None) -> dict[str, Any]:
    """The descriptor; with `sizes` of a folder in which the files lie.

    Paths lead to the files beside it. Those of the past have absolute addresses, because a path
    has no query string.
    """
    publisher, website = offer.publisher
    scope = "plan" if offer.is_plan else "measure"
    changed = offer.mark.changed
    found = {
        "profile": "tabular-data-package",
        "name": f"{scope}-{offer.identity}",
        "id": str(offer.identity),
        "version": f"{VERSION}.0.0",
        "title": offer.title,
        "description": description_of(offer),
        "homepage": offer.url,
        "languages": [offer.language],
        "licenses": [named("title", name, url) for name, url in offer.licences],
        "sources": [named("title", name, url) for name, url in offer.sources],
        "contributors": [named("title", publisher, website) | {"role": "publisher"}],
        "modified": moment_text(changed) if changed else None,
        "as_published_at": moment_text(offer.moment.at) if offer.moment else None,
        "resources": [resource_of(one, offer, sizes) for one in tables_of(offer)],
    }
    return {name: value for name, value in found.items() if value}


def named(key: str, name: str, url: str) -> dict[str, str]:
    """A name with its address, without what there is not."""
    return {part: text for part, text in ((key, name), ("path", url)) if text}


def resource_of(table: Table, offer: Offer, sizes: Sizes | None) -> dict[str, Any]:
    """A table as a resource."""
    is_beside = sizes is not None or not offer.moment
    found: dict[str, Any] = {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file if is_beside else offer.address(table.file),
        "title": table.title,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": schema_of(table),
    }
    if sizes:
        size, digest = sizes[table.file]
        found |= {"bytes": size, "hash": f"sha256:{digest}"}
    return found


def schema_of(table: Table) -> dict[str, Any]:
    """The table's schema. An empty cell is a missing value, which is what a withheld figure is."""
    schema: dict[str, Any] = {
        "fields": [field_of(one) for one in table.columns],
        "missingValues": [""],
        "primaryKey": [one.name for one in table.key],
    }
    if table.of:
        pointed = {"resource": "measures", "fields": "measure"}
        schema["foreignKeys"] = [{"fields": "measure", "reference": pointed}]
    return schema


def field_of(column: Column) -> dict[str, Any]:
    """A column as a field; `codes` are our own: what codes mean, in the active language."""
    found: dict[str, Any] = {
        "name": column.name,
        **TYPES[column.kind],
        "title": str(column.title),
        "description": str(column.description),
    }
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.codes:
        constraints["enum"] = [code for code, _label in column.codes]
        found["codes"] = [{"code": code, "label": label} for code, label in column.codes]
    found["constraints"] = constraints
    return {name: value for name, value in found.items() if value}
