"""Promises R1, R2 and R5 over HTTP, against gunicorn with three processes, on both databases."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from tests.consultation.factories import first_answers, name, second_answers
from tests.served.respondent import Respondent, reference_in
from tests.served.site import ServedSite

pytestmark = pytest.mark.served

OPEN = """
import uuid
from plan.models import PlanPage
from tests.consultation.factories import make_consultation, record
from tests.factories import make_plan
plan = PlanPage.objects.first() or make_plan(slug="plan")
print(record(make_consultation(plan, slug=f"survey-{uuid.uuid4().hex}")).public_id)
"""
ROWS = """
import json
from plan.consultation.models import Answer, Response
rows = Response.objects.filter(consultation__public_id="{public_id}")
print(json.dumps({{
    "references": list(rows.values_list("reference", flat=True)),
    "answers": Answer.objects.filter(response__in=rows).count(),
    "places": sorted(
        Answer.objects.filter(response__in=rows, text__startswith="Place ")
        .values_list("text", flat=True)
    ),
}}))
"""
LATE = """
from django.db.models import F
from plan.consultation.models import Response
rows = Response.objects.filter(consultation__public_id="{public_id}")
print(rows.filter(received_at__gte=F("consultation__closes_at")).count())
"""
CLOSE = "UPDATE plan_consultation_consultation SET closes_at = ? WHERE public_id = ?"
HOLD = "SELECT id FROM plan_consultation_consultation WHERE public_id = %s FOR UPDATE"

Held = dict[str, list[str]]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest) -> Iterator[ServedSite]:
    """A served site on each database."""
    address = os.environ.get("TEST_POSTGRES_URL", "") if request.param == "postgresql" else ""
    if request.param == "postgresql" and not address:
        pytest.skip("PostgreSQL: no server answered")
    with ServedSite(address) as served:
        yield served.start(workers=3)


@pytest.fixture
def public_id(site: ServedSite) -> str:
    """An open consultation of its own for each test."""
    return site.run(OPEN)


def form_of(site: ServedSite, public_id: str) -> str:
    """Address of the form."""
    return f"{site.url}/en/take-part/{public_id}/"


def ready(form: str, place: str = "Hackney") -> Respondent:
    """Somebody who has only to press "send"."""
    answers = second_answers(**{name("place"): place})
    return Respondent(form).start().answer(1, first_answers()).answer(2, answers)


def held(site: ServedSite, public_id: str) -> Held:
    """What the database holds."""
    found: Held = json.loads(site.run(ROWS.format(public_id=public_id)))
    return found


def test_20_identical_submits_make_one_response(site: ServedSite, public_id: str) -> None:
    respondent = ready(form_of(site, public_id))
    with ThreadPoolExecutor(20) as pool:
        pages = list(pool.map(lambda _: respondent.send(), range(20)))
    references = {reference_in(page) for page in pages}
    stored = held(site, public_id)
    assert len(references) == 1
    assert stored["references"] == list(references)
    assert stored["answers"] == 8


def test_200_different_submits_make_200_responses(site: ServedSite, public_id: str) -> None:
    form = form_of(site, public_id)

    def take_part(number: int) -> str:
        return reference_in(ready(form, f"Place {number:03}").send())

    with ThreadPoolExecutor(12) as pool:
        references = list(pool.map(take_part, range(200)))
    stored = held(site, public_id)
    assert len(set(references)) == 200
    assert set(stored["references"]) == set(references)
    assert stored["answers"] == 200 * 8
    assert stored["places"] == [f"Place {number:03}" for number in range(200)]


def close_in(site: ServedSite, public_id: str, seconds: float) -> float:
    """Set the closing time; returns when it is, by this process's clock."""
    closes = datetime.now(UTC) + timedelta(seconds=seconds)
    with site.connection() as connection:
        connection.execute(site.sql(CLOSE), (site.moment(closes), public_id))
        connection.commit()
    return time.monotonic() + seconds


def test_submits_around_the_closing_instant(site: ServedSite, public_id: str) -> None:
    respondents = [ready(form_of(site, public_id)) for _ in range(40)]
    closes = close_in(site, public_id, 4)

    def send_at(number: int) -> tuple[int, str]:
        time.sleep(max(0.0, closes - 2 + number * 0.1 - time.monotonic()))
        page = respondents[number].send()
        return page.status_code, reference_in(page)

    with ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(send_at, range(40)))
    accepted = [reference for status, reference in outcomes if status == 200]
    refused = [status for status, _ in outcomes if status != 200]
    assert accepted
    assert refused
    assert set(refused) == {410}
    assert sorted(held(site, public_id)["references"]) == sorted(accepted)
    assert site.run(LATE.format(public_id=public_id)) == "0"


def test_what_arrived_in_time_counts_though_it_waited(site: ServedSite, public_id: str) -> None:
    on_time, late = ready(form_of(site, public_id)), ready(form_of(site, public_id))
    closes = close_in(site, public_id, 5)
    with ThreadPoolExecutor(2) as pool, site.connection() as connection:
        if site.postgres:
            connection.execute(HOLD, (public_id,))
        else:
            connection.execute("BEGIN IMMEDIATE")
        first = pool.submit(on_time.send)
        time.sleep(closes - time.monotonic() + 2)
        assert not first.done()
        second = pool.submit(late.send)
        connection.rollback()
        assert reference_in(first.result())
        assert second.result().status_code == 410
    assert len(held(site, public_id)["references"]) == 1
