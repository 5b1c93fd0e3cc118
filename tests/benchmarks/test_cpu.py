"""CPU per request, as ratios measured in one run (design.md, section 7): `make bench`.

Every figure is the least of several rounds, so that what else the machine does counts little.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django import forms
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import Page

from plan.consultation.models import Response
from tests import factories
from tests.consultation.factories import (
    make_consultation,
    name,
    question,
    section,
)
from tests.consultation.factories import (
    record as record_of,
)
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_commitment, make_measure, make_priority, quarters, record

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

ROUNDS = 7
PRIORITIES = 25
QUESTIONS = 20


def say(line: str) -> None:
    """Tell whoever runs the benchmarks."""
    sys.stdout.write(f"\n{line}")


def cpu_of(call: Callable[[], object], times: int) -> float:
    """Milliseconds of CPU per call: the least of several rounds."""
    call()
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            begun = time.process_time()
            for _ in range(times):
                call()
            best = min(best, (time.process_time() - begun) / times * 1000)
    finally:
        gc.enable()
    return best


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


class BareForm(forms.Form):
    """Twenty fields, as a bare Django form has them."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for number in range(QUESTIONS):
            self.fields[f"f{number}"] = forms.CharField(max_length=500)


def bare_form(request: HttpRequest) -> HttpResponse:
    """Validates, and shows the form again as such views do."""
    form = BareForm(request.POST)
    assert form.is_valid()
    return HttpResponse(form.as_p())


def test_answering(client: Client) -> None:
    asked = [question("short_text", f"b{n}", f"Question {n}?") for n in range(QUESTIONS)]
    consultation = record_of(make_consultation(sections=[section("all", "All", *asked)]))
    form = f"/en/take-part/{consultation.public_id}/"
    typed = {name(f"b{number}"): "Words" for number in range(QUESTIONS)}
    tokens = []
    for _ in range(ROUNDS * 5 + 5):
        client.cookies.clear()
        client.post(form)
        tokens.append(next(iter(client.cookies.values())).value)
        client.post(f"{form}section/1/", {**typed, "attempt": tokens[-1]})
    waiting = iter(tokens)
    client.cookies.clear()

    def send() -> None:
        answer = client.post(f"{form}check/", {"attempt": next(waiting)})
        assert answer.status_code == 200

    factory = RequestFactory()
    plain = cpu_of(
        lambda: bare_form(factory.post("/", {f"f{n}": "x" for n in range(QUESTIONS)})), 5
    )
    cost = cpu_of(send, 5)
    say(f"A bare Django form of {QUESTIONS} fields, called directly: {plain:.1f} ms CPU")
    say(
        f"Sending {QUESTIONS} answers, receipt included: {cost:.1f} ms CPU, "
        f"{cost / plain:.2f} × the bare form"
    )
    assert Response.objects.count() == ROUNDS * 5 + 1
