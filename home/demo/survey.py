"""The consultation on the draft and its survey."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from home.demo.blocks import Raw, block, known_id, stream
from home.demo.content_files import read_json
from home.demo.lists import list_key
from home.demo.pages import add, publish
from home.demo.states import Moments
from plan.consultation.embedded import ASK
from plan.consultation.embedded_blocks import OPINION
from plan.consultation.models import ConsultationPage, QuestionBank
from plan.consultation.shipped_banks.reading import bank_id
from plan.models import PlanPage
from plan.shown_passages import passage_url
from priorities.models import PriorityPage

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
    "support",
)
SCALE = ("strongly_agree", "agree", "neither", "disagree", "strongly_disagree", "dont_know")
#: What each type has beside its words; the content says otherwise where it needs to.
SETTINGS: Mapping[str, Mapping[str, Any]] = {
    "several_choices": {"minimum": None, "maximum": None},
    "long_text": {"limit": 2000},
    "number": {"minimum": None, "maximum": None, "is_whole": True},
    "scale": {"low": 1, "high": 5, "low_end": "", "high_end": ""},
    "file_upload": {"groups": ["pdf"], "largest": 5},
}
BANK = "bank:"


def question_id(key: str) -> str:
    """The identity of a question or an answer, by its key in the content.

    `bank:about-you/age` is a question of a bank.
    """
    if key.startswith(BANK):
        bank, *place = key.removeprefix(BANK).split("/")
        return str(bank_id(bank, *place))
    return known_id("survey", key)


def build_consultation(plan: PlanPage, moments: Moments) -> ConsultationPage:
    """The consultation's page, published, and with it the first version of its form."""
    written = read_json("consultation")
    page = ConsultationPage(
        **{name: written[name] for name in WORDS},
        **moments.facts,
        other_ways=stream(ConsultationPage, "other_ways", ways(written["other_ways"])),
        form=stream(ConsultationPage, "form", [section(s) for s in written["sections"]]),
        conditions=stream(
            ConsultationPage, "conditions", [condition(c) for c in written["conditions"]]
        ),
        outcome=stream(ConsultationPage, "outcome", outcome() if moments.has_outcome else []),
    )
    return add(plan, page)


def ask_beside_priorities(asking: ConsultationPage) -> None:
    """“Tell us what you think of this”, at the end of what each priority says."""
    for slug, key in read_json("consultation")["beside"].items():
        page = PriorityPage.objects.get(slug=slug, locale=asking.locale)
        chosen = [{"type": "item", "id": known_id(slug, key), "value": question_id(key)}]
        value = {"kind": OPINION, "page": asking.pk, "questions": chosen}
        raw = [*page.body.get_prep_value(), block(ASK, value, slug)]
        page.body = stream(PriorityPage, "body", raw)
        publish(page)


def ways(written: list[tuple[str, str]]) -> list[Raw]:
    """How to take part without the website."""
    return [block("way", {"kind": kind, "details": html}, kind) for kind, html in written]


def section(written: Mapping[str, Any]) -> Raw:
    """One page of the form."""
    value = {
        "title": written["title"],
        "introduction": written["introduction"],
        "is_sensitive": written.get("is_sensitive", False),
        "show_if": shown_if(written),
        "questions": [item(given) for given in written["questions"]],
    }
    return {"type": "section", "id": question_id(written["key"]), "value": value}


def shown_if(written: Mapping[str, Any]) -> str:
    """The condition of a section or a question; empty where it is always shown."""
    return question_id(written["show_if"]) if "show_if" in written else ""


def condition(written: Mapping[str, Any]) -> Raw:
    """One condition with one comparison."""
    clause = {
        "question": question_id(written["question"]),
        "operator": written["operator"],
        "answers": "\n".join(answer_id(key) for key in written["answers"]),
    }
    clauses = [{"type": "item", "id": known_id("survey", written["key"], "1"), "value": clause}]
    value = {"name": written["name"], "match": "all", "clauses": clauses}
    return {"type": "condition", "id": question_id(written["key"]), "value": value}


def answer_id(key: str) -> str:
    """The identity of an answer; `contact/yes` is one that its type makes by itself."""
    if "/" in key and not key.startswith(BANK):
        from plan.consultation.questions.choices import point_id

        question, point = key.split("/")
        return point_id(question_id(question), point)
    return question_id(key)


def item(written: Mapping[str, Any]) -> Raw:
    """A question, or what stands between questions."""
    kind = written["type"]
    value = CONTENTS.get(kind, question)(written)
    return {"type": kind, "id": question_id(written["key"]), "value": value}


def bank(written: Mapping[str, Any]) -> Raw:
    """All questions of a bank."""
    found = QuestionBank.objects.filter(translation_key=bank_id(written["bank"])).order_by("pk")
    return {"bank": found.values_list("pk", flat=True)[0]}


def passage(written: Mapping[str, Any]) -> Raw:
    """A passage of a priority, by the page's slug and the place in its text."""
    slug, place = written["passage"]
    page = PriorityPage.objects.get(slug=slug, locale__language_code="en")
    return {"link": passage_url(page.translation_key, page.body[place].id)}


def words(written: Mapping[str, Any]) -> Raw:
    """Text to read or to open."""
    return {name: written[name] for name in ("title", "text") if name in written}


CONTENTS: Mapping[str, Callable[[Mapping[str, Any]], Raw]] = {
    "bank": bank,
    "content_passage": passage,
    "content_text": words,
    "content_facts": words,
}


def question(written: Mapping[str, Any]) -> Raw:
    """One question of any type."""
    kind = written["type"]
    value = {
        "text": written["text"],
        "hint": written.get("hint", ""),
        "is_required": written.get("is_required", False),
        "is_protected": written.get("is_protected", False),
        "show_if": shown_if(written),
        **{name: written.get(name, usual) for name, usual in SETTINGS.get(kind, {}).items()},
    }
    if "options" in written:
        value["options"] = [option(*given) for given in written["options"]]
    if kind == "agreement":
        value["options"] = dict(zip(SCALE, read_json("consultation")["scale"], strict=True))
    if kind == "yes_no":
        value["options"] = {name: written[name] for name in ("yes", "no")}
    if kind == "drop_down":
        value["option_list"] = list_key(written["list"])
    if kind == "matrix":
        value["rows"] = [line(*given) for given in written["rows"]]
        value["options"] = [line(*given) for given in written["points"]]
    return value


def option(key: str, text: str, behaviour: str = "") -> Raw:
    """An answer to choose."""
    value = {"text": text, "hint": "", "behaviour": behaviour}
    return {"type": "item", "id": question_id(key), "value": value}


def line(key: str, text: str) -> Raw:
    """A row of a matrix, or a point of its scale."""
    return {"type": "item", "id": question_id(key), "value": {"text": text}}


def outcome() -> list[Raw]:
    """What was asked, what people said, and what was done."""
    found = []
    for place, written in enumerate(read_json("consultation")["outcome"]):
        if "text" in written:
            found.append(block("text", written["text"], "outcome", place))
        else:
            found.append(block("asked_said_did", dict(written), "outcome", place))
    return found
