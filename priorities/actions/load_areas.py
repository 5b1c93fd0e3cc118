"""Load areas from a list of codes and names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from plan.content_version import content_changed
from priorities.imports import read_file
from priorities.imports.sheets import cell_text
from priorities.log_actions import AREAS_LOADED
from priorities.models import Area
from priorities.models.facts import AREA_CODE
from priorities.permissions import can_load_areas, require

MOST = 20_000
LONGEST = 200


@dataclass
class LoadedAreas:
    """How many areas were new, changed, and as before."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass
class Listed:
    """One row of a list."""

    code: str
    name: str
    names: dict[str, str] = field(default_factory=dict)


def load_areas(*, content: bytes, user: Any) -> LoadedAreas:
    """Add and rename areas until they are as in a file with the columns code, name, name_pl …

    All rows or none: ValidationError lists what is wrong by row; FileRefusedError where the file
    is no table. Other areas stay, and so do names in languages the file does not have.
    """
    require(can_load_areas(user))
    return store(listed(content), user)


def listed(content: bytes) -> list[Listed]:
    """The rows of a file."""
    with read_file(content) as workbook:
        rows = [
            (number, [cell_text(cell) for cell in row])
            for number, row in workbook.sheets[0].first_rows(MOST + 2)
        ]
    if len(rows) > MOST + 1:
        raise ValidationError(_("A list may have at most %(most)s areas.") % {"most": MOST})
    headings = [text.casefold() for text in rows[0][1]] if rows else []
    if "code" not in headings or "name" not in headings:
        raise ValidationError(
            _("The first row must name the columns: code, name, and for example name_pl.")
        )
    languages = languages_of(headings)
    found: dict[str, Listed] = {}
    problems: list[str] = []
    for number, cells in rows[1:]:
        if any(cells):
            read_row(number, dict(zip(headings, cells, strict=False)), languages, found, problems)
    if problems:
        raise ValidationError(problems)
    return list(found.values())


def languages_of(headings: list[str]) -> dict[str, str]:
    """Headings such as name_pl with the languages that they are for."""
    known = {code.casefold(): code for code, _name in settings.LANGUAGES}
    found = {}
    for heading in headings:
        match = re.fullmatch(r"name_([a-z-]+)", heading)
        if match and match[1] in known:
            found[heading] = known[match[1]]
    return found


def read_row(
    number: int,
    cells: dict[str, str],
    languages: dict[str, str],
    found: dict[str, Listed],
    problems: list[str],
) -> None:
    """One row, or what is wrong with it."""
    code, name = cells.get("code", "").upper(), cells.get("name", "")
    names = {
        language: cells[heading] for heading, language in languages.items() if cells.get(heading)
    }
    if not AREA_CODE.fullmatch(code):
        words = _("Row %(row)s: “%(code)s” is not an area code. Write codes such as E12000007.")
        problems.append(words % {"row": number, "code": code[:40]})
    elif not name or any(len(one) > LONGEST for one in (name, *names.values())):
        words = _("Row %(row)s: give the area a name of at most %(longest)s characters.")
        problems.append(words % {"row": number, "longest": LONGEST})
    elif code in found:
        words = _("Row %(row)s: the code %(code)s stands twice. Remove one.")
        problems.append(words % {"row": number, "code": code})
    else:
        found[code] = Listed(code, name, names)


@transaction.atomic
def store(rows: list[Listed], user: Any) -> LoadedAreas:
    """Write the difference."""
    result = LoadedAreas()
    there = {area.code: area for area in Area.objects.select_for_update()}
    fresh = []
    for row in rows:
        area = there.get(row.code)
        if area is None:
            fresh.append(Area(code=row.code, name=row.name, names=row.names))
            continue
        names = {**area.names, **row.names}
        if (area.name, area.names) == (row.name, names):
            result.unchanged += 1
            continue
        area.name, area.names = row.name, names
        area.save(update_fields=["name", "names"])
        result.changed += 1
    Area.objects.bulk_create(fresh, batch_size=500)
    result.created = len(fresh)
    first = Area.objects.filter(code__in=[row.code for row in rows[:1]]).first()
    if first is not None and (result.created or result.changed):
        data = {"created": result.created, "changed": result.changed}
        log(instance=first, action=AREAS_LOADED, user=user, data=data)
        content_changed()
    return result
