"""Nonsense in the form of a mapping is told, never an error."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.test import Client

from priorities.models import Measure, Observation
from tests.priorities.intake.browsing import form_with, held, newest, upload, url
from tests.priorities.intake.makers import OWNER, csv_of, make_measure_record, months, person

pytestmark = pytest.mark.django_db
WHOLE = csv_of({"Burglary": months(date(2020, 1, 1), list(range(10, 60)))})
NONSENSE: list[dict[str, str]] = [
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
]


@pytest.fixture
def owner(client: Client) -> Client:
    """Somebody who may upload."""
    client.force_login(person(*OWNER))
    return client


@pytest.fixture
def measure() -> Measure:
    """A measure without a page."""
    return make_measure_record()


def test_nonsense_in_the_mapping_is_told(owner: Client, measure: Measure) -> None:
    upload(owner, WHOLE, "a.csv", measure)
    address = url("mapping", newest().public_id)
    data = held(form_with(owner.get(address).content.decode(), "read"))
    for changes in NONSENSE:
        given = {name: [text] for name, text in changes.items()}
        with transaction.atomic():
            response = owner.post(address, {**data, **given, "read": "1"})
            assert response.status_code in {302, 422}, changes
            if response.status_code == 302:
                assert owner.get(response["Location"]).status_code == 200, changes
            assert not Observation.objects.exists()
            transaction.set_rollback(True)


def test_an_empty_form_is_told(owner: Client, measure: Measure) -> None:
    upload(owner, WHOLE, "a.csv", measure)
    html = owner.get(url("mapping", newest().public_id)).content.decode()
    names = held(form_with(html, "read"))
    response = owner.post(url("mapping", newest().public_id), dict.fromkeys(names, ""))
    assert response.status_code == 422
