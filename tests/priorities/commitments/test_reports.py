"""Reporting periods, and the reports that never change."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.test import Client
from wagtail.models import PageViewRestriction

from plan.models import PlanPage
from priorities.actions.keep_periods import freeze_period
from priorities.models import CommitmentPage, Report, ReportFile
from priorities.reports.snapshot import digest_of
from tests.factories import fresh, make_plan, publish, translate
from tests.priorities.commitments.makers import (
    make_period,
    publisher,
)
from tests.priorities.commitments.test_facts import milestone, set_stream
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_priority,
    quarters,
    record,
)
from tests.priorities.test_public_pages import shown, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def plan() -> PlanPage:
    """A plan in three languages."""
    return make_plan()


@pytest.fixture
def page(plan: PlanPage) -> CommitmentPage:
    """A commitment with all that can be said of one."""
    priority = make_priority(plan)
    measure = make_measure(priority, title="Good job")
    record(measure, quarters(date(2020, 1, 1), [57, 61]))
    made = make_commitment(
        priority,
        title="Do it",
        reference="C1",
        status="paused",
        status_reason="It rained.",
        due_on=date(2027, 3, 31),
    )
    set_stream(made, "milestones", [milestone("Start", date(2020, 1, 2))])
    set_stream(made, "serves", [("measure", measure.pk)])
    text = "<p>We <b>began</b>.</p><ul><li>Ten</li></ul>"
    older = ("update", {"date": "2020-01-01", "text": "<p>Old news.</p>"})
    newer = ("update", {"date": "2026-08-01", "text": text, "evidence": "https://a.example/"})
    return publish(set_stream(made, "updates", [older, newer]))


def frozen(plan: PlanPage, **fields: Any) -> Report:
    """A report on a new period."""
    return freeze_period(period=make_period(plan, **fields), user=publisher())


def url_of(report: Report, language: str = "en") -> str:
    """The page's address."""
    return f"/{language}/reports/{report.public_id}/"


def test_it_says_how_each_commitment_stood(
    client: Client, plan: PlanPage, page: CommitmentPage
) -> None:
    html = words(shown(client, url_of(frozen(plan))))
    for said in (
        "Progress report: July to September 2026",
        "C1 Do it",
        "‖ Paused Since",
        "It rained.",
        "Due 31 March 2027",
        "In a report for the first time",
        "Start – ▲ Late: it was due on 2 January 2020",
        "We began .",
        "• Ten",
        "Good job",
        "61%",
        "4 percentage points",
    ):
        assert said in html, said
    assert "Old news." not in html


def test_it_stays_when_everything_changes(
    client: Client, plan: PlanPage, page: CommitmentPage
) -> None:
    report = frozen(plan)
    before = shown(client, url_of(report))
    page = fresh(page)
    page.title, page.status, page.due_on = "Other", "complete", None
    publish(page)
    assert shown(client, url_of(report)) == before
    page.unpublish()
    assert shown(client, url_of(report)) == before
    assert Report.objects.get().digest == digest_of(Report.objects.get().snapshot)


def test_the_next_one_says_what_changed(
    client: Client, plan: PlanPage, page: CommitmentPage
) -> None:
    gone = make_commitment(page.get_parent(), title="Gone", reference="C2")
    same = make_commitment(page.get_parent(), title="Same", reference="C3")
    frozen(plan)
    fresh(gone).unpublish()
    page = fresh(page)
    page.status, page.due_on, page.status_reason = "on_track", date(2028, 3, 31), ""
    page.updates.append(("update", {"date": date(2020, 5, 5), "text": "<p>Late news.</p>"}))
    publish(page)
    later = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 12, 31)}
    html = words(shown(client, url_of(frozen(plan, **later))))
    first, second = html.split(same.title)[:2]
    assert "Status changed from “Paused” to “On track”" in first
    assert "Due date moved from 31 March 2027 to 31 March 2028" in first
    assert "Late news." not in first or "New updates" in first
    assert "Ten" not in first
    assert "Nothing has changed since the last report" in second
    assert "In the last report, and public no more C2 Gone" in html


