"""Keep what lists say of measures beside their figures, so that no reader waits for it.

No entry in a log: nothing is said here that the figures do not say.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from plan.committing import once_committed
from priorities.models import Measure, MeasurePage, MeasureSummary
from priorities.series import RECENT, load_series
from priorities.summaries import Summary, maker, summary_of

logger = logging.getLogger(__name__)

#: Times that a summary is made anew because its figures changed meanwhile; after that, the task
#: of the change itself makes it.
TRIES = 3
#: Measures that the command takes at a time.
AT_ONCE = 100
COLUMNS = ("version", "made_by", "holds_until", *Summary._fields)


def measure_changed(measure_pk: int, **facts: Any) -> None:
    """After facts or figures of a measure changed: what is kept of it no longer holds.

    `facts` are stored on its record along with that.
    """
    Measure.objects.filter(pk=measure_pk).update(version=F("version") + 1, **facts)
    once_committed(queue, measure_pk)


def queue(measure_pk: int, at: datetime | None = None) -> None:
    """Have a measure's summaries made now, or at an instant where the queue can wait."""
    backend = keep_summaries_task.get_backend()
    if at is not None and not backend.supports_defer:
        return
    later: Any = keep_summaries_task if at is None else keep_summaries_task.using(run_after=at)
    later.enqueue(measure_pk)


@task()
def keep_summaries_task(measure_pk: int) -> None:
    """Keep the summaries of one measure; one that is gone is left."""
    if measure := Measure.objects.filter(pk=measure_pk).first():
        keep_summaries(measures=[measure])


def keep_summaries(*, measures: Collection[Measure]) -> int:
    """Keep what lists say of measures in each language they have a page in; how many lines.

    Figures that change meanwhile are no danger: a summary holds for one version of its measure
    only, and is made again until it is that of the newest.
    """
    kept, remaining = 0, list(measures)
    for _try in range(TRIES):
        if not remaining:
            break
        kept += write(remaining)
        newest = Measure.objects.in_bulk([measure.pk for measure in remaining])
        versions = {measure.pk: measure.version for measure in remaining}
        remaining = [one for key, one in newest.items() if one.version != versions[key]]
    return kept


def write(measures: Collection[Measure]) -> int:
    """One row for each measure and language."""
    now = timezone.now()
    languages = languages_of(measures)
    series = load_series(measures, latest=RECENT)
    rows = []
    for measure in measures:
        until = measure.next_release(now)
        for language in languages.get(measure.pk, ()):
            with override(language):
                line = summary_of(series[measure.pk])
            rows.append(
                MeasureSummary(
                    measure=measure,
                    language=language,
                    version=measure.version,
                    made_by=maker(language),
                    holds_until=until,
                    **line._asdict(),
                )
            )
        if until is not None:
            queue(measure.pk, until)
    MeasureSummary.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["measure", "language"],
        update_fields=COLUMNS,
        batch_size=200,
    )
    return len(rows)


def languages_of(measures: Collection[Measure]) -> dict[int, set[str]]:
    """Languages that measures have a public page in, by primary key."""
    found: dict[int, set[str]] = {}
    pages = MeasurePage.objects.filter(measure__in=measures, live=True)
    for key, language in pages.values_list("measure_id", "locale__language_code"):
        found.setdefault(key, set()).add(language)
    return found
