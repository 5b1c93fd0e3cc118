"""Names of the areas that figures are for, in every language."""

from __future__ import annotations

import csv
from io import StringIO

from home.demo.content_files import TARGET_LANGUAGES, area_codes, read_json
from home.demo.staff import member
from plan.roles import DATA_OWNER
from priorities.actions.load_areas import load_areas
from priorities.models import Area


def name_areas() -> None:
    """Load the list of areas and say what they lie in; where there are areas, they stay."""
    if Area.objects.exists():
        return
    areas = read_json("areas")
    load_areas(content=area_list(areas), user=member(DATA_OWNER))
    whole = Area.objects.get(code=areas["whole"][0])
    for area in Area.objects.exclude(pk=whole.pk):
        area.within, area.code_list = whole, areas["code_list"]
        area.save(update_fields=["within", "code_list"])


def area_list(areas: dict[str, list[str]]) -> bytes:
    """The file that the action takes: the whole, then the boroughs that lie in it."""
    inside = set(area_codes("good-job-locally"))
    boroughs = read_json("lists")["boroughs"]["entries"]
    file = StringIO()
    rows = csv.writer(file)
    rows.writerow(["code", "name", *(f"name_{language}" for language in TARGET_LANGUAGES)])
    rows.writerow(areas["whole"])
    rows.writerows(borough for borough in boroughs if borough[0] in inside)
    return file.getvalue().encode()
