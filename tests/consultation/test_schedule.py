"""The clock takes nothing down that is held, and goes on with everything else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page, Revision

from plan.consultation.models import ConsultationPage
from tests.consultation.browsing import Walk
from tests.consultation.factories import (
    form_value,
    make_consultation,
    record,
    standard_sections,
)
from tests.factories import committing, fresh, make_plan, make_section

pytestmark = pytest.mark.django_db

PAST = timedelta(minutes=5)
OPEN = (
    "Safer together: “Have your say” is open for responses. Close it first: set its closing time "
    "to a moment that has passed and publish it."
)
ORPHANS = (
    "Have your say: “How do you respond?” has been answered in 1 response: put it back as it was. "
    "Its words may be corrected; tick “stop asking from now on” if it is to go."
)


def run() -> str:
    """What the site's timer runs; the command's error, empty where there is none."""
    try:
        with committing():
            call_command("publish_scheduled")
    except CommandError as error:
        return str(error)
    return ""


def expire(*pages: Page) -> None:
    """The date on which they go has passed, one after the other."""
    for place, page in enumerate(pages):
        date = timezone.now() - PAST + timedelta(seconds=place)
        Page.objects.filter(pk=page.pk).update(expire_at=date)


def schedule(page: ConsultationPage) -> None:
    """The page's newest draft was to go live a moment ago."""
    draft = page.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + PAST
    draft.save_revision().publish()
    revision = Revision.objects.get(approved_go_live_at__isnull=False)
    revision.content["go_live_at"] = (timezone.now() - PAST).isoformat()
    revision.approved_go_live_at = timezone.now() - PAST
    revision.save()


def test_a_plan_that_is_held_does_not_expire_and_holds_nothing_up() -> None:
    plan, other = make_plan(), make_section(make_plan(title="Other"))
    page = make_consultation(plan)
    expire(plan, other)
    assert run() == OPEN
    assert [fresh(item).live for item in (plan, page, other)] == [True, True, False]
    assert Walk(page).start().status_code == 303


def test_it_expires_once_the_consultation_is_closed() -> None:
    plan = make_plan()
    page = make_consultation(plan)
    expire(plan)
    run()
    consultation = record(page)
    consultation.closes_at = timezone.now() - PAST
    consultation.save()
    assert run() == ""
    assert not fresh(plan).live


def test_a_scheduled_form_that_would_orphan_answers_holds_nothing_up() -> None:
    page = make_consultation()
    page.form = form_value([standard_sections()[1]])
    page.save_revision()
    schedule(page)
    Walk(page).finish_form()
    other = make_section(make_plan(title="Other"))
    expire(other)
    assert ORPHANS in run()
    assert record(page).form_versions.count() == 1
    assert [section.value["title"] for section in fresh(page).form] == ["About you", "Your views"]
    assert not fresh(other).live


def test_a_dry_run_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    other = make_section(make_plan(title="Other"), title="Chapter")
    expire(other)
    call_command("publish_scheduled", dryrun=True)
    assert "Chapter" in capsys.readouterr().out
    assert fresh(other).live
