"""What stands in a plan's tree, by the content types of its pages."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, get_page_models

from plan.models import PlanPage
from priorities.models import CommitmentPage, MeasurePage, OutcomePage, PriorityPage

PLAN, PRIORITY, OUTCOME = "plan", "priority", "outcome"
COMMITMENT, MEASURE = "commitment", "measure"
KINDS: dict[str, type[Page]] = {
    PLAN: PlanPage,
    PRIORITY: PriorityPage,
    OUTCOME: OutcomePage,
    COMMITMENT: CommitmentPage,
    MEASURE: MeasurePage,
}


def kinds_by_type() -> dict[int, str]:
    """Kinds by the content types of their pages, those of a site's own subclasses included.

    To join the tables of all kinds instead would mislead PostgreSQL about how many rows there are.
    """
    kinds = {
        model: kind
        for model in get_page_models()
        for kind, ours in KINDS.items()
        if issubclass(model, ours)
    }
    types = ContentType.objects.get_for_models(*kinds)
    return {found.pk: kinds[model] for model, found in types.items()}
