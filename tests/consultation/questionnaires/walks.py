"""Ways through the two questionnaires, and where their sources say that each way leads.

This is written after the sources alone and knows nothing of conditions: it walks from page to
page as the rules say, and is what our routing is held against.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tests.consultation.questionnaires.freecodecamp import ONLY_IF, Question

#: Answers by question: values of options, or words.
Answers = Mapping[str, Sequence[str]]
FIRST_ORDINALS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh"]
ORDINALS = [*FIRST_ORDINALS, "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"]
AFTER = "-winter-cis-follow-up"


class FuisWalk:
    """One way through the follow-up questionnaire: pages seen, rules that led on."""

    def __init__(self, path: Path, answers: Answers) -> None:
        self.answers = answers
        self.given: dict[str, Sequence[str]] = {}
        self.asked: list[str] = []
        self.pages: list[str] = []
        #: Every rule that was taken: its page and its place there.
        self.taken: set[tuple[str, int]] = set()
        for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
            if self.is_enabled(section):
                self.walk([b for group in section["groups"] for b in group["blocks"]])

    def is_enabled(self, section: dict[str, Any]) -> bool:
        """Whether a section is shown: an answer must be none, whichever way round it says so."""
        if "enabled" not in section:
            return True
        left, right = section["enabled"]["when"]["=="]
        return self.value(left) == self.value(right)

    def value(self, side: Any) -> Any:
        """What one side of an equation is."""
        return None if side is None else (self.given.get(side["identifier"]) or None)

    def walk(self, blocks: list[dict[str, Any]]) -> None:
        """From block to block, until the end of the section."""
        here = 0
        while here < len(blocks):
            block = blocks[here]
            self.pages.append(block["id"])
            if "question" in block:
                self.answer(block)
            goto = self.next_of(block)
            if goto == "End":
                return
            names = [one["id"] for one in blocks]
            here = names.index(goto) if goto else here + 1

    def answer(self, block: dict[str, Any]) -> None:
        """Answer the question of a block, in whichever of its fields has the value."""
        self.asked.append(block["id"])
        wanted = self.answers.get(block["id"], [])
        for field in block["question"]["answers"]:
            offered = {option["value"] for option in field.get("options", [])}
            values = [one for one in wanted if not offered or one in offered]
            self.given[field["id"]] = values

    def next_of(self, block: dict[str, Any]) -> str:
        """Where the rules of a block lead; nothing: to the next one."""
        for place, rule in enumerate(block.get("routing_rules", [])):
            if "when" not in rule or self.holds(rule["when"]):
                self.taken.add((block["id"], place))
                return str(rule.get("block") or rule["section"])
        return ""

    def holds(self, when: dict[str, Any]) -> bool:
        """Whether a condition of the source holds."""
        if "and" in when:
            return all(self.holds(part) for part in when["and"])
        asked, values = when["in"]
        return any(one in values for one in self.given.get(asked["identifier"], []))


def all_rules(path: Path) -> set[tuple[str, int]]:
    """Every rule of the questionnaire."""
    sections = json.loads(path.read_text(encoding="utf-8"))["sections"]
    blocks = [b for s in sections for group in s["groups"] for b in group["blocks"]]
    return {(b["id"], n) for b in blocks for n in range(len(b.get("routing_rules", [])))}


def fuis_answers(path: Path) -> Iterator[tuple[str, dict[str, list[str]]]]:
    """Answers along every way that differs from the others, each with a name."""
    usual = usual_answers(path)
    confirmed, somebody = (
        "introduction-section-participant-confirmation",
        "introduction-section-completing-for-someone-else",
    )
    error = "introduction-section-access-error-message"
    stop = {taken(0): ["No - I have run out of useable lateral flow tests"]}
    yield "not the person, and stays", {**usual, confirmed: ["No"], somebody: ["No"]}
    yield "not the person, and goes on", {
        **usual, **stop, confirmed: ["No"], somebody: ["No"], error: [],
    }  # fmt: skip
    yield "for somebody else", {**usual, **stop, confirmed: ["No"], somebody: ["Yes"]}
    for place, ordinal in enumerate(ORDINALS):
        yield f"no tests left for the {ordinal}", {
            **usual, taken(place): ["No - I have run out of useable lateral flow tests"],
        }  # fmt: skip
        if place + 1 < len(ORDINALS):
            thanks = f"{ordinal}-follow-up-lateral-flow-test-thank-you{AFTER}"
            yield f"stops after the {ordinal}", {**usual, thanks: ["Continue to symptoms section"]}
        if place:
            negative = {result(place - 1): ["Negative"], result(place): ["Negative"]}
            yield f"negative twice at the {ordinal}", {**usual, **negative}
    yield "one negative in between", {**usual, result(1): ["Negative"], result(3): ["Negative"]}
    left_empty = {page: [] for page in may_be_left_empty(path)}
    yield "leaves empty what may be", {**usual, **left_empty}


def may_be_left_empty(path: Path) -> Iterator[str]:
    """Pages about tests that are passed without an answer."""
    for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
        for block in (b for group in section["groups"] for b in group["blocks"]):
            fields = block.get("question", {}).get("answers", [])
            if fields and fields[0]["type"] == "Radio" and not fields[0]["mandatory"]:
                yield block["id"]


def taken(place: int) -> str:
    """The page that asks whether a test was taken."""
    return f"{ORDINALS[place]}-lateral-lateral-flow-test-taken{AFTER}"


def result(place: int) -> str:
    """The page that asks for a test's result."""
    return f"{ORDINALS[place]}-lateral-flow-test-result{AFTER}"


def usual_answers(path: Path) -> dict[str, list[str]]:
    """The first thing that can be answered to everything: tests go on, and all are positive."""
    found = {}
    for section in json.loads(path.read_text(encoding="utf-8"))["sections"]:
        for block in (b for group in section["groups"] for b in group["blocks"]):
            for field in block.get("question", {}).get("answers", [])[:1]:
                options = field.get("options")
                found[block["id"]] = [options[0]["value"] if options else day_of(block["id"])]
    return found


def day_of(page: str) -> str:
    """When a test was taken: every other day."""
    place = next(n for n, one in enumerate(ORDINALS) if page.startswith(one))
    return f"2026-03-{place * 2 + 2:02}"


def freecodecamp_asked(questions: Sequence[Question], answers: Answers) -> list[str]:
    """The questions that somebody with these answers comes past, in order."""
    asked: list[str] = []
    for question in questions:
        before = ONLY_IF.get(question.key)
        if before is None or (before in asked and list(answers.get(before, [])) == ["Yes"]):
            asked.append(question.key)
    return asked


def freecodecamp_answers(
    questions: Sequence[Question], pick: Callable[[Question], Sequence[str]]
) -> Iterator[tuple[str, dict[str, Sequence[str]]]]:
    """Answers along twelve ways: every question on which others hang, answered either way."""
    usual = {question.key: pick(question) for question in questions}
    hanging = sorted(set(ONLY_IF.values()))
    every = {key: ["Yes"] for key in hanging}
    none = {key: ["No"] for key in hanging}
    yield "yes to everything", {**usual, **every}
    yield "no to everything", {**usual, **none}
    for key in hanging:
        yield f"yes but to {key}", {**usual, **every, key: ["No"]}
    yield "nothing answered but yes", every
    yield "nothing answered", {"1.11": ["7"]}
    yield "silent on what others hang on", {**usual, **{key: [] for key in hanging}}
    for key in ("1.13", "2.15"):
        yield f"no but to {key}", {**usual, **none, key: ["Yes"]}
