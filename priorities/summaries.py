"""What lists say of measures: read as it was kept, worked out where that no longer holds."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import django
from django.conf import settings
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import get_language, to_locale

from plan.readers import Reader
from priorities.models import Measure, MeasureSummary
from priorities.sentences import Direction, direction, headline_figure
from priorities.series import RECENT, MeasureSeries, limit_by_releases, load_series

#: The judgement of a measure that has nothing to compare with.
UNKNOWN = "unknown"
HERE = Path(__file__).parent
TEMPLATE = "priorities/progress/summary.html"
PARTS = (TEMPLATE, "priorities/components/direction.html")


class Summary(NamedTuple):
    """Latest figure and direction of a measure in one language, ready for a list.

    `kind` is the judgement, or `UNKNOWN` where nothing is compared.
    """

    kind: str
    updated_at: datetime | None
    html: str


def summary_of(series: MeasureSeries) -> Summary:
    """The summary of a series in the active language."""
    line = line_of(series)
    return Summary(
        kind=line.direction.kind if line.direction else UNKNOWN,
        updated_at=series.updated_at,
        html=get_template(TEMPLATE).render(line._asdict()).strip(),
    )


class Line(NamedTuple):
    """The figure that stands large, its period, and where it moves; None for nothing to compare."""

    figure: str
    period: str
    direction: Direction | None


def line_of(series: MeasureSeries) -> Line:
    """The line of a series in the active language."""
    point = series.newest_withheld or series.latest
    return Line(
        figure=headline_figure(series),
        period=point.label if point else "",
        direction=None if series.newest_withheld else direction(series),
    )


def load_summaries(keys: Collection[int], reader: Reader) -> dict[int, Summary]:
    """Summaries of measures by their primary keys: one query, and two more for what is not kept."""
    now, language = timezone.now(), get_language() or ""
    mark, found = maker(language), {}
    kept = MeasureSummary.objects.filter(measure__in=keys, language=language)
    for key, version, made_for, made_by, until, *rest in kept.values_list(
        *("measure_id", "measure__version", "version", "made_by", "holds_until"), *Summary._fields
    ):
        if (version, mark) != (made_for, made_by) or (until is not None and until <= now):
            continue
        found[key] = Summary(*rest)
        if until is not None:
            reader.freshness.limit((until - now).total_seconds())
    if missing := set(keys) - set(found):
        found |= made_now(Measure.objects.in_bulk(missing), reader)
    return found


def made_now(measures: dict[int, Measure], reader: Reader) -> dict[int, Summary]:
    """Summaries of measures from their figures, in one query."""
    limit_by_releases(reader, measures.values())
    series = load_series(list(measures.values()), latest=RECENT)
    return {key: summary_of(one) for key, one in series.items()}


@cache
def maker(language: str) -> str:
    """A mark of the code, words, templates and settings that summaries in a language come from.

    Others make other marks, so that nothing kept outlives an upgrade or a better translation.
    """
    mark = hashlib.sha256(f"{django.VERSION}{settings.TIME_ZONE}".encode())
    folders = [*map(Path, settings.LOCALE_PATHS), HERE / "locale"]
    words = [folder / to_locale(language) / "LC_MESSAGES" / "django.mo" for folder in folders]
    for file in (*sorted(HERE.glob("*.py")), *words):
        mark.update(file.read_bytes() if file.is_file() else b"-")
    for name in PARTS:
        template: Any = get_template(name)
        mark.update(template.template.source.encode())
    return mark.hexdigest()
