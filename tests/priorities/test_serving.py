"""Measures and outcomes name the commitments that serve them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import fresh, make_plan, publish, restrict, translate
from tests.priorities.commitments.test_facts import set_stream
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_commitment, make_measure, make_outcome, make_priority
from tests.priorities.test_public_pages import shown

pytestmark = pytest.mark.django_db


def serve(parent: Any, title: str, *served: tuple[str, Any]) -> Any:
    """A commitment that serves some pages."""
    made = make_commitment(parent, title=title)
    links = [(kind, page.pk) for kind, page in served]
    return publish(set_stream(made, "serves", links))


def test_a_measure_names_those_that_serve_it(client: Client) -> None:
    priority = make_priority(make_plan())
    measure, other = make_measure(priority), make_measure(priority)
    before = queries_of(client, measure.url)
    assert "Commitments that serve it" not in shown(client, measure.url)
    patrols = serve(priority, "More patrols", ("measure", measure))
    serve(priority, "Foreign", ("measure", other))
    hidden = make_priority(make_plan())
    serve(hidden, "Hidden", ("measure", measure))
    restrict(hidden)
    html = shown(client, measure.url)
    assert f'href="{patrols.url}">More patrols</a>' in html
    assert "Foreign" not in html
    assert "Hidden" not in html
    assert queries_of(client, measure.url) == before


def test_in_the_readers_language(client: Client) -> None:
    priority = make_priority(make_plan())
    measure = make_measure(priority)
    patrols = serve(priority, "More patrols", ("measure", measure))
    polish = translate(measure, "pl")
    assert "More patrols" not in shown(client, polish.url)
    translate(patrols, "pl")
    assert "[pl] More patrols" in shown(client, polish.url)


def test_an_outcome_names_those_that_stand_elsewhere(client: Client) -> None:
    priority = make_priority(make_plan())
    outcome = make_outcome(priority)
    serve(outcome, "Own", ("outcome", outcome))
    assert "serve it" not in shown(client, outcome.url)
    serve(priority, "Elsewhere", ("outcome", outcome))
    html = shown(client, outcome.url)
    assert html.count(">Own<") == 1
    assert html.index("Commitments elsewhere that serve it") < html.index(">Elsewhere<")


def test_a_copied_plan_names_its_own(client: Client) -> None:
    plan = make_plan()
    priority = make_priority(plan)
    measure = make_measure(priority)
    own = serve(priority, "More patrols", ("measure", measure))
    later = make_commitment(
        make_priority(make_plan(title="Next")), title="More patrols", commitment=own.commitment
    )
    publish(set_stream(later, "serves", [("measure", measure.pk)]))
    html = shown(client, fresh(measure).url)
    assert own.url in html
    assert later.url not in html
