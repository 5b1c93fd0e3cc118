"""What pages cost the database: the same for three and for thirty of anything."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from plan.contributors import contributors
from plan.readers import Reader
from priorities.contributor import PrioritiesContributor
from priorities.models import Area, Observation
from priorities.periods import last_day, months_later
from tests.factories import make_locale, make_organisation, make_plan, make_section, translate
from tests.priorities.counting import queries_of
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    quarters,
    record,
)

pytestmark = pytest.mark.django_db
MOST = 12


def fill(parent: Any, size: int, lead: Any) -> None:
    """So many outcomes with a commitment and a measure each, below a priority."""
    for _number in range(size):
        outcome = make_outcome(parent)
        make_commitment(outcome, lead=lead)
        record(make_measure(outcome), quarters(date(2019, 1, 1), [57, 58, "c", 59, 60]))


@pytest.fixture
def plan() -> Any:
    """A plan with one priority, and things below it."""
    return make_plan()


def test_a_priority_page(client: Client, plan: Any) -> None:
    """Site, locale, home, chain, page, surroundings, below, numbers, comments, figures."""
    lead = make_organisation()
    page = make_priority(plan)
    fill(page, 3, lead)
    few = queries_of(client, page.url)
    fill(page, 9, make_organisation(name="Another"))
    assert queries_of(client, page.url) == few <= 10


def test_an_outcome_page(client: Client, plan: Any) -> None:
    priority = make_priority(plan)
    page = make_outcome(priority)
    for size in (3, 9):
        for _number in range(size):
            make_commitment(page)
            record(make_measure(page), quarters(date(2019, 1, 1), [57, 58]))
        if size == 3:
            few = queries_of(client, page.url)
    assert queries_of(client, page.url) == few <= MOST


def test_a_measure_page(client: Client, plan: Any) -> None:
    page = make_measure(make_priority(plan))
    record(page, quarters(date(2020, 1, 1), [57, 58, 59]))
    few = queries_of(client, page.url)
    record(page, quarters(date(2010, 1, 1), list(range(30))))
    assert queries_of(client, page.url) == few <= 10


def test_a_measure_page_with_everything(client: Client, plan: Any) -> None:
    """Areas, groups, revisions, an owner and a calculation: ten thousand figures cost as much."""
    areas = [f"E090000{number:02}" for number in range(1, 21)]
    offences = make_measure(make_priority(plan), geography=" ".join(areas))
    page = make_measure(
        make_priority(plan),
        geography=" ".join(areas),
        data_owner=make_organisation(),
        calculation="share",
        calculated_from=offences.measure,
        calculated_by=make_measure(make_priority(plan), geography=" ".join(areas)).measure,
    )
    Area.objects.bulk_create([Area(code=code, name=f"Borough {code}") for code in areas])
    counts = []
    for size in (2, 125):
        rows = [
            Observation(
                measure=page.measure,
                period_start=day,
                period_end=last_day(day),
                period_kind="month",
                area=area,
                dimensions={"sex": sex},
                dimensions_key=f"sex={sex}",
                value=number,
            )
            for number in range(size)
            for day in [months_later(date(1990, 1, 1), number)]
            for area in areas
            for sex in ("f", "m", "x", "u")
        ]
        Observation.objects.all().delete()
        Observation.objects.bulk_create(rows, batch_size=400)
        counts.append(queries_of(client, f"{page.url}?area={areas[3]}&group=sex=f"))
    assert len(rows) == 10_000
    assert counts[0] == counts[1] <= MOST


def test_a_commitment_page(client: Client, plan: Any) -> None:
    priority = make_priority(plan)
    page = make_commitment(priority, lead=make_organisation())
    few = queries_of(client, page.url)
    for _number in range(9):
        make_commitment(priority)
    assert queries_of(client, page.url) == few <= MOST


def test_cards_cost_two_queries_however_many(plan: Any, django_assert_num_queries: Any) -> None:
    seam = next(one for one in contributors() if isinstance(one, PrioritiesContributor))
    reader = Reader(Locale.objects.get(language_code="en"))
    for size in (3, 9):
        for _number in range(size):
            fill(make_priority(plan), 1, None)
        seam.cards([plan], reader)  # looks up the plan's kind and the site, once for all
        with django_assert_num_queries(2):  # pages with the records, figures
            assert len(seam.cards([plan], reader)[plan.pk]) >= size


def test_embedded_measures(client: Client, plan: Any) -> None:
    priority = make_priority(plan)
    measures = [make_measure(priority) for _number in range(9)]
    for measure in measures:
        record(measure, quarters(date(2020, 1, 1), [57, 58]))
    blocks = [("measure", {"page": measure.pk}) for measure in measures]
    few = queries_of(client, make_section(plan, blocks[:3]).url)
    assert queries_of(client, make_section(plan, blocks).url) == few


def test_the_whole_plan(client: Client, plan: Any) -> None:
    url = reverse("plan:whole_plan", args=[plan.translation_key])
    page = make_priority(plan)
    fill(page, 3, make_organisation())
    few = queries_of(client, url)
    fill(page, 9, make_organisation(name="Another"))
    assert queries_of(client, url) == few


def test_more_languages_cost_nothing(client: Client, plan: Any) -> None:
    page = make_measure(make_priority(plan))
    record(page, quarters(date(2020, 1, 1), [57, 58, 59]))
    few = queries_of(client, page.url)
    for language in ("pl", "ar", "fr"):
        make_locale(language)
        translate(page, language)
    assert queries_of(client, page.url) == few
