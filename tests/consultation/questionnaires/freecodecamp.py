"""The survey of people who learn to program, as a form of ours.

The source is plain text: parts, numbered questions, and below each what can be answered: “Y/N”,
“Number”, or a choice a line. Which questions follow from which answers stands there only in words
(“Which one?” after “Have you attended a bootcamp?”); `ONLY_IF` says it in order.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

#: Questions that follow from a “Yes”: key → the question before it.
ONLY_IF = {
    **{f"1.{number}": "1.13" for number in (14, 15, 17, 19, 20)},
    "1.16": "1.15",
    "1.18": "1.17",
    "2.13": "2.12",
    "2.16": "2.15",
    "2.17": "2.16",
    "2.18": "2.15",
    "2.19": "2.18",
}
#: Longer lists drop down.
MOST_BUTTONS = 20
#: Of these several can be chosen: “Which types of events have you attended?”.
SEVERAL = {"1.8", "1.9", "1.10"}


@dataclass
class Question:
    """A question of the source."""

    key: str
    text: str
    lines: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What can be answered to it."""
        if self.lines == ["Y/N"]:
            return "yes_no"
        return "number" if self.lines == ["Number"] else "choice"


def questions_of(path: Path) -> list[Question]:
    """All questions in order."""
    found: list[Question] = []
    part = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        words = line.strip()
        if heading := re.fullmatch(r"Part (\d)", words):
            part = heading[1]
        elif (asked := re.match(r"(\d+)\. (.+)", words)) and is_next(found, part, asked[1]):
            found.append(Question(f"{part}.{asked[1]}", asked[2]))
        elif words:
            found[-1].lines.append(words)
    return found


def is_next(found: list[Question], part: str, number: str) -> bool:
    """Whether a line with a number is the next question, and not an answer."""
    last = found[-1].key if found and found[-1].key.startswith(f"{part}.") else f"{part}.0"
    return int(number) == int(last.split(".")[1]) + 1


def form_of(path: Path) -> dict[str, Any]:
    """The survey as a file of ours, in its two parts."""
    found = questions_of(path)
    sections = [{"key": part, "title": f"Part {part}", "questions": []} for part in ("1", "2")]
    for one in found:
        sections[int(one.key[0]) - 1]["questions"].append(item_of(one))
    return {
        "format": "plan-form/1",
        "language": "en",
        "sections": sections,
        "conditions": [
            {
                "key": f"yes {key}",
                "name": f"Yes to {key}",
                "clauses": [{"question": key, "operator": "is", "answers": ["yes"]}],
            }
            for key in sorted(set(ONLY_IF.values()))
        ],
    }


def item_of(question: Question) -> dict[str, Any]:
    """A question as the format has it."""
    made: dict[str, Any] = {"key": question.key, "text": question.text}
    if question.key in ONLY_IF:
        made["show_if"] = f"yes {ONLY_IF[question.key]}"
    if question.kind == "number":
        return {"type": "number", "minimum": 0, **made}
    if question.kind == "yes_no":
        return {"type": "yes_no", **made}
    kind = "several_choices" if question.key in SEVERAL else "single_choice"
    if len(question.lines) > MOST_BUTTONS:
        kind = "drop_down"
    return {"type": kind, "options": [option_of(line) for line in question.lines], **made}


def option_of(line: str) -> dict[str, Any] | str:
    """An answer; “Other” asks which, “None” excludes the others."""
    if line == "Other":
        return {"text": line, "behaviour": "other"}
    if line == "None":
        return {"text": line, "behaviour": "exclusive"}
    return line
