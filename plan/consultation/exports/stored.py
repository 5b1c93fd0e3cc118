"""Rows of answers as exports read them: few columns, since a million responses have many rows.

All that a row holds besides words comes from the database as one text, its *key*; rows of one
answer without words are their keys side by side. So cells of such answers, which recur in nearly
every response, are found by a text.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from plan.consultation.answers import AnswerValue
from plan.consultation.models import Answer, ProtectedAnswer
from plan.consultation.protection import CannotDecryptError
from plan.consultation.rows import protected_value

#: Between the parts of a key, and between keys.
PART, ROW = "|", ";"
PARTS = ("question_id", "option_id", "row_id", "number", "date", "position")
#: Keys whose question is kept in mind; past this they are forgotten.
KEPT = 50_000

#: One row with words: key, text, original.
Worded = tuple[str, str, str]
#: The rows of one answer: keys where none has words, else each row.
Stored = str | list[Worded]
#: The answers of one response by the number of the question.
Own = dict[int, Stored]

#: Stands for an answer that no key opens any more.
UNREADABLE = "[x]"


def as_text(identity: uuid.UUID | None) -> str:
    """An id as the database in use writes it out; nothing for none."""
    if identity is None:
        return ""
    return str(identity) if connection.features.has_native_uuid_field else identity.hex


def key_of_columns() -> Concat:
    """The key, made by the database."""
    parts: list[Any] = []
    for name in PARTS:
        parts += [Coalesce(Cast(name, CharField()), Value("")), Value(PART)]
    return Concat(*parts[:-1], output_field=CharField())


def values_of(stored: Stored) -> list[AnswerValue]:
    """The rows of one answer as values."""
    if isinstance(stored, str):
        return [value_of(key) for key in stored.split(ROW)]
    return [value_of(*row) for row in stored]


def value_of(key: str, text: str = "", original: str = "") -> AnswerValue:
    """One row as a value."""
    _question, option, place, number, day, position = key.split(PART)
    return AnswerValue(
        option_id=uuid.UUID(option) if option else None,
        row_id=uuid.UUID(place) if place else None,
        text=text,
        number=Decimal(number) if number else None,
        date=date.fromisoformat(day) if day else None,
        position=int(position) if position else None,
        original=original,
    )


class Reader:
    """Reads answers of the questions it knows, which it numbers in the order given."""

    def __init__(self, questions: list[uuid.UUID]) -> None:
        self.numbers = {as_text(question): n for n, question in enumerate(questions)}
        self.known: dict[str, int | None] = {}

    def number_of(self, key: str) -> int | None:
        """The number of a key's question; None for one that is left out."""
        try:
            return self.known[key]
        except KeyError:
            if len(self.known) > KEPT:
                self.known.clear()
            number = self.known[key] = self.numbers.get(key.partition(PART)[0])
            return number

    def answers(self, responses: list[int], *, with_protected: bool) -> Mapping[int, Own]:
        """Answers by response; what no key opens any more says so."""
        found: dict[int, Own] = {response: {} for response in responses}
        known, number_of = self.known, self.number_of
        for response, key, text, original in plain_rows(responses):
            number = known.get(key, -1)
            if number == -1:
                number = number_of(key)
            if number is None:
                continue
            own = found[response]
            if text or original:
                add_worded(own, number, (key, text, original))
            elif number in own:
                add_key(own, number, key)
            else:
                own[number] = key
        if with_protected:
            for response, row in protected_rows(responses):
                number = self.number_of(row[0])
                if number is not None:
                    add_worded(found[response], number, row)
        return found


def add_key(own: Own, number: int, key: str) -> None:
    """A further row without words."""
    before = own[number]
    if isinstance(before, str):
        own[number] = f"{before}{ROW}{key}"
    else:
        before.append((key, "", ""))


def add_worded(own: Own, number: int, row: Worded) -> None:
    """A row with words, after those that came before it."""
    before = own.get(number, [])
    if isinstance(before, str):
        before = [(key, "", "") for key in before.split(ROW)]
    own[number] = [*before, row]


def plain_rows(responses: list[int]) -> QuerySet[Answer, Any]:
    """Response, key, text and original of each row."""
    rows = Answer.objects.filter(response__in=responses).order_by("response_id", "pk")
    return rows.annotate(key=key_of_columns()).values_list("response_id", "key", "text", "original")


def protected_rows(responses: list[int]) -> Iterator[tuple[int, Worded]]:
    """Answers of special category, opened."""
    rows = ProtectedAnswer.objects.filter(response__in=responses).order_by("response_id", "pk")
    for row in rows.iterator():
        try:
            value = protected_value(row)
        except CannotDecryptError:
            value = AnswerValue(text=UNREADABLE)
        parts = (
            as_text(row.question_id),
            as_text(value.option_id),
            as_text(value.row_id),
            "" if value.number is None else str(value.number),
            value.date.isoformat() if value.date else "",
            "" if value.position is None else str(value.position),
        )
        yield row.response_id, (PART.join(parts), value.text, value.original)
