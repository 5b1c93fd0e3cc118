"""Proves that the counts that are kept, the rows of answers and the files say the same (R7).

Each is added up on its own way: tallies as they are kept, rows in SQL, files from the lines that an
export writes.
"""

from __future__ import annotations

import json
import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.db.models import Sum

from plan.consultation.codebook import CodedQuestion, codebook
from plan.consultation.counts import Counts, Place, count_all_rows
from plan.consultation.exports.jsonl_files import Codes, line_of
from plan.consultation.exports.options import ExportOptions
from plan.consultation.exports.rows import ResponseTable
from plan.consultation.models import Consultation, ResponseTally, Tally
from plan.consultation.questions.numbers import plain

Numbers = Counter[Place]


def differences(consultation: Consultation) -> list[str]:
    """A line for each number that is not the same everywhere; none when all agree."""
    rows = count_all_rows(consultation)
    tallied = ResponseTally.objects.filter(consultation=consultation).aggregate(n=Sum("number"))
    exported, lines = count_export(consultation)
    found = []
    totals = {"tallies": tallied["n"] or 0, "rows": rows.response_count, "export": lines}
    if len(set(totals.values())) > 1:
        found.append(f"responses: {described(totals)}")
    names = names_of(consultation)
    kept = kept_numbers(consultation)
    for place in sorted({*kept, *rows.numbers, *exported}, key=str):
        numbers = {"tallies": kept[place], "rows": rows.numbers[place]}
        if place.question_id in names:
            numbers["export"] = exported[place]
        if len(set(numbers.values())) > 1:
            found.append(f"{name_of(place, names)}: {described(numbers)}")
    found += differing_sums(consultation, rows, names)
    return found


def described(numbers: Mapping[str, Any]) -> str:
    """Numbers with where they are from."""
    return ", ".join(f"{name} {number}" for name, number in numbers.items())


def differing_sums(
    consultation: Consultation, rows: Counts, names: Mapping[uuid.UUID, str]
) -> Iterator[str]:
    """Sums of numbers that are not what the rows add up to."""
    kept = {
        Place(t.question_id, t.row_id, t.option_id, t.position): t.total
        for t in Tally.objects.filter(consultation=consultation).exclude(total=0)
    }
    for place in sorted({*kept, *rows.totals}, key=str):
        tallied, added = kept.get(place, Decimal(0)), rows.totals.get(place, Decimal(0))
        if tallied != added:
            numbers = {"tallies": plain(tallied), "rows": plain(added)}
            yield f"{name_of(place, names)}, sum: {described(numbers)}"


def kept_numbers(consultation: Consultation) -> Numbers:
    """The tallies."""
    return Counter(
        {
            Place(t.question_id, t.row_id, t.option_id, t.position): t.number
            for t in Tally.objects.filter(consultation=consultation)
        }
    )


def names_of(consultation: Consultation) -> dict[uuid.UUID, str]:
    """Codes of the questions that files hold, special category included."""
    return {one.question.id: one.code for one in codebook(consultation) if one.columns}


def name_of(place: Place, names: Mapping[uuid.UUID, str]) -> str:
    """What a number counts, for whoever looks into it."""
    parts = [names.get(place.question_id, str(place.question_id))]
    if place.row_id:
        parts.append(f"row {place.row_id}")
    if place.option_id:
        parts.append(f"option {place.option_id}")
    if place.position is not None:
        parts.append(f"position {place.position}")
    return " ".join(parts)


def count_export(consultation: Consultation) -> tuple[Numbers, int]:
    """Numbers added up from the lines of an export, and how many lines it has."""
    table = ResponseTable(consultation, ExportOptions(with_protected=True))
    codes = [Codes(column.coded) for column in table.columns]
    questions = {column.coded.code: column.coded for column in table.columns}
    numbers: Numbers = Counter()
    lines = 0
    for heads, answers in table.stored_batches():
        for head in heads:
            line = json.loads(line_of(head, answers[head.pk], codes))
            lines += 1
            for code, values in line["answers"].items():
                numbers.update(places_of(questions[code], values))
    return numbers, lines


def places_of(coded: CodedQuestion, values: list[dict[str, Any]]) -> set[Place]:
    """What one answer in a line adds one to."""
    question = coded.question
    found = {Place(question.id)}
    for value in values:
        row = id_of(value.get("row"), question.rows)
        option = id_of(value.get("option"), (*question.options, *question.apart))
        position = None if question.is_protected else value.get("position")
        found.add(Place(question.id, row))
        if option is None or value.get("number") != "0":
            found.add(Place(question.id, row, option, position))
    return found


def id_of(code: int | str | None, parts: tuple[Any, ...]) -> uuid.UUID | None:
    """The id of an option or row by its code; one that no version has stands there itself."""
    if code is None:
        return None
    found: uuid.UUID = uuid.UUID(code) if isinstance(code, str) else parts[code - 1].id
    return found
