"""A form as staff copy it from paper: every section at once, and nothing on it is refused.

The rules are those of the web form, with two differences. What a person left empty can be left
empty here, and what was answered although the form did not ask for it can be left out: both are
said before the response is stored (`remarks`).
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import (
    FormDefinition,
    QuestionDefinition,
    SectionDefinition,
)
from plan.consultation.forms import SEEN, SectionForm, Typed, field_name, typed_in, typed_of
from plan.consultation.questions import question_type
from plan.consultation.route import Route, route

#: Longest text in the respondent's own words.
LONGEST_ORIGINAL = 10_000
Originals = Mapping[uuid.UUID, str]


def lenient(definition: FormDefinition) -> FormDefinition:
    """The form with nothing that must be answered."""
    sections = tuple(
        replace(
            section,
            items=tuple(
                replace(item, is_required=False) if isinstance(item, QuestionDefinition) else item
                for item in section.items
            ),
        )
        for section in definition.sections
    )
    return replace(definition, sections=sections)


@dataclass(frozen=True)
class EntryField:
    """A question on the sheet, with the box for the respondent's own words where it has one."""

    field: BoundField
    is_conditional: bool
    is_protected: bool
    original_name: str
    original: str
    original_error: str


@dataclass(frozen=True)
class EntrySection:
    """A section on the sheet."""

    section: SectionDefinition
    fields: Sequence[EntryField]


@dataclass
class EntrySheet:
    """All sections of a form with what was typed in them, and the way that leads through.

    `typed` is None for an empty sheet. `originals` are the respondent's own words by question,
    where `typed` holds the translation that staff made.
    """

    definition: FormDefinition
    typed: Mapping[uuid.UUID, Typed] | None = None
    originals: Originals = field(default_factory=dict)

    @cached_property
    def way(self) -> Route:
        """The way through the form."""
        return route(lenient(self.definition), self.typed or {})

    @cached_property
    def forms(self) -> dict[uuid.UUID, SectionForm]:
        """A form for each section, whether or not it is on the way."""
        shown = {routed.section.id: routed.form for routed in self.way.sections}
        found = {}
        for section in lenient(self.definition).sections:
            if section.is_exit or not section.questions:
                continue
            if self.typed is None:
                found[section.id] = SectionForm(section)
            else:
                typed = self.typed.get(section.id, {})
                found[section.id] = shown.get(section.id) or SectionForm(section, typed)
        return found

    @cached_property
    def values(self) -> dict[uuid.UUID, list[AnswerValue]]:
        """What was answered on the way, with the respondent's own words beside it."""
        found: dict[uuid.UUID, list[AnswerValue]] = {}
        for form in self.way.forms:
            form.is_valid()
            for key, values in form.given.items():
                words = self.originals.get(key, "")
                first = replace(values[0], original=words) if words else values[0]
                found[key] = [first, *values[1:]]
        return found

    def pairs(self) -> Iterator[tuple[QuestionDefinition, Sequence[AnswerValue]]]:
        """Each question with its values, as rows are made of them."""
        for question in self.definition.questions():
            if values := self.values.get(question.id):
                yield question, values

    def is_valid(self) -> bool:
        """Whether everything that counts can be stored."""
        if self.typed is None or self.way.exit is not None or self.original_errors:
            return False
        return all(form.is_valid() for form in self.way.forms)

    @cached_property
    def original_errors(self) -> dict[uuid.UUID, str]:
        """What is wrong with the respondent's own words, by question."""
        errors = {}
        for key, words in self.originals.items():
            if len(words) > LONGEST_ORIGINAL:
                errors[key] = _("The original can have up to %(number)d characters.") % {
                    "number": LONGEST_ORIGINAL
                }
            elif words and not self.is_filled(key):
                errors[key] = _("Write the translation of the original into the answer above.")
        return errors

    def is_filled(self, key: uuid.UUID) -> bool:
        """Whether something was typed for a question."""
        section = self.definition.section_asking(key)
        typed = (self.typed or {}).get(section.id, {}) if section else {}
        name = field_name(key)
        return any(
            any(value.strip() for value in values)
            for given, values in typed.items()
            if (given == name or given.startswith(f"{name}-")) and given != f"{name}-{SEEN}"
        )

    def error_links(self) -> list[tuple[str, str]]:
        """Every error with the fragment of its control."""
        links = [link for form in self.forms.values() for link in form.error_links()]
        links += [(f"#{original_name(key)}", words) for key, words in self.original_errors.items()]
        if self.typed is not None and (words := self.exit_words()):
            links.append(("", words))
        return links

    def exit_words(self) -> str:
        """Why there is nothing to store; empty where the form does not end early."""
        if self.way.exit is None:
            return ""
        return _(
            "With these answers the form ends on the page “%(title)s”, and takes no response. "
            "Compare them with what was written."
        ) % {"title": self.way.exit.section.title}

    def remarks(self) -> list[str]:
        """What whoever enters it should know before it is stored; empty when all is well."""
        asked = {question.id for form in self.way.forms for question in form.shown()}
        lines = []
        for question in self.definition.questions():
            has_values = question.id in self.values
            if not is_on_paper(question):
                continue
            if question.is_required and question.id in asked and not has_values:
                words = _("“%(question)s” needs an answer and has none.")
                lines.append(words % {"question": question.text})
            elif not has_values and self.is_filled(question.id):
                words = _(
                    "“%(question)s” was not to be answered after the answers before it: it is "
                    "left out."
                )
                lines.append(words % {"question": question.text})
        return lines

    def sections(self) -> Iterator[EntrySection]:
        """What the page shows."""
        for section in self.definition.sections:
            form = self.forms.get(section.id)
            if form is not None:
                asked = [q for q in section.questions if is_on_paper(q)]
                yield EntrySection(section, [self.entry_field(form, q) for q in asked])

    def entry_field(self, form: SectionForm, question: QuestionDefinition) -> EntryField:
        """One question of the page."""
        has_original = question_type(question.type).is_words
        return EntryField(
            field=form[field_name(question.id)],
            is_conditional=question.show_if is not None or form.section.show_if is not None,
            is_protected=question.is_protected,
            original_name=original_name(question.id) if has_original else "",
            original=self.originals.get(question.id, ""),
            original_error=self.original_errors.get(question.id, ""),
        )


