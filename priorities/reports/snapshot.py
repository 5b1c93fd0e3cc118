"""Everything that is public of a plan's commitments at one moment, as plain JSON.

A snapshot holds words in each language in which the plan is public; facts stand once. What
changed since the report before is written into it too, so that a report needs nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Locale

from plan.models import Plan, PlanPage
from plan.paper.rich import blocks_of
from plan.queries import visible_pages
from plan.readers import Reader
from priorities import queries
from priorities.blocks import newest_first
from priorities.commitments.facts import as_text
from priorities.models import (
    CommitmentPage,
    CommitmentStatusChange,
    MeasurePage,
    Report,
    ReportingPeriod,
)
from priorities.sentences import headline_figure, sentence
from priorities.series import MeasureSeries, load_series

#: Raised when the form of snapshots changes; older ones stay as they are.
FORM = 2

#: What is kept of each commitment of the report before, to be compared.
COMPARED = (
    "status",
    "due_on",
    "reasons",
    "reason_language",
    "milestones",
    "milestone_titles",
    "leads",
)


def digest_of(snapshot: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical form, which a database may store in another order."""
    text = json.dumps(snapshot, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def public_plans(plan: Plan) -> list[PlanPage]:
    """The plan's pages that everybody may read, the source first."""
    found = []
    for locale in Locale.objects.order_by("pk"):
        visible = visible_pages(Reader(locale)).filter(translation_key=plan.translation_key)
        page = PlanPage.objects.filter(pk__in=visible.values("pk")).first()
        if page is not None:
            found.append(page)
    return found


def snapshot_of(period: ReportingPeriod) -> dict[str, Any]:
    """The snapshot of now, compared with the plan's newest report."""
    rows = Report.objects.filter(period__plan=period.plan_id).order_by("-frozen_at", "-pk")
    before = rows.first()
    return take_snapshot(period, before.snapshot if before else None)


def take_snapshot(period: ReportingPeriod, before: Mapping[str, Any] | None) -> dict[str, Any]:
    """The snapshot of now; `before` is that of the report before, if there is one."""
    pages = public_plans(period.plan)
    commitments: dict[str, dict[str, Any]] = {}
    for page in pages:
        language = page.locale.language_code
        with override(language):
            add_language(commitments, page, Reader(page.locale), language)
    finish(commitments, period, before)
    return {
        "form": FORM,
        "languages": [page.locale.language_code for page in pages],
        "titles": {page.locale.language_code: page.title for page in pages},
        "name": period.name,
        "starts_on": as_text(period.starts_on),
        "ends_on": as_text(period.ends_on),
        "commitments": list(commitments.values()),
        "gone": gone_since(commitments, before),
    }


def add_language(
    commitments: dict[str, dict[str, Any]], plan: PlanPage, reader: Reader, language: str
) -> None:
    """Add what the plan's pages in one language say."""
    for page in queries.pages_below(plan, reader).commitments:
        key = str(page.commitment.public_id)
        entry = commitments.setdefault(key, facts_of(page))
        entry["titles"][language] = page.title
        entry["milestone_titles"][language] = {
            str(block.id): block.value["title"] for block in page.milestones
        }
        entry["leads"][language] = page.lead.name if page.lead else ""
        entry["updates"][language] = [update_of(block) for block in newest_first(page.updates)]
        served = queries.pages_served(vars(page.commitment), page, reader).measures
        series = load_series([one.measure for one in served])
        entry["measures"][language] = [measure_of(one, series[one.measure_id]) for one in served]


def facts_of(page: CommitmentPage) -> dict[str, Any]:
    """What is the same in every language."""
    record = page.commitment
    newest: CommitmentStatusChange | None = record.status_changes.first()
    return {
        "public_id": str(record.public_id),
        "reference": record.reference,
        "status": record.status,
        "due_on": as_text(record.due_on),
        "since": timezone.localdate(newest.changed_at).isoformat() if newest else "",
        "reasons": dict(newest.reasons) if newest else {},
        "reason_language": newest.language if newest else "",
        "milestones": list(record.milestones),
        "titles": {},
        "milestone_titles": {},
        "leads": {},
        "updates": {},
        "measures": {},
    }


def update_of(block: Any) -> dict[str, Any]:
    """An update as plain blocks of text, which a page and a PDF show alike."""
    return {
        "id": str(block.id or ""),
        "date": as_text(block.value["date"]),
        "text": blocks_of(block.value["text"].source),
        "evidence": block.value["evidence"] or "",
    }


def measure_of(page: MeasurePage, series: MeasureSeries) -> dict[str, str]:
    """The latest figure and what it says, in the language of now."""
    return {
        "public_id": str(page.measure.public_id),
        "name": str(page.figure_label),
        "figure": str(headline_figure(series)),
        "sentence": str(sentence(series, page.judgement_reason)),
    }


def finish(
    commitments: Mapping[str, dict[str, Any]],
    period: ReportingPeriod,
    before: Mapping[str, Any] | None,
) -> None:
    """Say of each how it stood in the report before, and keep the updates that are new since."""
    known = {one["public_id"]: one for one in before["commitments"]} if before else {}
    for key, entry in commitments.items():
        old = known.get(key)
        entry["before"] = compared_of(old) if old is not None else None
        ids = {
            language: sorted(one["id"] for one in found)
            for language, found in entry["updates"].items()
        }
        entry["seen_updates"] = sorted({each for found in ids.values() for each in found})
        entry["seen_by_language"] = ids
        entry["updates"] = {
            language: [one for one in found if is_new(one, seen_in(old, language), period)]
            for language, found in entry["updates"].items()
        }


def compared_of(old: Mapping[str, Any]) -> dict[str, Any]:
    """How a commitment stood in the report before, as far as that is compared."""
    figures = {
        language: [{key: one[key] for key in ("public_id", "name", "figure")} for one in found]
        for language, found in old["measures"].items()
    }
    return {**{key: old[key] for key in COMPARED}, "measures": figures}


def seen_in(old: Mapping[str, Any] | None, language: str) -> set[str] | None:
    """Updates that the report before knew in a language; None where there was none.

    Where it did not have the language, or is of the first form: those it knew in any.
    """
    if old is None:
        return None
    return set(old.get("seen_by_language", {}).get(language, old["seen_updates"]))


def is_new(update: Mapping[str, Any], seen: set[str] | None, period: ReportingPeriod) -> bool:
    """Not in the report before; in the first report, not older than its period."""
    if seen is not None:
        return update["id"] not in seen
    return bool(update["date"] >= period.starts_on.isoformat())


def gone_since(
    commitments: Mapping[str, Any], before: Mapping[str, Any] | None
) -> Sequence[dict[str, Any]]:
    """Commitments of the report before that are public no more."""
    return [
        {"reference": one["reference"], "titles": one["titles"]}
        for one in (before["commitments"] if before else ())
        if one["public_id"] not in commitments
    ]
