"""Which area and group of a measure a reader looks at: a plain form, no script, a link to share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from priorities.models import Area, Measure, MeasurePage
from priorities.series import Selection

#: Longest code that an address may ask for.
LONGEST = 255


@dataclass(frozen=True)
class Choice:
    """One entry of a list to choose from."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Choices:
    """What can be chosen, what is, and what both are called."""

    selection: Selection
    headline: str
    areas: list[Choice]
    groups: list[Choice]
    area_label: str
    group_label: str
    is_known: bool

    @property
    def is_offered(self) -> bool:
        """Whether there is anything to choose."""
        return len(self.areas) > 1 or len(self.groups) > 1

    @property
    def area_labels(self) -> dict[str, str]:
        """Labels of the areas that have figures, by code."""
        return {area.code: area.label for area in self.areas}

    @property
    def query(self) -> str:
        """The choice as an address has it; empty for the headline."""
        area = self.selection.area if self.selection.area != self.headline else ""
        given = {"area": area, "group": self.selection.group}
        return urlencode({name: code for name, code in given.items() if code})

    @property
    def words(self) -> str:
        """Area and group in words; empty where neither has a name of its own."""
        return " · ".join(filter(None, [self.area_label, self.group_label]))


def asked_for(measure: Measure, query: Mapping[str, Any]) -> Selection:
    """The area and group in an address; the headline's where it names none."""
    area = str(query.get("area", "")).replace("\x00", "")[:LONGEST].upper()
    group = str(query.get("group", "")).replace("\x00", "")[:LONGEST]
    return Selection(area or measure.headline_area, group)


def areas_by_code(codes: Iterable[str]) -> dict[str, Area]:
    """Areas that are known of these, in one query or none."""
    named = {code for code in codes if code}
    return {area.code: area for area in Area.objects.filter(code__in=named)} if named else {}


def choices_for(
    page: MeasurePage,
    headline: str,
    found: Sequence[Selection],
    chosen: Selection,
    known: Mapping[str, Area],
) -> Choices:
    """What a reader may choose among the areas and groups that have figures. `known`: by code."""
    codes = list(dict.fromkeys(one.area for one in found))
    names = {code: area.label for code, area in known.items() if code in codes}
    groups = list(dict.fromkeys(one.group for one in found if one.area == chosen.area))
    labels = group_labels(page)
    areas = [Choice(code, names.get(code, code), code == chosen.area) for code in codes]
    return Choices(
        selection=chosen,
        headline=headline,
        areas=sorted(areas, key=lambda one: (one.code != headline, one.label.casefold())),
        groups=[Choice(key, group_words(key, labels), key == chosen.group) for key in groups],
        area_label=names.get(chosen.area, chosen.area),
        group_label=group_words(chosen.group, labels) if chosen.group else "",
        is_known=chosen in found,
    )


def group_labels(page: MeasurePage) -> dict[tuple[str, str], tuple[str, str]]:
    """Names of breakdown and group by their codes, in the page's language."""
    return {
        (block.value["code"], group["code"]): (block.value["label"], group["label"])
        for block in page.breakdowns
        for group in block.value["groups"]
    }


def group_words(key: str, labels: Mapping[tuple[str, str], tuple[str, str]]) -> str:
    """A group in words, such as “Age: under 25 · Sex: female”; codes where nobody named them."""
    if not key:
        return _("Everybody")
    parts = []
    for part in key.split(";"):
        name, _equals, code = part.partition("=")
        breakdown, group = labels.get((name, code), (name, code))
        parts.append(_("%(label)s: %(value)s") % {"label": capfirst(breakdown), "value": group})
    return " · ".join(parts)
