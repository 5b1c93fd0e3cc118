"""The tables of an offer: names of their files, their columns, and how they hang together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from priorities.open_data.columns import ABOUT_MEASURES, MEASURE, Column, key_of
from priorities.open_data.offers import Offer

DATA = "data.csv"
MEASURES = "measures.csv"
CSVW = "data.csv-metadata.json"
PACKAGE = "datapackage.json"
JSON = "data.json"
ZIP = "data.zip"


@dataclass(frozen=True)
class Table:
    """A table: its file, what it is called and holds. `of` is the file that its measures are in."""

    file: str
    name: str
    title: str
    columns: Sequence[Column]
    key: Sequence[Column]
    of: str = ""


def tables_of(offer: Offer) -> list[Table]:
    """The figures, and for a plan what is said of the measures, in the active language."""
    of = MEASURES if offer.is_plan else ""
    data = Table(DATA, "data", _("Figures"), offer.columns, key_of(offer.columns), of)
    if not offer.is_plan:
        return [data]
    return [data, Table(MEASURES, "measures", _("Measures"), ABOUT_MEASURES, [MEASURE])]


def description_of(offer: Offer) -> str:
    """What the data are, with the moment that they are of."""
    as_of = ""
    if offer.moment:
        as_of = _("Figures as published on %(date)s.") % {"date": offer.moment.words}
    return " ".join(filter(None, [offer.description, as_of]))
