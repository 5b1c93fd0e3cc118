"""Tasks that make what comes out of a consultation: counts and files."""

from __future__ import annotations

from django.core.cache import cache
from django_tasks import task

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.make_export import make_export
from plan.consultation.models import Consultation, Export, TallyState
from plan.consultation.who_responded import keep_areas

#: Seconds for which asking again for counts adds no task.
QUIET = 30


@task()
def count_task(consultation_pk: int) -> None:
    """Bring counts up to date, and what is kept beside them."""
    consultation = Consultation.objects.get(pk=consultation_pk)
    count_responses(consultation=consultation)
    keep_areas(consultation, TallyState.objects.get(consultation=consultation).as_at)


@task()
def make_export_task(export_pk: int) -> None:
    """Make a file; one that was deleted meanwhile is not made."""
    export = Export.objects.filter(pk=export_pk).select_related("consultation").first()
    if export is not None:
        make_export(export=export)


def count_soon(consultation: Consultation) -> None:
    """Queue the counting, at most every so often however many look at the figures."""
    if cache.add(f"plan:count:{consultation.pk}", 1, QUIET):
        count_task.enqueue(consultation.pk)
