"""CPU per request, as ratios measured in one run (design.md, section 7): `make bench`.

Every figure is the least of several rounds, so that what else the machine does counts little.
"""

from __future__ import annotations

from datetime import date

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import Page

from tests import factories
from tests.benchmarks.measuring import cpu_of, say
from tests.consultation.factories import make_consultation
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_commitment, make_measure, make_priority, quarters, record

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

PRIORITIES = 25


def bare_view(request: HttpRequest) -> HttpResponse:
    """Nothing but a response."""
    return HttpResponse("<!DOCTYPE html><title>Bare</title>")


@pytest.fixture
def bare(settings: object) -> float:
    """A bare view, with what Django's test client adds and no middleware."""
    factory = RequestFactory()
    return cpu_of(lambda: bare_view(factory.get("/")), 200)


def test_reading(client: Client, bare: float) -> None:
    home = factories.make_site()
    empty = Page(title="Empty", slug="empty", locale=home.locale)
    home.add_child(instance=empty)
    plan = factories.make_plan()
    factories.make_statement(plan)
    for _ in range(PRIORITIES):
        priority = make_priority(plan)
        make_commitment(priority)
        record(make_measure(priority), quarters(date(2024, 1, 1), [50, 51, 52]))
    make_consultation(plan)
    pages = {"an empty Wagtail page": empty.url, "the plan": plan.url, "a priority": priority.url}
    costs = {}
    for label, url in pages.items():
        assert client.get(url).status_code == 200
        costs[label] = cpu_of(lambda url=url: client.get(url), 10)
    unit = costs["an empty Wagtail page"]
    say(f"A bare view, called directly: {bare:.3f} ms CPU")
    for label, cost in costs.items():
        queries = queries_of(client, pages[label])
        say(
            f"{label}: {cost:.1f} ms CPU, {queries} queries, "
            f"{cost / unit:.2f} × an empty Wagtail page, {cost / bare:.0f} × a bare view"
        )
