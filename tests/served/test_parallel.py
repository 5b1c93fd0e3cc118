"""Promises R1, R2 and R5 over HTTP, against gunicorn with three processes, on both databases."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

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
CLOSE_IN = """
from datetime import timedelta
from plan.consultation.models import Consultation
from plan.consultation.queries import database_now
Consultation.objects.filter(public_id="{public_id}").update(
    closes_at=database_now() + timedelta(seconds={seconds})
)
"""
LATE = """
from django.db.models import F
from plan.consultation.models import Response
rows = Response.objects.filter(consultation__public_id="{public_id}")
print(rows.filter(received_at__gte=F("consultation__closes_at")).count())
"""
HOLD = """
import sys, time
from django.db import connection, transaction
from plan.consultation.models import Consultation
with transaction.atomic():
    Consultation.objects.select_for_update().get(public_id="{public_id}")
    Consultation.objects.filter(public_id="{public_id}").update(estimated_minutes=9)
    open({flag!r}, "w").close()
    time.sleep({seconds})
"""

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


def test_submits_around_the_closing_instant(site: ServedSite, public_id: str) -> None:
    respondents = [ready(form_of(site, public_id)) for _ in range(30)]
    site.run(CLOSE_IN.format(public_id=public_id, seconds=3))
    begun = time.monotonic()

    def send_at(number: int) -> tuple[int, str]:
        time.sleep(max(0.0, number * 0.2 - (time.monotonic() - begun)))
        page = respondents[number].send()
        return page.status_code, reference_in(page)

    with ThreadPoolExecutor(10) as pool:
        outcomes = list(pool.map(send_at, range(30)))
    accepted = [reference for status, reference in outcomes if status == 200]
    refused = [status for status, _ in outcomes if status != 200]
    assert accepted
    assert refused
    assert set(refused) == {410}
    assert sorted(held(site, public_id)["references"]) == sorted(accepted)
    assert site.run(LATE.format(public_id=public_id)) == "0"


def test_what_arrived_in_time_counts_though_it_waited(site: ServedSite, public_id: str) -> None:
    on_time, late = ready(form_of(site, public_id)), ready(form_of(site, public_id))
    flag = Path(site.folder.name) / f"held-{public_id}"
    site.run(CLOSE_IN.format(public_id=public_id, seconds=8))
    with ThreadPoolExecutor(3) as pool:
        code = HOLD.format(public_id=public_id, flag=str(flag), seconds=10)
        holding = pool.submit(site.run, code)
        deadline = time.monotonic() + 7
        while not flag.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        assert flag.exists()
        first = pool.submit(on_time.send)
        time.sleep(9)
        second = pool.submit(late.send)
        assert reference_in(first.result())
        assert second.result().status_code == 410
        holding.result()
    assert len(held(site, public_id)["references"]) == 1
