"""Facts are written once, by publishing the source page, and hold in every language."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override

from plan.actions.write_record import write_record
from plan.enums import PlanStage
from plan.models import Plan, PlanPage, SectionPage, StatementPage
from tests import factories

pytestmark = pytest.mark.django_db


def record_of(page: PlanPage) -> Plan:
    """The plan's record."""
    return Plan.objects.get(translation_key=page.translation_key)


def test_a_draft_has_a_record_that_says_what_the_draft_said_at_first(site: object) -> None:
    page = factories.make_plan(is_live=False, stage="drafting")
    page.stage = "issued"
    page.save()
    assert record_of(page).stage == "drafting"


def test_publishing_the_source_writes_it(plan: PlanPage) -> None:
    plan.stage, plan.stage_since = "issued", datetime.date(2026, 11, 2)
    plan.period_start, plan.period_end = datetime.date(2026, 4, 1), datetime.date(2030, 3, 31)
    factories.publish(plan)
    record = record_of(plan)
    assert record.stage == "issued"
    assert record.stage_since == datetime.date(2026, 11, 2)
    assert (record.period_start.year, record.period_end.year) == (2026, 2030)
    assert str(record) == f"{plan.translation_key} (issued)"


def test_a_draft_of_a_published_page_does_not(plan: PlanPage) -> None:
    plan.stage = "issued"
    plan.save_revision()
    assert record_of(plan).stage == "in_consultation"


def test_a_translation_does_not(plan: PlanPage, client: Client) -> None:
    translated = factories.translate(plan, "pl")
    translated.stage = "archived"
    factories.publish(translated)
    assert record_of(plan).stage == "in_consultation"
    plan.stage = "revising"
    factories.publish(plan)
    text = client.get(translated.url).content.decode()
    with override("pl"):
        assert str(PlanStage.REVISING.label) in text


def test_pages_without_a_record(plan: PlanPage) -> None:
    assert write_record(page=factories.make_section(plan)) is None


def test_a_period_cannot_end_before_it_starts(plan: PlanPage) -> None:
    plan.period_start, plan.period_end = datetime.date(2030, 1, 1), datetime.date(2026, 1, 1)
    with pytest.raises(ValidationError, match="The period must end after it starts"):
        plan.full_clean()


def test_page_types_below_a_plan_opt_in() -> None:
    below = PlanPage.clean_subpage_models()
    assert {SectionPage, StatementPage} <= set(below)
    assert PlanPage not in below


def test_names_in_the_admin() -> None:
    kind, body = factories.make_kind(name="Strategy"), factories.make_organisation(name="Council")
    assert (str(kind), str(body), body.label) == ("Strategy", "Council", "Council")
    body.short_name = "The Council"
    assert body.label == "The Council"
