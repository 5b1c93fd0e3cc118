"""Metadata of the CSV files: W3C, Metadata Vocabulary for Tabular Data (CSVW), 2015.

A client finds them beside `data.csv` by the default pattern `{+url}-metadata.json` (Model for
Tabular Data, 5.3), and by the `Link` header for files of the past.
"""

from __future__ import annotations

from typing import Any

from priorities.open_data.columns import Column, Kind
from priorities.open_data.figures import moment_text
from priorities.open_data.offers import Offer
from priorities.open_data.tables import MEASURES, Table, description_of, tables_of

CONTEXT = "http://www.w3.org/ns/csvw"
#: Data types of cells (5.11.1) and the forms they are written in (6.4).
DATATYPES: dict[Kind, Any] = {
    Kind.WORDS: "string",
    Kind.CODE: "string",
    Kind.DAY: {"base": "date", "format": "yyyy-MM-dd"},
    Kind.MOMENT: "dateTime",
    Kind.NUMBER: "decimal",
    Kind.INTEGER: "nonNegativeInteger",
    Kind.ADDRESS: "anyURI",
}


def csvw_of(offer: Offer, *, is_packed: bool = False) -> dict[str, Any]:
    """The metadata: a table for a measure, a group of two for a plan.

    `is_packed` is for a folder in which the files lie, whatever moment they are of.
    """
    query = "" if is_packed else offer.query
    tables = [table_of(one, query) for one in tables_of(offer)]
    head = {"@context": [CONTEXT, {"@language": offer.language}]}
    if not offer.is_plan:
        return {**head, "@type": "Table", **tables[0], **about(offer)}
    for table, one in zip(tables, tables_of(offer), strict=True):
        table["dc:title"] = one.title
    return {**head, "@type": "TableGroup", **about(offer), "tables": tables}


def about(offer: Offer) -> dict[str, Any]:
    """Who offers what, under which terms, in Dublin Core (`dc:` is its prefix in CSVW)."""
    publisher, website = offer.publisher
    changed = offer.mark.changed
    found = {
        "@id": offer.url,
        "dc:title": offer.title,
        "dc:description": description_of(offer),
        "dc:language": offer.language,
        "dc:publisher": {"schema:name": publisher, **({"schema:url": website} if website else {})},
        "dc:source": [{"@id": url} if url else name for name, url in offer.sources],
        "dc:license": [{"@id": url} if url else name for name, url in offer.licences],
        "dc:modified": when(moment_text(changed)) if changed else None,
        "dc:date": when(moment_text(offer.moment.at)) if offer.moment else None,
    }
    return {name: value for name, value in found.items() if value}


def when(text: str) -> dict[str, str]:
    """An instant with its type."""
    return {"@value": text, "@type": "xsd:dateTime"}


def table_of(table: Table, query: str) -> dict[str, Any]:
    """A table with its schema."""
    schema: dict[str, Any] = {
        "columns": [column_of(one) for one in table.columns],
        "primaryKey": [one.variable for one in table.key],
    }
    if table.of:
        pointed = {"resource": f"{MEASURES}{query}", "columnReference": "measure"}
        schema["foreignKeys"] = [{"columnReference": "measure", "reference": pointed}]
    return {
        "url": f"{table.file}{query}",
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": schema,
    }


def column_of(column: Column) -> dict[str, Any]:
    """A column. An empty cell is null, which is what a withheld figure is."""
    datatype = DATATYPES[column.kind]
    if column.choices is not None:
        datatype = {"base": "string", "format": "|".join(code for code, _label in column.codes)}
    found = {
        "name": column.variable,
        "titles": column.name,
        "datatype": datatype,
        "required": column.is_required,
        "null": "",
        "dc:title": str(column.title),
    }
    return {**found, "dc:description": column.words} if column.words else found