def test_in_each_language(client: Client, plan: PlanPage, page: CommitmentPage) -> None:
    translate(page, "pl")
    translate(page, "ar")
    report = frozen(plan)
    assert set(report.snapshot["languages"]) == {"en", "pl", "ar"}
    assert "[pl] Do it" in shown(client, url_of(report, "pl"))
    arabic = client.get(url_of(report, "ar")).content.decode()
    assert "[ar] Do it" in arabic
    assert 'dir="rtl"' in arabic
    english = client.get(url_of(report)).content.decode()
    assert f'href="{url_of(report, "pl")}"' in english


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_the_file_is_made_once(
    client: Client, plan: PlanPage, page: CommitmentPage, language: str
) -> None:
    if language != "en":
        translate(page, language)
    report = frozen(plan)
    answer = client.get(f"{url_of(report, language)}report.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert b"pdfuaid:part" in answer.content
    assert client.get(f"{url_of(report, language)}report.pdf").content == answer.content
    assert ReportFile.objects.count() == 1
    document = pypdfium2.PdfDocument(io.BytesIO(answer.content))
    text = "".join(one.get_textpage().get_text_bounded() for one in document)
    assert "2027" in text
    assert "\ufffd" not in text
    if language == "en":
        assert "C1" in text
        assert "Do it" in text
        assert "We began." in text
        assert report.digest in "".join(text.split())


class TestUnalterable:
    """No door, and what came past all of them shows."""

    @pytest.mark.parametrize(
        "door",
        [
            lambda report: report.delete(),
            lambda report: Report.objects.all().delete(),
            lambda report: Report.objects.update(snapshot={}),
            lambda report: store(report, snapshot={}),
            lambda report: store(report, digest="0" * 64),
        ],
    )
    def test_no_door(self, plan: PlanPage, page: CommitmentPage, door: Any) -> None:
        report = frozen(plan)
        before = list(Report.objects.values())
        with pytest.raises(PermissionDenied), transaction.atomic():
            door(report)
        assert list(Report.objects.values()) == before

    def test_its_period_and_plan_stay(self, plan: PlanPage, page: CommitmentPage) -> None:
        report = frozen(plan)
        for held in (report.period, report.period.plan):
            with (
                pytest.raises(Exception, match=r"protected|cannot be changed"),
                transaction.atomic(),
            ):
                held.delete()

    def test_what_was_changed_past_the_guards_is_not_shown(
        self, client: Client, plan: PlanPage, page: CommitmentPage
    ) -> None:
        report = frozen(plan)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE plan_priorities_report SET digest = %s", ["0" * 64])
        assert client.get(url_of(report)).status_code == 404
        assert client.get(f"{url_of(report)}report.pdf").status_code == 404


def store(report: Report, **fields: Any) -> None:
    """Set and save."""
    for name, value in fields.items():
        setattr(report, name, value)
    report.save()


class TestWhoSeesIt:
    """As the plan itself."""

    def test_not_behind_a_restriction(
        self, client: Client, plan: PlanPage, page: CommitmentPage
    ) -> None:
        report = frozen(plan)
        PageViewRestriction.objects.create(page=plan, restriction_type="login")
        assert client.get(url_of(report)).status_code == 404

    def test_not_in_a_language_without_the_plan(
        self, client: Client, plan: PlanPage, page: CommitmentPage
    ) -> None:
        assert client.get(url_of(frozen(plan), "pl")).status_code == 404

    def test_drafts_are_in_no_report(self, plan: PlanPage, page: CommitmentPage) -> None:
        make_commitment(page.get_parent(), title="Secret", is_live=False)
        page = fresh(page)
        page.status_reason = "Secret"
        page.save_revision()
        assert "Secret" not in repr(frozen(plan).snapshot)


def test_a_commitment_leads_to_reports(
    client: Client, plan: PlanPage, page: CommitmentPage
) -> None:
    assert "Progress reports" not in shown(client, page.url)
    report = frozen(plan, name="Annual report")
    html = shown(client, page.url)
    assert f'href="{url_of(report)}">Progress report: July to September 2026</a>' in html
    assert "Annual report" in html
    assert "/reports/" not in shown(client, translate(page, "pl").url)


def test_words_of_milestones_are_those_of_the_language(
    client: Client, plan: PlanPage, page: CommitmentPage
) -> None:
    translate(page, "ar")
    assert "[ar] Start" in shown(client, url_of(frozen(plan), "ar"))
