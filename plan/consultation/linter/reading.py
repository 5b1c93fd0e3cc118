"""How long a form takes, and how old its readers must be.

Reading: 238 words a minute, the mean for silent reading of English non-fiction in Brysbaert (2019),
"How many words do we read per minute? A review and meta-analysis of reading rate", Journal of
Memory and Language 109. Answering: seconds by the sort of answer; these are our own, rounded from
walking through forms, and meant for an order of magnitude.

Reading age: the grade of Kincaid, Fishburne, Rogers and Chissom (1975), "Derivation of new
readability formulas for Navy enlisted personnel", plus five years. Made for English only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from django.utils.html import strip_tags

from plan.consultation.definition import (
    ContentDefinition,
    FormDefinition,
    Item,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.linter.kinds import AnswerKind, kind_of

WORDS_A_MINUTE = 238
#: Seconds to think and answer, beyond reading. Our own figures.
SECONDS = {
    AnswerKind.OPTIONS: 6,
    AnswerKind.NUMBER: 8,
    AnswerKind.DATE: 12,
    AnswerKind.TEXT: 15,
    AnswerKind.OTHER: 12,
}
#: Seconds for an answer of several lines, for each row of a matrix, and to turn a page.
LONG_TEXT, EACH_ROW, EACH_SECTION = 60, 6, 4
#: What only some people see counts by half.
SHARE_OF_CONDITIONAL = 0.5
YEARS_BEFORE_SCHOOL = 5


def minutes_to_answer(definition: FormDefinition) -> float:
    """Minutes for reading and answering the whole form once."""
    return sum(section_seconds(section) for section in definition.sections) / 60


def section_seconds(section: SectionDefinition) -> float:
    """Seconds for one section; exits take none of those who go on."""
    if section.is_exit:
        return 0
    own = EACH_SECTION + reading_seconds([section.title, section.introduction])
    seconds = own + sum(item_seconds(item) for item in section.items)
    return seconds * (SHARE_OF_CONDITIONAL if section.show_if else 1)


def item_seconds(item: Item) -> float:
    """Seconds for one question or what stands between."""
    if isinstance(item, ContentDefinition):
        seconds = reading_seconds(item.texts.values())
    elif item.is_stopped:
        return 0
    else:
        seconds = reading_seconds(words_of(item)) + answering_seconds(item)
    return seconds * (SHARE_OF_CONDITIONAL if item.show_if else 1)


def answering_seconds(question: QuestionDefinition) -> float:
    """Seconds to answer a question that has been read."""
    if question.rows:
        return EACH_ROW * len(question.rows)
    if question.settings.get("limit"):
        return LONG_TEXT
    return SECONDS[kind_of(question)]


def words_of(question: QuestionDefinition) -> Iterator[str]:
    """Everything that is read of a question. Of a very long list nobody reads all."""
    yield question.text
    yield question.hint
    for option in question.options[:20]:
        yield f"{option.text} {option.hint}"
    for row in question.rows:
        yield row.text


def reading_seconds(texts: Iterable[str]) -> float:
    """Seconds to read these texts."""
    number = sum(len(words_in(text)) for text in texts)
    return number * 60 / WORDS_A_MINUTE


def words_in(text: str) -> list[str]:
    """Words of a text or of an editor's HTML."""
    return re.findall(r"[^\W_]+(?:[’'-][^\W_]+)*", strip_tags(text))


def reading_age(text: str) -> float | None:
    """Years of age at which English of this kind is read with ease; None without words."""
    words = words_in(text)
    if not words:
        return None
    sentences = max(1, len(re.findall(r"[.!?:;]+(?:\s|$)", f"{strip_tags(text).strip()} ")))
    syllables = sum(syllables_in(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return grade + YEARS_BEFORE_SCHOOL


def syllables_in(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one. Good enough for a mean."""
    lower = word.casefold()
    if lower.isdigit():
        return 1
    groups = len(re.findall(r"[aeiouy]+", lower))
    is_silent = re.search(r"[^aeiouyl]e$", lower) or re.search(r"[^aeiouytd]ed$", lower)
    return max(1, groups - (1 if is_silent else 0))
