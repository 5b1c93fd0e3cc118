"""Finds in comments what a person should look at. It decides nothing.

What it is worth: addresses and numbers as people usually write them are found; whoever wants to
hide them will. Names are guessed (see `names`). What stands in the passage itself, or in quotation
marks and is taken from it, is no hint. The time it takes grows no faster than the text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plan.comments.enums import HintKind
from plan.comments.hints.contacts import contact_details
from plan.comments.hints.known import KnownWords
from plan.comments.hints.listed import listed_words, may_disclose_harm
from plan.comments.hints.names import other_names
from plan.comments.hints.style import is_shouting, links

#: Characters of what was found that are kept.
LONGEST = 1000


@dataclass(frozen=True)
class FoundHint:
    """A kind of hint, and the words that gave it; none for harm, which no list may show."""

    kind: HintKind
    words: str = ""


def found_hints(
    text: str,
    quotation: str,
    language: str,
    *,
    own_words: str = "",
    author: str = "",
    plan_pk: int | None = None,
    page_language: str = "",
) -> list[FoundHint]:
    """What is found in a comment written in a language, each kind once.

    Its author says which language that is. Words on lists are looked for in the language of the
    page as well, for whoever overlooks the question. `own_words` are those of the passage: a
    quotation that is not from it is looked at as the comment is. `author` is the name the comment
    is signed with, which is nobody else's. Names that the plan itself mentions are no hint where
    `plan_pk` is given. Two queries, and one more where names were found in a comment on a plan.
    """
    known = KnownWords(own_words, quotation, author, plan_pk)
    return list(hints_in(known.unquoted(text), language, page_language or language, known))


def hints_in(
    text: str, language: str, page_language: str, known: KnownWords
) -> Iterator[FoundHint]:
    """Hints in the order of their kinds."""
    if may_disclose_harm(text, language, page_language):
        yield FoundHint(HintKind.HARM)
    several = {
        HintKind.CONTACT: known.without(contact_details(text)),
        HintKind.NAMES: known.outside_plan(known.without(other_names(text, language))),
        HintKind.LINKS: known.without(links(text)),
    }
    for kind, found in several.items():
        if found:
            yield FoundHint(kind, joined(found))
    if is_shouting(text):
        yield FoundHint(HintKind.SHOUTING)
    if found := listed_words(text, language, page_language):
        yield FoundHint(HintKind.WORDS, joined(found))


def joined(words: Iterable[str]) -> str:
    """Words as they are kept, each once."""
    return ", ".join(dict.fromkeys(" ".join(word.split()) for word in words))[:LONGEST]
