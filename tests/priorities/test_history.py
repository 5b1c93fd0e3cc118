"""What was published stays known: revisions, releases by the clock, figures of any past day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.readers import Reader
from priorities.actions.record_observations import record_observations
from priorities.models import Measure, Observation
from priorities.series import limit_by_releases, public_observations
from tests.factories import make_locale, make_plan, translate
from tests.priorities.makers import make_measure, make_priority, make_record, quarters, read, record

pytestmark = pytest.mark.django_db
ROWS = quarters(date(2020, 1, 1), [57, 58, 61])


def figures(measure: Measure, at: datetime | None = None) -> dict[str, Any]:
    """Figures that are public at an instant, by the first day of their period."""
    found = public_observations([measure], at)
    return {one.period_start.isoformat(): one.value or one.marker for one in found}


def age(measure: Measure, days: int) -> None:
    """Let all that was done have been done so many days earlier."""
    for one in measure.observations.all():
        until = one.published_until and one.published_until - timedelta(days=days)
        Observation.objects.filter(pk=one.pk).update(
            published_from=one.published_from - timedelta(days=days), published_until=until
        )


def test_a_release_waits_for_its_time_and_needs_nothing_to_run() -> None:
    measure = make_record()
    record(measure, ROWS[:1])
    release = timezone.now() + timedelta(hours=2)
    changed = [replace(ROWS[0], value=Decimal(50)), ROWS[1]]
    record_observations(measure=measure, rows=changed, at=release)
    assert figures(measure) == {"2020-01-01": 57}
    just_before = release - timedelta(microseconds=1)
    assert figures(measure, just_before) == {"2020-01-01": 57}
    assert figures(measure, release) == {"2020-01-01": 50, "2020-04-01": 58}
    statuses = {one.status for one in measure.observations.all()}
    assert statuses == {"published", "approved"}


def test_a_time_that_has_passed_is_now() -> None:
    measure = make_record()
    long_ago = timezone.now() - timedelta(days=300)
    record_observations(measure=measure, rows=ROWS, at=long_ago)
    assert figures(measure, timezone.now() - timedelta(minutes=1)) == {}
    assert len(figures(measure)) == 3


def test_what_waits_is_not_changed_before_its_release() -> None:
    measure = make_record()
    release = timezone.now() + timedelta(hours=2)
    record_observations(measure=measure, rows=ROWS[:1], at=release)
    with pytest.raises(ValidationError, match="already wait for their release"):
        record(measure, [replace(ROWS[0], value=Decimal(50))])
    record_observations(
        measure=measure,
        rows=[replace(ROWS[0], value=Decimal(50))],
        at=release + timedelta(hours=1),
    )
    assert figures(measure, release) == {"2020-01-01": 57}
    assert figures(measure, release + timedelta(hours=1)) == {"2020-01-01": 50}


def test_a_figure_that_is_taken_away_was_there() -> None:
    measure = make_record()
    record(measure, ROWS)
    age(measure, 10)
    gone = [ROWS[1].identity]
    result = record_observations(measure=measure, rows=[], ended=gone)
    assert (result.ended, result.created, result.changed) == (1, 0, 0)
    assert set(figures(measure)) == {"2020-01-01", "2020-07-01"}
    assert len(figures(measure, timezone.now() - timedelta(days=1))) == 3


def test_what_a_release_takes_away_is_not_given_anew_before_it() -> None:
    measure = make_record()
    record(measure, ROWS)
    release = timezone.now() + timedelta(hours=2)
    record_observations(measure=measure, rows=[], ended=[ROWS[1].identity], at=release)
    with pytest.raises(ValidationError, match="still to come takes away"):
        record(measure, [replace(ROWS[1], value=Decimal(3))])
    record_observations(measure=measure, rows=[ROWS[1]], at=release + timedelta(hours=1))
    assert set(figures(measure, release)) == {"2020-01-01", "2020-07-01"}
    assert len(figures(measure, release + timedelta(hours=1))) == 3


steps = st.lists(
    st.dictionaries(st.integers(0, 3), st.integers(1, 3), min_size=1, max_size=4), max_size=5
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps)
def test_the_figures_of_any_past_day_can_be_told(given: list[dict[int, int]]) -> None:
    measure = make_record()
    expected: dict[str, Any] = {}
    past: list[dict[str, Any]] = []
    periods = quarters(date(2020, 1, 1), [1, 1, 1, 1])
    for step in given:
        age(measure, 1)
        rows = [replace(periods[place], value=Decimal(value)) for place, value in step.items()]
        record(measure, rows)
        expected |= {row.period_start.isoformat(): row.value for row in rows}
        past.append(dict(expected))
    now = timezone.now()
    for days, then in enumerate(reversed(past)):
        assert figures(measure, now - timedelta(days=days) + timedelta(seconds=1)) == then


class TestPages:
    @pytest.fixture
    def page(self) -> Any:
        return make_measure(make_priority(make_plan()))

    def test_earlier_values_and_releases_are_listed(self, client: Client, page: Any) -> None:
        record(page, ROWS)
        age(page.measure, 10)
        record(page, [replace(ROWS[2], value=Decimal(60))])
        html = " ".join(client.get(page.url).content.decode().split())
        assert "July to September 2020: was 61% until" in html
        assert "60% (July to September 2020, revised)" in html
        assert "60% [r]" in html
        assert "4 figures</li>" in html

    def test_releases_of_a_day_stand_together(self, client: Client, page: Any) -> None:
        record(page, ROWS[:1])
        record(page, ROWS[1:])
        html = client.get(page.url).content.decode()
        assert html.count("3 figures</li>") == 1
        assert "2 figures</li>" not in html

    def test_what_waits_is_on_no_page_and_bounds_how_long_it_is_kept(
        self, client: Client, page: Any
    ) -> None:
        record(page, ROWS[:2])
        release = timezone.now() + timedelta(seconds=90)
        record_observations(measure=page.measure, rows=[ROWS[2]], at=release)
        make_locale("pl")
        polish = translate(page, "pl")
        for url in (page.url, polish.url):
            response = client.get(url)
            assert "61%" not in response.content.decode()
            age_left = int(response["Cache-Control"].split("max-age=")[1].split(",")[0])
            assert 0 < age_left <= 90

    def test_a_list_is_bounded_by_the_first_release_of_any(self, page: Any) -> None:
        measure = page.measure
        soon = timezone.now() + timedelta(seconds=50)
        record_observations(measure=measure, rows=[ROWS[0]], at=soon + timedelta(seconds=500))
        record_observations(measure=measure, rows=[ROWS[1]], at=soon)
        reader = Reader(page.locale)
        limit_by_releases(reader, [Measure.objects.get(pk=measure.pk)])
        assert reader.freshness.seconds is not None
        assert 0 < reader.freshness.seconds <= 50

    def test_a_revision_is_the_same_in_every_language(self, client: Client, page: Any) -> None:
        record(page, ROWS)
        record(page, [replace(ROWS[2], value=Decimal(60))])
        polish = translate(page, "pl")
        assert "61%" in client.get(polish.url).content.decode()
        assert read(page.measure).latest.number == 60
