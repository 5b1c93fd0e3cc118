"""The page around the form: dates, privacy, languages, length, words."""

from __future__ import annotations

import math
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plan.consultation.linter.drafts import Draft
from plan.consultation.linter.faults import Fault, error, warning
from plan.consultation.linter.reading import minutes_to_answer, reading_age, words_in

#: Below this many words the formula says nothing of use.
FEWEST_WORDS = 12
#: A question should be read with ease at this age: that of pupils near the end of school.
HIGHEST_AGE = 16
#: How much longer than stated a form may take before it is worth a word.
TOLERANCE = 1.25


def page_faults(draft: Draft) -> Iterator[Fault]:
    """What the page lacks before people can be asked."""
    facts = draft.facts
    if not any(True for _question in draft.definition.questions()):
        yield error(_("The form asks nothing yet: add a question."), field="form")
    if not facts.has_privacy_notice:
        yield error(
            _("There is no privacy notice: say who holds the answers and why."),
            field="privacy_notice",
        )
    if facts.retain_until is None:
        yield error(
            _("There is no date until which responses are kept: set one."), field="retain_until"
        )
    if facts.opens_at and facts.closes_at and facts.closes_at <= facts.opens_at:
        yield error(_("It closes before it opens: change one of the times."), field="closes_at")
    if not facts.has_other_ways:
        yield warning(
            _("There is no way to respond but this website: add one for people who cannot use it."),
            field="other_ways",
        )
    yield from language_faults(draft)
    yield from watching_faults(draft)


def language_faults(draft: Draft) -> Iterator[Fault]:
    """Promised languages. Once people can answer, a language that lags behind stops nothing."""
    judge = warning if draft.facts.has_opened else error
    for language in draft.facts.unready:
        yield judge(
            _(
                "%(language)s is promised, but the form is not complete in it. Translate and "
                "publish it, then set the opening time."
            )
            % {"language": language},
            field="promised_languages",
        )


def watching_faults(draft: Draft) -> Iterator[Fault]:
    """Languages of a sensitive form in which nothing points at answers that disclose harm."""
    sensitive = [section.id for section in draft.definition.sections if section.is_sensitive]
    for language in draft.facts.unwatched:
        yield warning(
            _(
                "The form is sensitive, but there is no list of watched words in %(language)s: "
                "nothing will point at answers that may disclose harm. Write one under "
                "“Snippets”, or have every answer read soon."
            )
            % {"language": language},
            sensitive[0] if sensitive else "",
            field="" if sensitive else "is_sensitive",
        )


def length_faults(draft: Draft) -> Iterator[Fault]:
    """More to read and answer than the page says."""
    stated = draft.facts.estimated_minutes
    minutes = math.ceil(minutes_to_answer(draft.definition))
    if stated and minutes > stated * TOLERANCE:
        yield warning(
            ngettext(
                "The page says that it takes %(stated)d minute; reading and answering takes about "
                "%(minutes)d. Ask less, or change the number.",
                "The page says that it takes %(stated)d minutes; reading and answering takes "
                "about %(minutes)d. Ask less, or change the number.",
                stated,
            )
            % {"stated": stated, "minutes": minutes},
            field="estimated_minutes",
        )


def wording_faults(draft: Draft) -> Iterator[Fault]:
    """Questions that are hard to read. In English only, for which the formula was made."""
    if not draft.definition.language.startswith("en"):
        return
    for question in draft.definition.questions():
        text = f"{question.text.rstrip()}. {question.hint}" if question.hint else question.text
        age = reading_age(text)
        if age is not None and len(words_in(text)) >= FEWEST_WORDS and age > HIGHEST_AGE:
            yield warning(
                _(
                    "“%(question)s” is hard to read (reading age about %(age)d). Use shorter "
                    "words and sentences."
                )
                % {"question": question.text, "age": round(age)},
                draft.block_of(question.id),
            )
