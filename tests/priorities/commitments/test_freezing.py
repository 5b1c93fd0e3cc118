"""Freezing asks first, with the report as it would be."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry, PageViewRestriction

from plan.models import PlanPage
from priorities.models import CommitmentPage, Report, ReportingPeriod
from priorities.reports.preview import preview_of
from tests.factories import make_plan, publish, translate
from tests.priorities.commitments.makers import make_owner, make_period, make_update, publisher
from tests.priorities.commitments.test_facts import milestone, set_stream
from tests.priorities.commitments.test_reports import frozen
from tests.priorities.counting import queries_of
from tests.priorities.makers import make_commitment, make_measure, make_priority, quarters, record
from tests.priorities.test_public_pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]
DURING, AFTER = datetime(2026, 9, 30, 12, tzinfo=UTC), datetime(2026, 10, 1, 12, tzinfo=UTC)
NOT_ENDED = "The period has not ended yet: its last day is 30 September 2026."


@pytest.fixture
def plan() -> PlanPage:
    """A plan."""
    return make_plan()


@pytest.fixture
def page(plan: PlanPage) -> CommitmentPage:
    """A commitment with all that a report shows."""
    measure = make_measure(make_priority(plan), title="Good job")
    record(measure, quarters(date(2020, 1, 1), [57, 61]))
    made = make_commitment(measure.get_parent(), title="Do it", reference="C1")
    set_stream(made, "milestones", [milestone("Start", date(2020, 1, 2))])
    set_stream(made, "serves", [("measure", measure.pk)])
    news = {"date": "2026-08-01", "text": "<p>We began.</p>", "evidence": "https://a.example/"}
    return publish(set_stream(made, "updates", [("update", news)]))


@pytest.fixture
def period(plan: PlanPage, page: CommitmentPage) -> ReportingPeriod:
    """The third quarter of 2026."""
    return make_period(plan)


def url_of(period: ReportingPeriod) -> str:
    """The page that asks."""
    return reverse("plan_commitments_admin:freeze_period", args=[period.pk])


def asked(client: Client, period: ReportingPeriod, query: str = "") -> str:
    """What it says."""
    client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
    answer = client.get(f"{url_of(period)}{query}")
    assert answer.status_code == 200
    return words(answer.content.decode())


def test_it_shows_the_report_and_keeps_nothing(client: Client, period: ReportingPeriod) -> None:
    logged = ModelLogEntry.objects.count()
    html = asked(client, period)
    for said in (
        "The report as it would be",
        "Progress report: July to September 2026",
        "C1 Do it",
        "In a report for the first time",
        "Start – Late: it was due on 2 January 2020",
        "We began.",
        "https://a.example/",
        "Good job 61%",
        "No update waits for a decision.",
        "Freeze and publish",
    ):
        assert said in html, said
    assert "Commitments without a new update" not in html
    assert not Report.objects.exists()
    assert ReportingPeriod.objects.get().state == "open"
    assert ModelLogEntry.objects.count() == logged


def test_it_is_the_report_that_is_frozen(
    client: Client, plan: PlanPage, period: ReportingPeriod
) -> None:
    before = preview_of(period, "en").document["commitments"]
    assert client.post(url_of(period)).status_code == 302
    assert not Report.objects.exists()
    client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
    client.post(url_of(period))
    report = Report.objects.get()
    assert before[0]["title"] == "C1 Do it"
    assert report.snapshot["commitments"][0]["titles"] == {"en": "Do it"}
    again = client.post(url_of(period), follow=True).content.decode()
    assert "frozen already" in again
    assert Report.objects.count() == 1


def test_it_compares_with_the_report_before(client: Client, plan: PlanPage, page: Any) -> None:
    frozen(plan)
    later = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    html = asked(client, make_period(plan, **later))
    assert "Nothing has changed since the last report" in html
    assert "Commitments without a new update" in html


@pytest.mark.parametrize(("now", "is_said"), [(DURING, True), (AFTER, False)])
def test_a_period_that_has_not_ended(
    client: Client, period: ReportingPeriod, now: datetime, is_said: bool
) -> None:
    with time_machine.travel(now, tick=False):
        assert (NOT_ENDED in asked(client, period)) is is_said


def test_what_waits_and_who_is_silent(
    client: Client, page: CommitmentPage, period: ReportingPeriod
) -> None:
    silent = make_commitment(page.get_parent(), title="Silent", reference="C2")
    make_commitment(page.get_parent(), title="Ended", status="complete")
    elsewhere = make_commitment(make_priority(make_plan(title="Next")))
    for one in (page, silent, elsewhere):
        make_update(make_owner(one.commitment), one.commitment)
    html = asked(client, period)
    assert "2 updates wait for a decision and would not be in the report." in html
    assert preview_of(period, "en").silent == ["C2 Silent"]
    raw = client.get(url_of(period)).content.decode()
    assert f'href="{reverse("plan_commitments_admin:updates")}">Look at' in raw


def test_in_each_language(client: Client, page: CommitmentPage, period: ReportingPeriod) -> None:
    translate(page, "ar")
    assert "[ar] Do it" not in asked(client, period)
    assert "[ar] Do it" in asked(client, period, "?language=ar")
    assert "C1 Do it" in asked(client, period, "?language=xx")
    assert '<div lang="ar" dir="rtl">' in client.get(f"{url_of(period)}?language=ar").text


def test_a_plan_that_is_not_public(client: Client, plan: PlanPage, period: ReportingPeriod) -> None:
    PageViewRestriction.objects.create(page=plan, restriction_type="login")
    html = asked(client, period)
    assert "The plan is not public." in html
    assert "Freeze and publish" not in html
    answer = client.post(url_of(period), follow=True).content.decode()
    assert "The plan is not public." in answer
    assert not Report.objects.exists()


def test_the_queries_do_not_grow_with_updates(
    client: Client, page: CommitmentPage, period: ReportingPeriod
) -> None:
    make_update(make_owner(page.commitment), page.commitment)
    client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
    few = queries_of(client, url_of(period))
    for number in range(5):
        owner = make_owner(page.commitment, email=f"{number}@example.org")
        make_update(owner, page.commitment)
    assert queries_of(client, url_of(period)) == few
