"""Responses as JSON Lines: an object to a line, with every part of every answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from plan.consultation.answers import AnswerValue
from plan.consultation.codebook import CodedQuestion
from plan.consultation.exports.about import ABOUT_COLUMNS, NOTHING
from plan.consultation.exports.rows import Head, ResponseTable
from plan.consultation.exports.stored import Own, values_of
from plan.consultation.questions.numbers import plain

Progress = Callable[[int], None]


def write_jsonl(table: ResponseTable, path: Path, progress: Progress) -> None:
    """Write the file; codes are those of the codebook."""
    codes = [Codes(column.coded) for column in table.columns]
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for heads, answers in table.stored_batches():
            for head in heads:
                about = table.passages.known[head.about]
                file.write(line_of(head, answers[head.pk], codes, about))
            progress(len(heads))


class Codes:
    """Codes of a question, its options and its rows."""

    def __init__(self, coded: CodedQuestion) -> None:
        self.question = coded.code
        options = (*coded.question.options, *coded.question.apart)
        self.options = {option.id: code for code, option in enumerate(options, 1)}
        self.rows = {row.id: code for code, row in enumerate(coded.question.rows, 1)}

    def value(self, value: AnswerValue) -> dict[str, Any]:
        """One value; parts that it does not have are left out."""
        option, row = value.option_id, value.row_id
        parts = {
            "option": self.options.get(option, str(option)) if option else None,
            "row": self.rows.get(row, str(row)) if row else None,
            "text": value.text or None,
            "number": None if value.number is None else plain(value.number),
            "date": value.date.isoformat() if value.date else None,
            "position": value.position,
            "original": value.original or None,
        }
        return {name: part for name, part in parts.items() if part is not None}


def line_of(head: Head, own: Own, codes: Sequence[Codes], about: Sequence[str] = NOTHING) -> str:
    """One response as a line; `about` are the cells of its passage, those that hold something."""
    passage = zip(ABOUT_COLUMNS, about, strict=True)
    found = {
        "reference": head.reference,
        "received_at": head.received_at.isoformat(timespec="seconds"),
        "language": head.language,
        "channel": head.channel,
        "version": head.version,
        **{name: cell for name, cell in passage if cell},
        **marks_of(head),
        "answers": {
            codes[number].question: [codes[number].value(value) for value in values_of(own[number])]
            for number in sorted(own)
        },
    }
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")) + "\n"


def marks_of(head: Head) -> dict[str, Any]:
    """Whether it came late; and what else staff have to know of it, where there is anything."""
    others = {
        "doubts": list(head.doubts),
        "source": head.source,
        "original_language": head.original_language,
        "organisation": head.organisation,
    }
    return {"is_late": head.is_late, **{name: mark for name, mark in others.items() if mark}}
