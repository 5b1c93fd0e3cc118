"""Damaged files through the pages: sentences or a right import, never an error, never half."""

from __future__ import annotations

import random
from datetime import date
from typing import Any

import pytest
from django.test import Client

from priorities.models import ImportedFigure, Measure, Observation
from tests.priorities.imports.makers import ods, xlsx
from tests.priorities.imports.real_files import FILES, needs_files
from tests.priorities.intake.browsing import form_with, held, newest, read_with, upload, url
from tests.priorities.intake.makers import OWNER, csv_of, make_measure_record, months, person

pytestmark = pytest.mark.django_db
WHOLE = csv_of({"Burglary": months(date(2020, 1, 1), list(range(10, 60)))})


def damaged(content: bytes, seed: int) -> bytes:
    """The file with something wrong with it, always the same for a seed."""
    chance = random.Random(seed)  # no secret
    lines = content.split(b"\n")
    place = chance.randrange(len(lines))
    ways = [
        lambda: content[: chance.randrange(len(content))],
        lambda: content.replace(b"Month", b"", 1),
        lambda: content.replace(b",", b";" if seed % 2 else b"\t"),
        lambda: b"\n".join([*lines[:place], b"2020-13,1e400", *lines[place:]]),
        lambda: b"\n".join([*lines[:place], b"=1+1,=cmd|x", *lines[place:]]),
        lambda: b"\n".join([*lines, *lines[1:]]),
        lambda: b"\n".join(chance.sample(lines, len(lines))),
        lambda: b"\xff\xfe" + content,
        lambda: content.decode().encode("utf-16"),
        lambda: bytes(byte ^ (chance.random() < 0.02) * 255 for byte in content),
        lambda: b"\n".join(line + b"," * chance.randrange(4) for line in lines),
        lambda: content.replace(b"1", b"\x00", 3),
        lambda: b'"' + content,
        lambda: b"\n" * 3 + b"Title\n\n" + content + b"\nNote: x",
    ]
    return bytes(ways[seed % len(ways)]())


@pytest.fixture
def owner(client: Client) -> Client:
    client.force_login(person(*OWNER))
    return client


@pytest.fixture
def measure() -> Measure:
    return make_measure_record()


def through(client: Client, content: bytes, name: str, measure: Measure) -> str:
    """Upload and read a file whatever is in it; the state it comes to."""
    response = upload(client, content, name, measure)
    assert response.status_code in {302, 422}
    if response.status_code == 422:
        return "refused"
    assert client.get(response["Location"]).status_code == 200
    batch = newest()
    if "refusal" not in batch.findings:
        assert read_with(client, batch).status_code in {302, 422}
        for name in ("mapping", "batch"):
            assert client.get(url(name, batch.public_id)).status_code in {200, 302}
    batch.refresh_from_db()
    return str(batch.state)


@pytest.mark.parametrize("seed", range(42))
def test_damaged_text_files(owner: Client, measure: Measure, seed: int) -> None:
    state = through(owner, damaged(WHOLE, seed), "a.csv", measure)
    assert state in {"refused", "uploaded", "checked"}
    assert ImportedFigure.objects.exists() <= (state == "checked")
    assert not Observation.objects.exists()


@needs_files
@pytest.mark.parametrize("seed", range(14))
def test_damaged_published_files(owner: Client, measure: Measure, seed: int) -> None:
    content = (FILES / "mps_homicide_victims.csv").read_bytes()[:60_000]
    through(owner, damaged(content, seed), "a.csv", measure)
    assert not Observation.objects.exists()


@pytest.mark.parametrize("cut", [1, 30, 200, 1000, 3000])
@pytest.mark.parametrize("make", [xlsx, ods])
def test_workbooks_cut_off(owner: Client, measure: Measure, make: Any, cut: int) -> None:
    content = make([["Month", "Burglary"], *([f"2020-{n:02d}", n] for n in range(1, 13))])
    assert through(owner, content[: max(1, len(content) - cut)], "a.xlsx", measure)
    assert not Observation.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"table-sheet": "nowhere"},
        {"table-header_rows": "9999999999"},
        {"table-header_rows": "1, 1, 1"},
        {"table-first_row": "10001"},
        {"column-0-role": "figures"},
        {"column-0-position": "99999"},
        {"column-0-role": "dimension", "column-0-code": "a b"},
        {"filter-total": "99999999999999999999"},
        {"filter-total": "-1", "where-0-total": "x"},
        {"filter-0-column": "Burglary", "filter-0-values": "\x00"},
        {"area-names": "= = ="},
        {"area-constant": "London"},
        {"period-first_month": "13"},
        {"period-constant": "2" * 60},
        {"period-day_of_year": "02-31"},
        {"markers-markers": "x = 9"},
        {"measure-0-combine": "nothing"},
        {"measure-0-dimensions": "Burglary"},
        {"measure-0-lower": "Burglary"},
        {"measure-0-constants": "sex = " + "f" * 400},
    ],
)
def test_nonsense_in_the_mapping_is_told(
    owner: Client, measure: Measure, changes: dict[str, str]
) -> None:
    upload(owner, WHOLE, "a.csv", measure)
    batch = newest()
    response = read_with(owner, batch, **changes)
    assert response.status_code in {302, 422}
    assert owner.get(url("batch", batch.public_id)).status_code == 200
    assert not Observation.objects.exists()


def test_an_empty_form_is_told(owner: Client, measure: Measure) -> None:
    upload(owner, WHOLE, "a.csv", measure)
    html = owner.get(url("mapping", newest().public_id)).content.decode()
    names = held(form_with(html, "read"))
    response = owner.post(url("mapping", newest().public_id), dict.fromkeys(names, ""))
    assert response.status_code == 422
