"""CPU per request, as ratios measured in one run (design.md, section 7): `make bench`.

Every figure is the least of several rounds, so that what else the machine does counts little.
"""

from __future__ import annotations

import time
from datetime import date, timedelta

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from wagtail.models import Page

from plan.consultation.builder import definition_by_texts
from plan.consultation.exports import csv_lines, response_rows
from plan.consultation.models import Answer, FormTexts, Response
from tests import factories
from tests.benchmarks.measuring import cpu_of, say
from tests.consultation.factories import known_id, make_consultation
from tests.consultation.factories import (
    record as record_of,
)
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


def test_exporting() -> None:
    consultation = record_of(make_consultation())
    texts = FormTexts.objects.get(version__consultation=consultation)
    definition = definition_by_texts(texts.pk)
    number = 5000
    begun = timezone.now() - timedelta(hours=1)
    responses = Response.objects.bulk_create(
        Response(
            consultation=consultation,
            reference=f"R{place:07}",
            version_id=definition.version,
            texts=texts,
            language="en",
            received_at=begun,
        )
        for place in range(number)
    )
    questions = [question.id for question in definition.questions()]
    Answer.objects.bulk_create(
        (
            Answer(
                consultation=consultation,
                response=response,
                question_id=question,
                option_id=known_id("person") if place == 0 else None,
                text="" if place == 0 else "Words",
            )
            for response in responses
            for place, question in enumerate(questions)
        ),
        batch_size=5000,
    )
    begun_cpu = time.process_time()
    lines = csv_lines(response_rows(consultation))
    next(lines)
    next(lines)
    first = time.process_time() - begun_cpu
    assert sum(1 for _ in lines) == number
    cost = time.process_time() - begun_cpu
    say(
        f"{number} responses of {len(questions)} answers as CSV: {cost:.2f} s CPU, "
        f"first line after {first:.3f} s"
    )
