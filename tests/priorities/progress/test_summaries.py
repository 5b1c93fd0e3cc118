"""Summaries that are kept beside the figures: believed only while they hold."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from django_tasks import default_task_backend

from plan.readers import Reader
from priorities import summaries
from priorities.actions import keep_summaries as keeping
from priorities.actions.keep_summaries import keep_summaries, keep_summaries_task
from priorities.actions.record_observations import record_observations
from priorities.models import Measure, MeasurePage, MeasureSummary
from tests.factories import fresh, make_locale, make_plan, translate
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_measure, make_priority, quarters, record

pytestmark = pytest.mark.django_db
FIRST = date(2020, 1, 1)


@pytest.fixture
def page() -> MeasurePage:
    """A measure with two figures, in a priority of a plan."""
    found = make_measure(make_priority(make_plan()), title="Good job")
    record(found, quarters(FIRST, [57, 61]))
    return found


def kept(page: MeasurePage) -> MeasureSummary:
    """What is kept of a measure in English, made now."""
    keep_summaries(measures=[Measure.objects.get(pk=page.measure_id)])
    return MeasureSummary.objects.get(measure=page.measure_id, language="en")


def spoil(page: MeasurePage) -> None:
    """Put a mark into what is kept, to see whether it is shown."""
    kept(page)
    MeasureSummary.objects.update(html="<em>kept</em>", kind="worse")


def progress(client: Client, page: MeasurePage, language: str = "en") -> str:
    """The progress of the plan as a reader has it."""
    plan = page.plan_page
    with override(language):
        url = reverse("plan:progress", args=[plan.translation_key])
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def is_believed(client: Client, page: MeasurePage) -> bool:
    """Whether the page shows what is kept."""
    return "<em>kept</em>" in progress(client, page)


def test_what_is_kept_is_what_would_be_worked_out(client: Client, page: MeasurePage) -> None:
    before = progress(client, page)
    assert "61%" in before
    kept(page)
    assert progress(client, page) == before
    spoil(page)
    assert is_believed(client, page)
    assert "?direction=worse" in progress(client, page)


def test_kept_summaries_save_the_figures(client: Client, page: MeasurePage) -> None:
    url = reverse("plan:progress", args=[page.plan_page.translation_key])
    before = queries_of(client, url)
    kept(page)
    assert queries_of(client, url) == before - 2


def test_new_figures_end_it(client: Client, page: MeasurePage) -> None:
    spoil(page)
    record(page, quarters(FIRST, [57, 61, 66]))
    assert "66%" in progress(client, page)
    assert not is_believed(client, page)


def test_new_facts_end_it(client: Client, page: MeasurePage) -> None:
    spoil(page)
    edited = fresh(page)
    edited.direction_wanted = "lower"
    edited.save_revision().publish()
    assert not is_believed(client, page)
    assert "?direction=worse" in progress(client, page)


def test_a_record_that_is_stored_by_hand_ends_it(client: Client, page: MeasurePage) -> None:
    spoil(page)
    Measure.objects.get(pk=page.measure_id).save()
    assert not is_believed(client, page)


def test_other_code_and_other_words_end_it(
    client: Client, page: MeasurePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(page)
    monkeypatch.setattr(summaries, "maker", lambda language: "other")
    assert not is_believed(client, page)


def test_each_language_has_its_mark() -> None:
    assert summaries.maker("en") == summaries.maker("en")
    assert summaries.maker("en") != summaries.maker("pl")


def test_it_ends_with_the_next_release(client: Client, page: MeasurePage) -> None:
    """Made before a release, it is not believed after it, whether or not a task ran."""
    at = timezone.now() + timedelta(hours=1)
    record_observations(measure=page.measure, rows=quarters(FIRST, [57, 61, 70]), at=at)
    found = kept(page)
    assert found.holds_until == at
    spoil(page)
    assert is_believed(client, page)
    MeasureSummary.objects.update(holds_until=timezone.now())
    assert not is_believed(client, page)


def test_pages_are_kept_until_the_next_release_only(page: MeasurePage) -> None:
    at = timezone.now() + timedelta(minutes=2)
    record_observations(measure=page.measure, rows=quarters(FIRST, [57, 61, 70]), at=at)
    kept(page)
    reader = Reader(page.locale)
    summaries.load_summaries([page.measure_id], reader)
    assert reader.freshness.seconds == pytest.approx(120, abs=10)


def test_translations_have_their_own(client: Client, page: MeasurePage) -> None:
    make_locale("pl")
    for one in (page.plan_page, page.get_parent().specific, page):
        translate(one, "pl").save_revision().publish()
    kept(page)
    languages = MeasureSummary.objects.values_list("language", flat=True)
    assert sorted(languages) == ["en", "pl"]
    MeasureSummary.objects.filter(language="en").update(html="<em>kept</em>")
    assert "<em>kept</em>" not in progress(client, page, "pl")
    assert "więcej niż wcześniej" in progress(client, page, "pl")


def test_a_measure_without_a_public_page_needs_none() -> None:
    hidden = make_measure(make_priority(make_plan()), is_live=False)
    assert keep_summaries(measures=[hidden.measure]) == 0


def test_figures_that_change_meanwhile_are_read_again(
    page: MeasurePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A task that read before a change never has the last word."""
    written = keeping.write
    changes = iter([lambda: record(page, quarters(FIRST, [57, 61, 80]))])

    def write(measures: Any) -> int:
        count = written(measures)
        next(changes, lambda: None)()
        return count

    monkeypatch.setattr(keeping, "write", write)
    found = kept(page)
    assert "80%" in found.html
    assert found.version == Measure.objects.get(pk=page.measure_id).version


@pytest.fixture
def enqueued() -> Iterator[list[Any]]:
    """What the queue was given."""
    default_task_backend.clear()  # type: ignore[attr-defined]  # of the backend for tests
    yield default_task_backend.results  # type: ignore[attr-defined]
    default_task_backend.clear()  # type: ignore[attr-defined]


def test_each_change_has_them_made_in_a_task(
    page: MeasurePage, enqueued: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        record(page, quarters(FIRST, [57, 61, 66]))
    mine = [one for one in enqueued if one.task == keep_summaries_task]
    assert [one.args for one in mine] == [[page.measure_id]]
    keep_summaries_task.call(page.measure_id)
    assert "66%" in MeasureSummary.objects.get(language="en").html


def test_a_task_for_a_measure_that_is_gone_does_nothing() -> None:
    keep_summaries_task.call(0)
    assert not MeasureSummary.objects.exists()


def test_a_queue_that_fails_loses_no_figure(
    page: MeasurePage, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    def fail(measure_pk: int) -> None:
        raise OSError

    monkeypatch.setattr(keeping, "queue", fail)
    with django_capture_on_commit_callbacks(execute=True):
        record(page, quarters(FIRST, [57, 61, 66]))
    assert page.measure.observations.count() == 3


def test_the_command_makes_all(page: MeasurePage, capsys: pytest.CaptureFixture[str]) -> None:
    make_measure(page.get_parent().specific, title="Another")
    call_command("keep_measure_summaries")
    assert "Summaries: 2" in capsys.readouterr().out
    assert MeasureSummary.objects.count() == 2
