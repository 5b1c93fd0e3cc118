"""Reporting periods: who opens and freezes them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from plan.models import PlanPage
from priorities.actions.keep_periods import PeriodRefusedError, freeze_period, open_period
from priorities.models import CommitmentPage, Report, ReportingPeriod
from tests.factories import make_plan
from tests.priorities.commitments.makers import make_period, publisher, record_of, somebody
from tests.priorities.makers import make_commitment, make_priority

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> PlanPage:
    """A plan."""
    return make_plan()


@pytest.fixture
def page(plan: PlanPage) -> CommitmentPage:
    """A commitment."""
    return make_commitment(make_priority(plan))


class TestPeriods:
    """Opened and frozen by those who may."""

    def test_opening(self, plan: PlanPage) -> None:
        dates = {
            "starts_on": date(2026, 7, 1),
            "ends_on": date(2026, 9, 30),
            "updates_due_on": date(2026, 10, 10),
            "name": "",
        }
        with pytest.raises(PermissionDenied):
            open_period(plan=record_of(plan), user=somebody("Editor"), **dates)
        assert open_period(plan=record_of(plan), user=publisher(), **dates).state == "open"
        with pytest.raises(ValidationError, match="Another period of this plan is open"):
            open_period(plan=record_of(plan), user=publisher(), **dates)
        wrong = {**dates, "ends_on": date(2026, 6, 1)}
        other = record_of(make_plan(title="Next"))
        with pytest.raises(ValidationError, match="must end after it starts"):
            open_period(plan=other, user=publisher(), **wrong)

    def test_freezing_once(self, plan: PlanPage, page: CommitmentPage) -> None:
        period = make_period(plan)
        with pytest.raises(PermissionDenied):
            freeze_period(period=period, user=somebody("Editor"))
        assert not Report.objects.exists()
        freeze_period(period=period, user=publisher())
        with pytest.raises(PeriodRefusedError, match="frozen already"):
            freeze_period(period=period, user=publisher())
        assert Report.objects.count() == 1

    def test_not_while_nobody_can_read_the_plan(self, plan: PlanPage) -> None:
        period = make_period(plan)
        PageViewRestriction.objects.create(page=plan, restriction_type="login")
        with pytest.raises(PeriodRefusedError, match="not public"):
            freeze_period(period=period, user=publisher())
        assert ReportingPeriod.objects.get().state == "open"

    def test_through_the_admin(self, client: Client, plan: PlanPage, page: CommitmentPage) -> None:
        client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
        url = reverse("plan_commitments_admin:periods")
        assert "There are no reporting periods yet" in client.get(url).content.decode()
        data = {"plan": record_of(plan).pk, "starts_on": "2026-07-01", "ends_on": "2026-06-01"}
        wrong = client.post(url, {**data, "updates_due_on": "2026-10-10", "name": "Q3"})
        assert wrong.status_code == 422
        assert "must end after it starts" in wrong.content.decode()
        right = {**data, "ends_on": "2026-09-30", "updates_due_on": "2026-10-10", "name": "Q3"}
        assert client.post(url, right).status_code == 302
        assert client.post(url, right).status_code == 422
        one = reverse("plan_commitments_admin:period", args=[ReportingPeriod.objects.get().pk])
        pk = ReportingPeriod.objects.get().pk
        freeze = reverse("plan_commitments_admin:freeze_period", args=[pk])
        assert f'href="{freeze}"' in client.get(one).content.decode()
        client.post(one, {"freeze": "1"})
        assert not Report.objects.exists()
        assert client.post(freeze)["Location"] == one
        report = Report.objects.get()
        assert f"/en/reports/{report.public_id}/" in client.get(one).content.decode()
