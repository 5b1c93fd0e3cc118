"""A plan with everything in it costs what a small one costs (design.md, budgets)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from plan.models import PlanPage, TranslationProgress
from tests import factories
from tests.consultation.factories import make_consultation
from tests.priorities.counting import forget, queries_of
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_priority,
    quarters,
    record,
)

pytestmark = pytest.mark.django_db

#: Queries a plan's page may take in all, routing included (design.md, section 7).
MOST = 12


def grown(number: int) -> PlanPage:
    """A plan with so many priorities, commitments, measures, consultations and languages."""
    plan = factories.make_plan()
    factories.make_statement(plan)
    for place in range(number):
        priority = make_priority(plan)
        make_commitment(priority)
        record(make_measure(priority), quarters(date(2024, 1, 1), [50, 51, 52 + place % 3]))
    first = timezone.now() - timedelta(days=300)
    for place in range(3):
        opens = first + timedelta(days=30 * place)
        make_consultation(plan, opens=opens, closes=opens + timedelta(days=20))
    make_consultation(plan)
    others = [code for code, _ in settings.LANGUAGES if code != "en"]
    assert len(others) >= number
    for code in others[:number]:
        locale = factories.make_locale(code)
        copy = plan.copy_for_translation(locale, copy_parents=True, alias=True)
        copy.alias_of, copy.live = None, True
        copy.save()
        TranslationProgress.objects.create(page=copy, segments=2, translated_segments=1)
    return plan


def test_a_plan_costs_the_same_with_3_and_with_30_of_everything(client: Client) -> None:
    costs = {}
    for number in (3, 30):
        plan = grown(number)
        forget()
        text = client.get(plan.url).content.decode()
        assert "Start the survey and have your say" in text
        assert text.count('class="plan-card"') >= number
        costs[number] = queries_of(client, plan.url)
    assert costs[3] == costs[30] <= MOST, costs
