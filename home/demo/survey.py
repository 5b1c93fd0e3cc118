"""The consultation on the draft and its survey."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from home.demo.blocks import Raw, block, known_id, stream
from home.demo.content_files import read_json
from home.demo.pages import add
from home.demo.states import Moments
from plan.consultation.models import ConsultationPage
from plan.models import PlanPage

WORDS = (
    "slug",
    "title",
    "summary",
    "audiences",
    "call_to_action",
    "estimated_minutes",
    "happens_next",
    "confirmation",
    "privacy_notice",
)
SCALE = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know")
#: What each type has beside its words; the content says otherwise where it needs to.
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "several_choices": {"minimum": None, "maximum": None},
    "long_text": {"limit": 2000},
    "number": {"minimum": None, "maximum": None, "is_whole": True},
}


def question_id(key: str) -> str:
    """The identity of a question or an answer, by its key in the content."""
    return known_id("survey", key)


def build_consultation(plan: PlanPage, moments: Moments) -> ConsultationPage:
    """The consultation's page, published, and with it the first version of its form."""
    written = read_json("consultation")
    page = ConsultationPage(
        **{name: written[name] for name in WORDS},
        **moments.facts,
        other_ways=stream(ConsultationPage, "other_ways", ways(written["other_ways"])),
        form=stream(ConsultationPage, "form", [section(s) for s in written["sections"]]),
        outcome=stream(ConsultationPage, "outcome", outcome() if moments.has_outcome else []),
    )
    return add(plan, page)


def ways(written: list[tuple[str, str]]) -> list[Raw]:
    """How to take part without the website."""
    return [block("way", {"kind": kind, "details": html}, kind) for kind, html in written]


def section(written: Mapping[str, Any]) -> Raw:
    """One page of the form."""
    value = {
        "title": written["title"],
        "introduction": written["introduction"],
        "questions": [question(given) for given in written["questions"]],
    }
    return {"type": "section", "id": question_id(written["key"]), "value": value}


def question(written: Mapping[str, Any]) -> Raw:
    """One question of any type."""
    kind = written["type"]
    value = {
        "text": written["text"],
        "hint": written.get("hint", ""),
        "is_required": written.get("is_required", False),
        **{name: written.get(name, usual) for name, usual in SETTINGS.get(kind, {}).items()},
    }
    if "options" in written:
        value["options"] = [option(*given) for given in written["options"]]
    if kind == "agreement":
        value["options"] = dict(zip(SCALE, read_json("consultation")["scale"], strict=True))
    return {"type": kind, "id": question_id(written["key"]), "value": value}


def option(key: str, text: str, behaviour: str = "") -> Raw:
    """An answer to choose."""
    value = {"text": text, "hint": "", "behaviour": behaviour}
    return {"type": "item", "id": question_id(key), "value": value}


def outcome() -> list[Raw]:
    """What was asked, what people said, and what was done."""
    found = []
    for place, written in enumerate(read_json("consultation")["outcome"]):
        if "text" in written:
            found.append(block("text", written["text"], "outcome", place))
        else:
            found.append(block("asked_said_did", dict(written), "outcome", place))
    return found
