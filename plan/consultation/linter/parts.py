"""Sections and questions: what nobody reaches, what ends too early, what is asked badly."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from plan.consultation.definition import QuestionDefinition, SectionDefinition
from plan.consultation.linter.drafts import Draft
from plan.consultation.linter.faults import Fault, error, warning
from plan.consultation.linter.reach import unreachable
from plan.consultation.questions import question_type
from plan.consultation.questions.choices import ChoiceQuestion, FixedChoice


def reach_faults(draft: Draft) -> Iterator[Fault]:
    """Sections and questions that no answers lead to, and exits that catch everybody."""
    gone = unreachable(draft.definition, is_any_order=draft.facts.is_any_order)
    for section in draft.definition.sections:
        names = {"section": section.title}
        block = draft.block_of(section.id)
        if section.is_exit and section.id not in draft.uses:
            yield error(
                _(
                    "The exit page “%(section)s” has no condition: everybody who comes to it ends "
                    "there. Choose when it is shown."
                )
                % names,
                block,
            )
        if section.id in gone:
            yield error(
                _(
                    "Nobody can reach “%(section)s”, whatever they answer. Change its condition, "
                    "or the exit before it."
                )
                % names,
                block,
            )
        yield from question_reach_faults(draft, section, gone)


def question_reach_faults(
    draft: Draft, section: SectionDefinition, gone: set[uuid.UUID]
) -> Iterator[Fault]:
    """Questions that can never be asked."""
    for question in section.questions:
        names, block = {"question": question.text}, draft.block_of(question.id)
        if section.id in gone and question.is_required:
            yield error(
                _("“%(question)s” needs an answer, but stands in a section that nobody can reach.")
                % names,
                block,
            )
        elif section.id not in gone and question.id in gone:
            yield error(
                _(
                    "“%(question)s” can never be asked, whatever people answer. Change its "
                    "condition."
                )
                % names,
                block,
            )


def question_faults(draft: Draft) -> Iterator[Fault]:
    """Each question on its own."""
    for question in draft.definition.questions():
        yield from option_faults(draft, question)
        yield from setting_faults(draft, question)
        if question.is_protected:
            yield from protected_faults(draft, question)


def option_faults(draft: Draft, question: QuestionDefinition) -> Iterator[Fault]:
    """Too few answers, or the same one twice."""
    names, block = {"question": question.text}, draft.block_of(question.id)
    kind = question_type(question.type)
    is_written = isinstance(kind, ChoiceQuestion) and not isinstance(kind, FixedChoice)
    if is_written and len(question.options) < 2:
        yield warning(
            _("“%(question)s” offers no choice: give it at least two answers.") % names, block
        )
    for text in repeated(option.text for option in question.options):
        yield warning(
            _("“%(question)s” offers the answer “%(text)s” more than once.")
            % {**names, "text": text},
            block,
        )
    for text in repeated(row.text for row in question.rows):
        yield warning(
            _("“%(question)s” has the row “%(text)s” more than once.") % {**names, "text": text},
            block,
        )


def setting_faults(draft: Draft, question: QuestionDefinition) -> Iterator[Fault]:
    """Settings that no answer could meet: forms come from files and older versions too."""
    for words in question_type(question.type).setting_faults(question).values():
        yield error(
            _("Change the settings of “%(question)s”. %(fault)s")
            % {"question": question.text, "fault": words},
            draft.block_of(question.id),
        )


def protected_faults(draft: Draft, question: QuestionDefinition) -> Iterator[Fault]:
    """Special categories: never needed, and easy not to answer."""
    names, block = {"question": question.text}, draft.block_of(question.id)
    if question.id in draft.marked_required:
        yield warning(
            _(
                "“%(question)s” is of special category, so no answer can be needed. Take the tick "
                "from “an answer is needed”."
            )
            % names,
            block,
        )
    if len(question.options) > 1 and not has_way_out(draft, question):
        yield warning(
            _("“%(question)s” is of special category: offer the answer “Prefer not to say”.")
            % names,
            block,
        )


def has_way_out(draft: Draft, question: QuestionDefinition) -> bool:
    """Whether people can choose not to say: by a set phrase in English or the form's language."""
    with override(draft.definition.language or "en"):
        phrases = {"prefer not to", "rather not", _("Prefer not to say").casefold()}
    texts = [option.text.casefold() for option in question.options]
    return any(phrase in text for text in texts for phrase in phrases)


def repetition_faults(draft: Draft) -> Iterator[Fault]:
    """The same question twice: by its identity (a bank used twice), or in the same words."""
    seen: set[uuid.UUID] = set()
    told: set[str] = set()
    texts: set[str] = set()
    for question in draft.definition.questions():
        block, text = draft.block_of(question.id), plain(question.text)
        if question.id in seen:
            if block not in told:
                yield error(
                    _(
                        "“%(question)s” stands in the form twice with the same identity, so its "
                        "answers would mix. Use a question bank once only."
                    )
                    % {"question": question.text},
                    block,
                )
            told.add(block)
        elif text and text in texts:
            yield warning(
                _("“%(question)s” is asked twice in the same words.") % {"question": question.text},
                block,
            )
        seen.add(question.id)
        texts.add(text)


def repeated(texts: Iterable[str]) -> list[str]:
    """Texts that occur more than once, in the order of their first occurrence."""
    counts = Counter(plain(text) for text in texts)
    return [text for text, number in counts.items() if text and number > 1]


def plain(text: str) -> str:
    """A text as it is compared: without regard to case and white space."""
    return " ".join(text.split()).casefold()
