"""Names of areas as files write them, out of the areas that the site keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from priorities.imports import AreaTable
from priorities.models import Area, Measure


def area_table(measures: Collection[Measure] = ()) -> AreaTable:
    """All names and codes; a name that two areas bear is nobody's, so a person decides."""
    codes: dict[str, str] = {}
    doubtful: set[str] = set()
    for area in Area.objects.all():
        for name in names_of(area):
            if codes.setdefault(name, area.code) != area.code:
                doubtful.add(name)
    known = {name: code for name, code in codes.items() if name not in doubtful}
    own = {code: code for measure in measures for code in measure.area_codes}
    return AreaTable({**own, **known})


def names_of(area: Area) -> Iterator[str]:
    """All names of one area."""
    yield area.code
    yield area.name
    yield from (str(name) for name in area.names.values() if name)
    yield from (str(name) for name in area.other_names if name)


def area_names() -> dict[str, str]:
    """What areas are called in the active language, by code."""
    return {area.code: area.label for area in Area.objects.all()}
