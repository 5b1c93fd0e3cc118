"""Measures with their words, facts, breaks and groups, and their real figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wagtail.models import Page

from home.demo.blocks import Raw, block, stream
from home.demo.content_files import area_codes, read_figures, read_json
from home.demo.pages import add
from priorities.actions.record_observations import record_observations
from priorities.models import MeasurePage

#: Words that measures of one source have in common.
SHARED_WORDS = ("source_name", "source_url", "caveats", "no_target_reason")


def add_measure(outcome: Page, slug: str) -> MeasurePage:
    """A measure with its page and its figures."""
    content = read_json("measures")
    written = dict(content["measures"][slug])
    source = content["sources"][written.pop("source")]
    facts = {**source["facts"], **written.pop("facts", {})}
    words = {name: source[name] for name in SHARED_WORDS}
    dates = {name: date.fromisoformat(facts.pop(name)) for name in list(facts) if "period" in name}
    whole = written.pop("whole", "")
    lists = {
        "breaks": stream(MeasurePage, "breaks", breaks(slug, written.pop("breaks", {}))),
        "breakdowns": stream(
            MeasurePage, "breakdowns", breakdowns(slug, written.pop("breakdowns", {}))
        ),
    }
    geography = " ".join([whole, *area_codes(slug)]).strip()
    page = MeasurePage(
        slug=slug, geography=geography, **{**words, **written, **facts, **dates, **lists}
    )
    page = add(outcome, page)
    record_observations(measure=page.measure, rows=read_figures(slug, whole))
    return page


def breaks(slug: str, written: Mapping[str, str]) -> list[Raw]:
    """Reasons by the day from which figures are not comparable with those before."""
    return [
        block("break", {"on": day, "reason": reason}, slug, day) for day, reason in written.items()
    ]


def breakdowns(slug: str, written: Mapping[str, Mapping[str, Any]]) -> list[Raw]:
    """Ways in which figures are split: a label, and names of groups by their codes."""
    return [
        block(
            "breakdown",
            {"code": code, "label": one["label"], "groups": groups(slug, one)},
            slug,
            code,
        )
        for code, one in written.items()
    ]


def groups(slug: str, written: Mapping[str, Any]) -> list[Raw]:
    """Groups as items of a list, with ids, so that translations find them."""
    return [
        block("item", {"code": code, "label": label}, slug, code)
        for code, label in written["groups"].items()
    ]