def is_on_paper(question: QuestionDefinition) -> bool:
    """Whether a sheet asks it: files are attached as scans instead."""
    return question_type(question.type).is_on_paper


def original_name(question_id: uuid.UUID) -> str:
    """Name of the box for the respondent's own words."""
    return f"original-{question_id.hex}"


def sheet_from(
    definition: FormDefinition,
    data: Mapping[str, str],
    stored: Mapping[uuid.UUID, Sequence[AnswerValue]] | None = None,
) -> EntrySheet:
    """The sheet as a request filled it in; what a sheet does not ask stays as it was `stored`."""
    typed = {}
    for section in definition.sections:
        typed[section.id] = seen(section, typed_in(section, data))
        for question in section.questions:
            own = (stored or {}).get(question.id)
            if own and not is_on_paper(question):
                name = field_name(question.id)
                typed[section.id] |= question_type(question.type).typed(question, name, own)
    originals = {
        question.id: words
        for question in definition.questions()
        if question_type(question.type).is_words
        and (words := clean(data.get(original_name(question.id), "")))
    }
    return EntrySheet(definition, typed, originals)


def sheet_of(
    definition: FormDefinition, values: Mapping[uuid.UUID, Sequence[AnswerValue]]
) -> EntrySheet:
    """The sheet of what is stored."""
    typed = {section.id: typed_of(section, values) for section in definition.sections}
    originals = {
        key: words
        for key, own in values.items()
        if (words := next((value.original for value in own if value.original), ""))
    }
    return EntrySheet(definition, typed, originals)


def seen(section: SectionDefinition, typed: Typed) -> Typed:
    """On a sheet everything was seen."""
    marks = {f"{field_name(q.id)}-{SEEN}": ["1"] for q in section.questions if q.show_if}
    return {**typed, **marks}


def clean(words: str) -> str:
    """Words as a database keeps them."""
    return words.replace("\x00", "").replace("\r\n", "\n").strip()


def fingerprint(remarks: Sequence[str]) -> str:
    """Tells whether remarks that were confirmed are those that hold now."""
    return hashlib.sha256("\n".join(remarks).encode()).hexdigest()[:16]
