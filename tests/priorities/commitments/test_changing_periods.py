"""A period that is open can be corrected and cancelled; a frozen one cannot."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from plan.models import PlanPage
from priorities.actions.change_periods import cancel_period, edit_period
from priorities.actions.keep_periods import PeriodRefusedError, freeze_period
from priorities.models import CommitmentPage, OwnerReminder, Report, ReportingPeriod
from tests.factories import make_plan
from tests.priorities.commitments.makers import (
    make_owner,
    make_period,
    make_update,
    publisher,
    somebody,
)
from tests.priorities.makers import make_commitment, make_priority

pytestmark = pytest.mark.django_db
DATES = {
    "starts_on": date(2026, 10, 1),
    "ends_on": date(2026, 12, 31),
    "updates_due_on": date(2027, 1, 10),
    "name": "Winter",
}
POSTED = {key: str(value) for key, value in DATES.items()}


@pytest.fixture
def plan() -> PlanPage:
    """A plan."""
    return make_plan()


@pytest.fixture
def page(plan: PlanPage) -> CommitmentPage:
    """A commitment."""
    return make_commitment(make_priority(plan))


@pytest.fixture
def period(plan: PlanPage, page: CommitmentPage) -> ReportingPeriod:
    """A period that is open."""
    return make_period(plan)


def logged(action: str) -> list[Any]:
    """What the log keeps of an action."""
    rows = ModelLogEntry.objects.filter(action=f"plan_priorities.{action}")
    return list(rows.values_list("data", flat=True))


def stored() -> dict[str, Any]:
    """The period as it is kept."""
    return ReportingPeriod.objects.values(*DATES).get()


def told(period: ReportingPeriod, page: CommitmentPage) -> None:
    """Its owner was reminded of it."""
    owner = make_owner(page.commitment)
    for kind in ("before", "after"):
        key = f"period-{kind}:{period.pk}"
        OwnerReminder.objects.create(owner=owner, commitment=page.commitment, occasion=key)


class TestEditing:
    """Name and dates."""

    def test_it_is_kept_and_logged(self, period: ReportingPeriod) -> None:
        edit_period(period=period, user=publisher(), **DATES)
        assert stored() == DATES
        [data] = logged("edit_period")
        assert data["before"]["ends_on"] == "2026-09-30"
        assert data["after"] == {**POSTED}

    def test_nothing_new_is_not_logged(self, period: ReportingPeriod) -> None:
        edit_period(period=period, user=publisher(), **stored())
        assert logged("edit_period") == []

    def test_the_new_day_is_told_again(self, period: ReportingPeriod, page: Any) -> None:
        told(period, page)
        edit_period(period=period, user=publisher(), **{**stored(), "name": "Autumn"})
        assert OwnerReminder.objects.count() == 2
        edit_period(period=period, user=publisher(), **DATES)
        assert OwnerReminder.objects.count() == 0

    def test_not_by_others_and_not_with_wrong_dates(self, period: ReportingPeriod) -> None:
        before = stored()
        with pytest.raises(PermissionDenied):
            edit_period(period=period, user=somebody("Editor"), **DATES)
        with pytest.raises(ValidationError, match="must end after it starts"):
            edit_period(period=period, user=publisher(), **{**DATES, "ends_on": date(2026, 1, 1)})
        assert stored() == before
        assert logged("edit_period") == []

    def test_through_the_admin(self, client: Client, period: ReportingPeriod) -> None:
        client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
        url = reverse("plan_commitments_admin:edit_period", args=[period.pk])
        one = reverse("plan_commitments_admin:period", args=[period.pk])
        assert f'href="{url}"' in client.get(one).content.decode()
        assert 'value="2026-09-30"' in client.get(url).content.decode()
        wrong = client.post(url, {**POSTED, "ends_on": "2026-01-01"})
        assert wrong.status_code == 422
        assert "must end after it starts" in wrong.content.decode()
        assert client.post(url, POSTED)["Location"] == one
        assert stored() == DATES


class TestCancelling:
    """As if it had never been opened."""

    def test_nothing_is_left_but_the_log(
        self, client: Client, period: ReportingPeriod, page: CommitmentPage
    ) -> None:
        told(period, page)
        update = make_update(make_owner(page.commitment), page.commitment)
        client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
        url = reverse("plan_commitments_admin:cancel_period", args=[period.pk])
        asked = client.get(url).content.decode()
        assert "What they have sent is kept" in asked
        assert ReportingPeriod.objects.exists()
        assert client.post(url)["Location"] == reverse("plan_commitments_admin:periods")
        assert not ReportingPeriod.objects.exists()
        assert not Report.objects.exists()
        assert not OwnerReminder.objects.exists()
        assert page.commitment.updates.get() == update
        [data] = logged("cancel_period")
        assert data["starts_on"] == "2026-07-01"
        assert client.get(url, follow=True).status_code == 404

    def test_not_by_others(self, period: ReportingPeriod) -> None:
        with pytest.raises(PermissionDenied):
            cancel_period(period=period, user=somebody("Editor"))
        assert ReportingPeriod.objects.exists()
        assert logged("cancel_period") == []

    def test_once(self, period: ReportingPeriod) -> None:
        same = ReportingPeriod.objects.get()
        cancel_period(period=period, user=publisher())
        with pytest.raises(PeriodRefusedError, match="cancelled the period already"):
            cancel_period(period=same, user=publisher())
        assert len(logged("cancel_period")) == 1


@pytest.mark.parametrize("name", ["edit_period", "cancel_period"])
def test_a_frozen_one_stays(client: Client, period: ReportingPeriod, name: str) -> None:
    freeze_period(period=period, user=publisher())
    before = stored()
    client.force_login(publisher(), "django.contrib.auth.backends.ModelBackend")
    url = reverse(f"plan_commitments_admin:{name}", args=[period.pk])
    one = reverse("plan_commitments_admin:period", args=[period.pk])
    for answer in (client.get(url, follow=True), client.post(url, POSTED, follow=True)):
        assert answer.redirect_chain == [(one, 302)]
        html = answer.content.decode()
        assert "it cannot be changed any more" in html
        assert "Edit name and dates" not in html
    assert stored() == before
    assert logged(name) == []
