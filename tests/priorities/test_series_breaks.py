"""Why figures before and after a day are not compared, in words that readers understand."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest
from django.test import Client

from priorities.models import MeasurePage
from tests.factories import fresh, make_plan, publish, translate
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_measure, make_priority, quarters, record
from tests.priorities.test_public_pages import shown, words

pytestmark = pytest.mark.django_db


def series_break(day: str, reason: str) -> dict[str, Any]:
    """Raw data of a break."""
    return {"type": "break", "value": {"on": day, "reason": reason}, "id": str(uuid.uuid4())}


@pytest.fixture
def page() -> MeasurePage:
    """A measure with one break and its figures."""
    made = make_measure(
        make_priority(make_plan()), breaks=[series_break("2020-07-01", "A new survey.")]
    )
    record(made, quarters(date(2020, 1, 1), [57, 58, 61, 62]))
    return made


def test_it_stands_near_the_chart(client: Client, page: MeasurePage) -> None:
    html = shown(client, page.url)
    place = html.index("Breaks in the series")
    assert html.index("</figure>") < place < html.index("About this measure")
    assert "1 July 2020 A new survey." in words(html)
    assert html.count("A new survey.") == 1


def test_a_reason_that_is_translated(client: Client, page: MeasurePage) -> None:
    html = shown(client, translate(page, "pl").url)
    assert '__value">[pl] A new survey.' in html


def test_a_break_that_nobody_has_translated_yet(client: Client, page: MeasurePage) -> None:
    polish = translate(page, "pl")
    before = queries_of(client, polish.url)
    source = fresh(page)
    source.breaks.append(("break", {"on": date(2020, 10, 1), "reason": "Now <b>by phone</b>."}))
    publish(source)
    html = shown(client, polish.url)
    assert "[pl] A new survey." in html
    assert 'lang="en">Now &lt;b&gt;by phone' in html
    assert queries_of(client, polish.url) == before + 1


def test_from_right_to_left_it_says_its_direction(client: Client, page: MeasurePage) -> None:
    arabic = translate(page, "ar")
    source = fresh(page)
    source.breaks.append(("break", {"on": date(2020, 10, 1), "reason": "Now by phone."}))
    publish(source)
    assert 'lang="en" dir="ltr">Now by phone.' in shown(client, arabic.url)


def test_where_the_source_is_no_longer_public_the_day_remains(
    client: Client, page: MeasurePage
) -> None:
    polish = translate(page, "pl")
    source = fresh(page)
    source.breaks.append(("break", {"on": date(2020, 10, 1), "reason": "Now by phone."}))
    MeasurePage.objects.filter(pk=publish(source).pk).update(live=False)
    html = shown(client, polish.url)
    assert "Now by phone." not in html
    assert "1 października 2020" in html
