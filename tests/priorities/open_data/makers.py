"""Measures with everything that makes files hard, and the files read as programs would."""

from __future__ import annotations

import csv
import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import time_machine
from csvw import CSVW
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from frictionless import validate

from priorities.figure_rows import FigureRow
from priorities.models import Area, MeasurePage
from tests.factories import make_plan, translate
from tests.priorities.makers import make_measure, make_priority, quarters, record

HOSTILE = "=cmd|\"a\", 'b'\n</script><!-- شرطة ${7*7}"
#: Files by what their addresses are called.
FILES = ("csv", "csvw", "json", "package", "zip")
LONDON, BARNET = "E12000007", "E09000003"
FIRST, LAST = date(2020, 1, 1), date(2020, 3, 31)
LONG_AGO = datetime.fromisoformat("2020-04-10T09:30:00+00:00")


def breakdown(code: str, label: str, **groups: str) -> dict[str, Any]:
    """Raw data of a breakdown."""
    listed = [{"code": key, "label": value} for key, value in groups.items()]
    value = {"code": code, "label": label, "groups": listed}
    return {"type": "breakdown", "value": value, "id": str(uuid.uuid4())}


def record_at(page: MeasurePage, rows: list[FigureRow], at: datetime) -> None:
    """Store rows as they would have been at an instant of the past."""
    with time_machine.travel(at, tick=False):
        record(page, rows)


def hostile_measure(parent: Any) -> MeasurePage:
    """A measure with areas, breakdowns, every kind of marker, margins and revisions."""
    page = make_measure(
        parent,
        title=HOSTILE.replace("\n", " "),
        definition=HOSTILE,
        caveats="-1",
        source_url="https://example.org/a?b=<c>&d=é",
        unit="rate",
        rate_per=1000,
        decimals=1,
        geography=f"{LONDON} {BARNET}",
        breakdowns=[
            breakdown("age-band", "Age, “band”", young="Under 25"),
            breakdown("sex", "Sex"),
        ],
        interim_targets=[],
        target_value=Decimal("12.5"),
    )
    Area.objects.get_or_create(
        code=BARNET, defaults={"name": '=Bar"net,', "names": {"ar": "بارنت"}}
    )
    rows = [
        FigureRow(
            FIRST, LAST, Decimal("0.000001"), "p", LONDON,
            numerator=Decimal(3), denominator=Decimal("1e7"),
            lower=Decimal("-0.5"), upper=Decimal("9999999.123456"),
        ),
        FigureRow(FIRST, LAST, Decimal("-0.50"), "", LONDON, {"sex": "female"}),
        FigureRow(FIRST, LAST, Decimal(7), "", LONDON, {"sex": "female", "age-band": "young"}),
        FigureRow(FIRST, LAST, None, "c", LONDON, {"sex": "male"}, denominator=None),
        FigureRow(FIRST, LAST, None, "low", BARNET),
        FigureRow(FIRST, LAST, Decimal(1), "", LONDON, {"=odd; name": "@x"}),
        FigureRow(FIRST, LAST, Decimal(2), "", LONDON, {"sex": "=1+1"}),
        FigureRow(FIRST, LAST, Decimal(3), "", LONDON, {"sex": "'=1+1"}),
    ]  # fmt: skip
    record_at(page, rows, LONG_AGO)
    record(page, [FigureRow(FIRST, LAST, Decimal("0.5"), "", LONDON, {"sex": "female"})])
    record(page, quarters(date(2020, 4, 1), [(5, "b"), "x", "z", 6], area=LONDON))
    return page


@dataclass(frozen=True)
class World:
    """A plan whose measures are hostile, plain and without figures, in English and Arabic."""

    plan: Any
    hostile: MeasurePage
    plain: MeasurePage
    empty: MeasurePage


def make_world() -> World:
    """Everything published in both languages."""
    plan = make_plan(title="Safer together")
    priority = make_priority(plan)
    hostile = hostile_measure(priority)
    plain = make_measure(priority, title="Good job")
    record_at(plain, quarters(date(2020, 1, 1), [57, "c", (58.5, "p")]), LONG_AGO)
    empty = make_measure(plan, title="No figures", licence_name="", licence_url="")
    for page in (hostile, plain, empty):
        translate(page, "ar", words="{text} عربي")
    return World(plan, hostile, plain, empty)


def address(owner: Any, kind: str, language: str = "en", at: str = "") -> str:
    """Where a file of a measure's page, or of a plan's, is."""
    is_measure = isinstance(owner, MeasurePage)
    identity = owner.measure.public_id if is_measure else owner.translation_key
    with override(language):
        url = reverse(f"plan:{'measure' if is_measure else 'progress'}_{kind}", args=[identity])
    return f"{url}?at={at}" if at else url


def got(client: Client, owner: Any, kind: str, language: str = "en", at: str = "") -> bytes:
    """The whole content of a file."""
    response = client.get(address(owner, kind, language, at))
    assert response.status_code == 200, response.content
    return b"".join(response) if response.streaming else response.content


def documents(client: Client, owner: Any, **asked: str) -> dict[str, Any]:
    """The JSON file, numbers with their own digits."""
    return json.loads(got(client, owner, "json", **asked), parse_float=Decimal, parse_int=Decimal)


def table(content: bytes) -> list[dict[str, str]]:
    """A CSV file, read."""
    return list(csv.DictReader(StringIO(content.decode(), newline="")))


def unpacked(client: Client, owner: Any, folder: Path, **asked: str) -> Path:
    """The package of an owner in a folder."""
    with ZipFile(BytesIO(got(client, owner, "zip", **asked))) as book:
        book.extractall(folder)
    return folder


def frictionless_errors(folder: Path) -> list[Any]:
    """What the Frictionless validator finds."""
    report = validate(str(folder / "datapackage.json"))
    return report.flatten(["type", "rowNumber", "fieldName", "message"]) + report.errors


def csvw_tables(folder: Path) -> list[list[dict[str, Any]]]:
    """The tables as a CSVW processor reads them; it raises for what does not conform."""
    found = CSVW(str(folder / "data.csv-metadata.json"), validate=True)
    assert found.is_valid, [str(one.message) for one in found.warnings]
    return [list(one.iterdicts(strict=True)) for one in found.tables]
