"""Rows of answers as exports read them, since a million responses have many.

All that a row holds besides words comes from the database as one text, its *key*; rows of one
answer without words are their keys side by side. So what files make of such answers, which recur in
nearly every response, is found by a text. PostgreSQL puts the keys of a response side by side too.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from plan.consultation.answers import AnswerValue
from plan.consultation.models import Answer, ProtectedAnswer
from plan.consultation.protection import CannotDecryptError
from plan.consultation.rows import protected_value

#: Between the parts of a key, and between keys.
PART, ROW = "|", ";"
#: Before the key of a row with words.
WORDED = "!"
PARTS = ("question_id", "option_id", "row_id", "number", "date", "position")
#: Keys whose question is kept in mind; past this they are forgotten.
KEPT = 50_000

#: One row with words: key, text, original.
Worded = tuple[str, str, str]
#: The rows of one answer: keys where none has words, else each row.
Stored = str | tuple[Worded, ...]
#: The answers of one response by the number of the question.
Own = dict[int, Stored]
#: A response: keys of its rows, and texts and originals of those with words, in the same order.
Rows = tuple[int, list[str], Sequence[str], Sequence[str]]

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
    return [with_words(value_of(key), text, original) for key, text, original in stored]


def with_words(value: AnswerValue, text: str, original: str) -> AnswerValue:
    """The value with words; this is what `dataclasses.replace` does, several times as fast."""
    return AnswerValue(
        value.option_id, value.row_id, text, value.number, value.date, value.position, "", original
    )


@lru_cache(maxsize=KEPT)
def value_of(key: str) -> AnswerValue:
    """One row without its words as a value."""
    _question, option, place, number, day, position = key.split(PART)
    return AnswerValue(
        option_id=uuid.UUID(option) if option else None,
        row_id=uuid.UUID(place) if place else None,
        number=Decimal(number) if number else None,
        date=date.fromisoformat(day) if day else None,
        position=int(position) if position else None,
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
        known = self.known
        for response, keys, texts, originals in plain_rows(responses):
            own = found[response]
            place = 0
            for key in keys:
                number = known.get(key, -1)
                if number == -1:
                    if key[0] == WORDED:
                        self.add_worded(own, (key[1:], texts[place], originals[place]))
                        place += 1
                        continue
                    number = self.number_of(key)
                if number is None:
                    continue
                if number in own:
                    add_key(own, number, key)
                else:
                    own[number] = key
        if with_protected:
            for response, row in protected_rows(responses):
                self.add_worded(found[response], row)
        return found

    def add_worded(self, own: Own, row: Worded) -> None:
        """A row with words, after those of its answer that came before it."""
        number = self.number_of(row[0])
        if number is None:
            return
        before = own.get(number, ())
        if isinstance(before, str):
            before = tuple((key, "", "") for key in before.split(ROW))
        own[number] = (*before, row)


def add_key(own: Own, number: int, key: str) -> None:
    """A further row without words."""
    before = own[number]
    if isinstance(before, str):
        own[number] = f"{before}{ROW}{key}"
    else:
        own[number] = (*before, (key, "", ""))


def plain_rows(responses: list[int]) -> Iterator[Rows]:
    """The rows of each response that has any, in the order in which they were stored."""
    rows = Answer.objects.filter(response__in=responses).order_by("response_id")
    has_words = ~Q(text="", original="")
    marked = Case(When(has_words, then=Value(WORDED)), default=Value(""))
    keyed = rows.annotate(key=Concat(marked, key_of_columns(), output_field=CharField()))
    if connection.vendor == "postgresql":
        return joined_by_database(keyed, has_words)
    return joined_here(keyed.order_by("response_id", "pk"))


def joined_by_database(keyed: Any, has_words: Q) -> Iterator[Rows]:
    """A row to a response, so that few cross the wire."""
    from django.contrib.postgres.aggregates import ArrayAgg, StringAgg

    def worded(name: str) -> ArrayAgg:
        return ArrayAgg(name, filter=has_words, order_by="pk", default=Value([]))

    joined = keyed.values("response_id").annotate(
        keys=StringAgg("key", ROW, order_by="pk"),
        texts=worded("text"),
        originals=worded("original"),
    )
    names = ("response_id", "keys", "texts", "originals")
    for response, keys, texts, originals in joined.values_list(*names):
        yield response, keys.split(ROW), texts, originals


def joined_here(keyed: Any) -> Iterator[Rows]:
    """The same of a database whose aggregates have no order."""
    rows = keyed.values_list("response_id", "key", "text", "original").iterator()
    for response, group in groupby(rows, itemgetter(0)):
        own = list(group)
        worded = [row for row in own if row[1][0] == WORDED]
        keys = [row[1] for row in own]
        yield response, keys, [row[2] for row in worded], [row[3] for row in worded]


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
