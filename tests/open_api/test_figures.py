"""Figures of a measure: the public ones, in pages or line by line, now or as they were."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from priorities.actions.record_observations import record_observations
from priorities.api import observations
from priorities.models import Measure, Observation
from priorities.series import public_observations
from tests.open_api.reading import lines, pages, read, status
from tests.open_api.worlds import Told
from tests.priorities.makers import quarters

pytestmark = pytest.mark.django_db


def facts(one: Observation) -> tuple[Any, ...]:
    """What decides that an item of the API is this figure."""
    value = None if one.value is None else float(one.value)
    period = (one.period_start.isoformat(), one.period_end.isoformat())
    return (*period, one.area, one.dimensions_key, value, one.marker, one.revision)


def told_facts(item: dict[str, Any]) -> tuple[Any, ...]:
    """The same of an item."""
    names = ("period_start", "period_end", "area", "group", "value", "marker", "revision")
    return tuple(item[name] for name in names)


def measure_of(told: Told) -> tuple[Measure, str]:
    """The measure, and the address of its figures."""
    record = told.measure.measure
    return record, f"measures/{record.public_id}/observations"


def test_figures_are_the_public_ones_in_their_order(told: Told) -> None:
    measure, address = measure_of(told)
    public = [facts(one) for one in public_observations([measure])]
    assert len(public) == 7
    found = list(pages(f"{address}/", limit=2))
    assert [len(page["items"]) for page in found] == [2, 2, 2, 1]
    assert [told_facts(item) for page in found for item in page["items"]] == public
    assert lines(f"{address}.jsonl") == [item for page in found for item in page["items"]]
    shown = next(one for page in found for one in page["items"] if one["numerator"])
    assert (shown["value"], shown["numerator"], shown["period"]) == (
        41,
        82,
        "January to March 2024",
    )


#: What is asked for, and how many figures that is.
NARROWED: list[tuple[dict[str, str], int]] = [
    ({"area": "e09000007"}, 2),
    ({"area": ""}, 0),
    ({"area": "E12000007", "group": ""}, 3),
    ({"group": "sex=female"}, 2),
    ({"group": "sex=none"}, 0),
    ({"period_from": "2024-06-30"}, 4),
    ({"period_to": "2024-03-31"}, 3),
    ({"period_from": "2024-06-30", "period_to": "2024-06-30"}, 3),
]


def test_figures_can_be_narrowed(told: Told) -> None:
    _measure, address = measure_of(told)
    for query, number in NARROWED:
        found = read(f"{address}/", **query)["items"]
        assert len(found) == number, query
        assert lines(f"{address}.jsonl", **query) == found, query


def test_figures_of_an_earlier_day_are_those_that_were_public_then(told: Told) -> None:
    measure, address = measure_of(told)
    week = timedelta(days=7)
    measure.observations.update(published_from=timezone.now() - week)
    changed = quarters(date(2024, 1, 1), [55], area="E12000007")
    record_observations(measure=measure, rows=changed)
    yesterday = timezone.localdate() - timedelta(days=1)
    first = {"area": "E12000007", "group": "", "period_to": "2024-03-31"}
    for at, value in ((yesterday.isoformat(), 50), ("2999-01-01", 55), (None, 55)):
        query = {**first, "at": at} if at else first
        assert [one["value"] for one in read(f"{address}/", **query)["items"]] == [value]
    moment = datetime.combine(yesterday, datetime.min.time(), timezone.get_current_timezone())
    public = [facts(one) for one in public_observations([measure], moment)]
    found = read(f"{address}/", at=moment.isoformat())["items"]
    assert [told_facts(one) for one in found] == public
    assert read(f"{address}/", at="1000-01-01")["items"] == []


#: What is asked for, and how it is answered.
ASKED: list[tuple[dict[str, str], int]] = [
    ({"at": "yesterday"}, 422),
    ({"at": "2024-02-30"}, 422),
    ({"at": "0001-01-01T00:00:00+23:59"}, 200),
    ({"at": "9999-12-31T23:59:60Z"}, 200),
    ({"period_from": "2024-W01"}, 422),
    ({"period_from": "0001-01-01", "period_to": "9999-12-31"}, 200),
    ({"limit": "1001"}, 422),
    ({"area": "E1"}, 422),
    ({"group": "sex=\x00"}, 422),
    ({"cursor": "x"}, 404),
    ({"cursor": "WyIyMDI0LTAxLTAxIl0"}, 404),
    ({"cursor": "\x00"}, 422),
]


def test_whatever_is_asked_of_figures_is_answered(told: Told) -> None:
    _measure, address = measure_of(told)
    answers = [(query, status(f"{address}/", **query)) for query, _code in ASKED]
    assert answers == ASKED


def test_lines_are_conditional_and_head_reads_none(told: Told, client: Client) -> None:
    measure, address = measure_of(told)
    url = f"/en/api/v1/{address}.jsonl"
    first = client.get(url)
    tag, modified = first["ETag"], first["Last-Modified"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(url, headers={"If-Modified-Since": modified}).status_code == 304
    head = client.head(url)
    assert (head["ETag"], head.getvalue()) == (tag, b"")
    measure.observations.update(published_from=timezone.now() - timedelta(hours=2))
    before = client.get(url)["ETag"]
    gone = measure.observations.filter(area="E09000007")
    record_observations(measure=measure, rows=[], ended=[one.identity for one in gone])
    after = client.get(url, headers={"If-None-Match": before})
    assert after.status_code == 200
    assert len(after.getvalue().splitlines()) == 5
    assert client.get(url, {"area": "E12000007"})["ETag"] != after["ETag"]


@pytest.mark.parametrize(("wait", "most"), [(30, 30), (3600, 60)])
def test_no_copy_outlives_the_next_release(
    told: Told, client: Client, wait: int, most: int
) -> None:
    measure, address = measure_of(told)
    rows = quarters(date(2025, 1, 1), [70], area="E12000007")
    record_observations(measure=measure, rows=rows, at=timezone.now() + timedelta(seconds=wait))
    for url in (f"{address}/", f"{address}.jsonl", "measures/", f"measures/{measure.public_id}/"):
        kept = re.findall(r"max-age=(\d+)", client.get(f"/en/api/v1/{url}")["Cache-Control"])
        assert most - 5 <= int(kept[0]) <= most, url


def test_many_lines_come_a_few_at_a_time(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    measure, address = measure_of(told)
    row = measure.observations.filter(area="E09000007").first()
    copies = []
    for number in range(450):
        copy = Observation(
            **{f.name: getattr(row, f.name) for f in row._meta.fields if f.name != "id"}
        )
        copy.dimensions_key = f"n={number:04}"
        copies.append(copy)
    Observation.objects.bulk_create(copies)
    monkeypatch.setattr(observations, "CHUNK", 100)
    response = Client().get(f"/en/api/v1/{address}.jsonl")
    sizes = [part.count(b"\n") for part in response.streaming_content]
    assert sum(sizes) == 457
    assert max(sizes) == 200
