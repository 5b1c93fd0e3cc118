"""Finds words in free texts at which a person should look soon. It decides nothing.

A listed word is found where it begins a word, in small or capital letters; in scripts that write
words together, or put particles before them, anywhere. It is looked for in the answers as given,
and as staff translated them.
"""

from __future__ import annotations

import logging
import re
import unicodedata
import uuid
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import QuerySet
from django_tasks import task

from plan.consultation.answers import AnswerValue
from plan.consultation.models import DisclosureHint, Response, WatchedWords
from plan.consultation.protection import CannotDecryptError
from plan.consultation.rows import values_of

logger = logging.getLogger(__name__)

#: Scripts that put spaces between words and nothing before them.
SPACED = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN")
AT_ONCE = 500


def folded(text: str) -> str:
    """A text as it is compared: no capitals, one form of each letter, single spaces."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def pattern_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of these words; None where there are none."""
    parts = [part for word in words if (part := part_of(folded(word)))]
    return re.compile("|".join(parts)) if parts else None


def part_of(word: str) -> str:
    """The pattern of one word or phrase."""
    if not word:
        return ""
    is_spaced = unicodedata.name(word[0], "").startswith(SPACED)
    return (r"(?<!\w)" if is_spaced else "") + re.escape(word)


def watched() -> dict[str, re.Pattern[str]]:
    """What is looked for, by language."""
    found = {}
    for language, words in WatchedWords.objects.values_list("language", "words"):
        if (pattern := pattern_of(words.splitlines())) is not None:
            found[language.lower()] = pattern
    return found


def patterns_for(
    response: Response, patterns: dict[str, re.Pattern[str]]
) -> Iterator[re.Pattern[str]]:
    """The lists for the languages of a response."""
    for code in sorted(lists_for(response.language) | lists_for(response.original_language)):
        if code in patterns:
            yield patterns[code]


def lists_for(language: str) -> set[str]:
    """The languages whose lists are looked through: for `pt-br` that of `pt` too."""
    code = language.lower()
    return {code, code.split("-")[0]}


def unwatched(languages: Iterable[str]) -> list[str]:
    """Those of these languages in which no list says what to look for."""
    patterns = watched()
    return [language for language in languages if not lists_for(language) & set(patterns)]


def hinted_questions(response: Response, patterns: dict[str, re.Pattern[str]]) -> list[uuid.UUID]:
    """Questions whose answers hold a listed word, those of special category among them."""
    wanted = list(patterns_for(response, patterns))
    if not wanted:
        return []
    try:
        answers = values_of(response, with_contacts=False)
    except CannotDecryptError:
        logger.warning("Answers of %s could not be decrypted for hints.", response.pk)
        answers = values_of(response, with_contacts=False, with_protected=False)
    return [question for question, values in answers.items() if is_found(values, wanted)]


def is_found(values: Sequence[AnswerValue], patterns: Sequence[re.Pattern[str]]) -> bool:
    """Whether any text of an answer holds a listed word."""
    texts = [folded(text) for value in values for text in (value.text, value.original) if text]
    return any(pattern.search(text) for pattern in patterns for text in texts)


def find_hints(responses: QuerySet[Response]) -> int:
    """Store what is found in these responses and was not before; return how many."""
    patterns = watched()
    if not patterns:
        return 0
    before = DisclosureHint.objects.count()
    for response in responses.order_by("pk").iterator(chunk_size=AT_ONCE):
        hints = [
            DisclosureHint(response=response, question_id=question)
            for question in hinted_questions(response, patterns)
        ]
        if hints:
            DisclosureHint.objects.bulk_create(hints, ignore_conflicts=True)
    return DisclosureHint.objects.count() - before


@task()
def look_for_hints(response_pk: int) -> None:
    """Look into one response; nothing where it is gone by now."""
    find_hints(Response.objects.filter(pk=response_pk, is_test=False))


@task()
def look_into_import(batch_pk: int) -> None:
    """Look into all responses of an imported table; nothing where it was taken back by now."""
    find_hints(Response.objects.filter(import_batch=batch_pk, is_test=False))


def schedule_hints_of_import(batch_pk: int) -> None:
    """Have an imported table looked into by a worker, in one task; call it once committed."""
    look_into_import.enqueue(batch_pk)


def schedule_hints(response_pk: int) -> None:
    """Have a new or changed response looked into by a worker; call it once it is committed."""
    look_for_hints.enqueue(response_pk)
