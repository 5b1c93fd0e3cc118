"""What the front page shows of the plans below it."""

from __future__ import annotations

from dataclasses import dataclass

from wagtail.models import Page

from plan.contributors import CallToAction, calls_to_action_for
from plan.enums import PlanStage
from plan.models import Plan, PlanPage
from plan.queries import visible_pages
from plan.readers import Reader


@dataclass(frozen=True)
class ListedPlan:
    """A plan with its stage and what can be done now."""

    page: PlanPage
    stage: str
    call_to_action: CallToAction | None


def listed_plans(page: Page, reader: Reader) -> list[ListedPlan]:
    """Visible plans below a page, newest period first, in a constant number of queries."""
    below = visible_pages(reader).child_of(page).values("pk")
    pages = list(PlanPage.objects.filter(pk__in=below).order_by("-period_start", "path"))
    records = {
        plan.translation_key: plan
        for plan in Plan.objects.filter(translation_key__in=[p.translation_key for p in pages])
    }
    calls = calls_to_action_for(list(records.values()), reader)
    listed = []
    for plan_page in pages:
        plan = records[plan_page.translation_key]
        stage = str(PlanStage(plan.stage).label)
        listed.append(ListedPlan(plan_page, stage, calls.get(plan.pk)))
    return listed
