"""Facts of a measure as its page tells them."""

from __future__ import annotations

from typing import Any

from plan.open_api.plans import body_of
from priorities.api.numbers import as_number
from priorities.comparison import Reason
from priorities.enums import Calculation, ComparedWith, Unit
from priorities.models import Measure, MeasurePage
from priorities.sentences import target_words
from priorities.series import MeasureSeries


def facts_of(page: MeasurePage, series: MeasureSeries) -> dict[str, Any]:
    """All that stands under “About this measure”."""
    record = page.measure
    comparison = series.comparison
    is_by_hand = comparison is not None and comparison.reason == Reason.BY_HAND
    return {
        **rules_of(record),
        **words_of(page),
        **goals_of(page, series),
        "judgement_reason": page.judgement_reason if is_by_hand else "",
    }


def rules_of(record: Measure) -> dict[str, Any]:
    """How it is counted, compared and judged: facts of the record."""
    others = (record.calculated_from, record.calculated_by)
    calculation = Calculation(record.calculation)
    return {
        "rate_per": record.rate_per,
        "currency": record.currency if record.unit == Unit.MONEY else "",
        "compared_with": {
            "code": record.compared_with,
            "label": str(ComparedWith(record.compared_with).label),
        },
        "range_low": as_number(record.range_low),
        "range_high": as_number(record.range_high),
        "tolerance": as_number(record.tolerance),
        "smallest_base": record.smallest_base,
        "areas": record.area_codes,
        "calculation": str(calculation.label) if calculation else "",
        "calculated_from": [one.name for one in others if calculation and one is not None],
        "expected_lag_days": record.expected_lag,
    }


def words_of(page: MeasurePage) -> dict[str, Any]:
    """What the page says in its language."""
    return {
        "definition": page.definition,
        "why_it_matters": page.why_it_matters,
        "caveats": page.caveats,
        "source": {"name": page.source_name, "url": page.source_url},
        "contact": page.contact,
        "data_owner": body_of(page.data_owner) if page.data_owner else None,
        "licence": {"name": page.licence_name, "url": page.licence_url},
        "breaks": [
            {"on": block.value["on"], "reason": block.value["reason"]} for block in page.breaks
        ],
        "breakdowns": [
            {
                "code": block.value["code"],
                "label": block.value["label"],
                "groups": [
                    {"code": group["code"], "label": group["label"]}
                    for group in block.value["groups"]
                ],
            }
            for block in page.breakdowns
        ],
    }


def goals_of(page: MeasurePage, series: MeasureSeries) -> dict[str, Any]:
    """Where it comes from, and where it is to go."""
    record, baseline = page.measure, series.baseline
    return {
        "baseline": {
            "value": as_number(baseline.value),
            "period_start": baseline.period_start,
            "period_end": baseline.period_end,
            "words": baseline.label,
        }
        if baseline
        else None,
        "targets": [
            {"value": as_number(one.value), "on": one.on, "words": target_words(record, one)}
            for one in record.targets
        ],
        "no_target_reason": "" if record.targets else page.no_target_reason,
    }
