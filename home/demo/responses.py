"""Invented responses, made through the same actions as a respondent's."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from home.demo.content_files import read_json
from home.demo.survey import question_id
from plan.consultation.actions.save_section import save_section
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.actions.submit_response import submit_response
from plan.consultation.answers import AnswerValue
from plan.consultation.builder import definition_by_texts
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.forms import SEEN, SectionForm, Typed, field_name
from plan.consultation.models import Consultation, Response
from plan.consultation.queries import words_in_force
from plan.consultation.questions import question_type
from plan.consultation.route import RoutedSection, route

#: How many people answered in each language.
NUMBERS = {"en": 22, "pl": 9, "ar": 7}
#: Most agree; the order is that of the scale.
AGREEMENT_WEIGHTS = (9, 7, 3, 2, 1, 2)
#: Share of people who answer a question that needs no answer.
CHANCE = {"long_text": 0.35, "email": 0.2, "date": 0.6}
USUAL_CHANCE = 0.85
#: How long answering takes.
TAKEN = timedelta(minutes=15)
#: Questions that say who answers.
RESPONDENT_TYPE = uuid.UUID(question_id("bank:respondent-type/as"))
ORGANISATION = uuid.UUID(question_id("bank:respondent-type/organisation"))
NAME = uuid.UUID(question_id("name"))
SPACE = uuid.UUID("b6b0ea0f-25a1-4c7d-8c39-d8f4f8a0b7de")


class Respondent:
    """Somebody made up, who answers the same way each time the demonstration is built."""

    def __init__(self, language: str, number: int) -> None:
        self.language = language
        self.number = number
        self.random = Random(f"{language} {number}")  # noqa: S311  # repeatable on purpose
        self.words: Mapping[str, Sequence[str]] = read_json("responses")[language]
        self.is_organisation = number % 7 == 3

    def answer(self, question: QuestionDefinition) -> Typed:
        """What is typed for a question; nothing where it is left out."""
        name = field_name(question.id)
        if question.id == RESPONDENT_TYPE:
            key = "for-organisation" if self.is_organisation else "person"
            return {name: [question_id(f"bank:respondent-type/{key}")]}
        if question.id == ORGANISATION:
            given = self.words["organisation"]
            return {name: [given[self.number % len(given)]]}
        if question.id == NAME:
            return {name: [self.words["name"][0]]}
        if self.random.random() > CHANCE.get(question.type, USUAL_CHANCE):
            return {}
        ways: dict[str, Callable[[QuestionDefinition, str], Typed]] = {
            "agreement": self.agreement,
            "single_choice": self.single_choice,
            "yes_no": self.single_choice,
            "drop_down": self.single_choice,
            "several_choices": self.several_choices,
            "scale": self.scale,
            "matrix": self.matrix,
            "long_text": self.opinion,
            "number": self.years,
            "date": self.day,
            "email": self.email,
        }
        way = ways.get(question.type)
        return way(question, name) if way else {}

    def scale(self, question: QuestionDefinition, name: str) -> Typed:
        """A point between the ends."""
        low, high = question.settings["low"], question.settings["high"]
        return {name: [str(self.random.randint(low, high))]}

    def matrix(self, question: QuestionDefinition, name: str) -> Typed:
        """A point for most of the rows."""
        rows = [row for row in question.rows if self.random.random() < USUAL_CHANCE]
        values = [AnswerValue(row_id=row.id, option_id=self.point(question)) for row in rows]
        return question_type(question.type).typed(question, name, values)

    def point(self, question: QuestionDefinition) -> uuid.UUID:
        """One of the answers."""
        return self.random.choice(question.options).id

    def agreement(self, question: QuestionDefinition, name: str) -> Typed:
        """A point of the scale."""
        chosen = self.random.choices(question.options, AGREEMENT_WEIGHTS)[0]
        return {name: [str(chosen.id)]}

    def single_choice(self, question: QuestionDefinition, name: str) -> Typed:
        """One of the answers, but not the one that asks for words."""
        plain = [option for option in question.options if not option.is_other]
        return {name: [str(self.random.choice(plain).id)]}

    def several_choices(self, question: QuestionDefinition, name: str) -> Typed:
        """One to three of the answers; the last one may be put into words."""
        plain = [o for o in question.options if not o.is_other and not o.is_exclusive]
        number = self.random.randint(1, int(question.settings.get("maximum") or 2))
        chosen = [str(option.id) for option in self.random.sample(plain, number)]
        others = [o for o in question.options if o.is_other]
        if others and self.random.random() < 0.15:
            words = self.random.choice(self.words["other"])
            return {name: [*chosen[:1], str(others[0].id)], f"{name}-other": [words]}
        return {name: chosen}

    def opinion(self, question: QuestionDefinition, name: str) -> Typed:
        """An opinion, which begins by saying that it is invented."""
        for key, opinions in self.words.items():
            if question.id == uuid.UUID(question_id(key)):
                return {name: [self.random.choice(opinions)]}
        return {}

    def years(self, question: QuestionDefinition, name: str) -> Typed:
        """A plausible number of years."""
        return {name: [str(self.random.randint(1, 60))]}

    def day(self, question: QuestionDefinition, name: str) -> Typed:
        """A day of the month in which the draft was published."""
        day = str(self.random.randint(16, 30))
        return {f"{name}-day": [day], f"{name}-month": ["11"], f"{name}-year": ["2021"]}

    def email(self, question: QuestionDefinition, name: str) -> Typed:
        """An address that cannot exist."""
        return {name: [f"respondent-{self.language}-{self.number}@demonstration.example"]}


def respondents() -> list[Respondent]:
    """All of them, languages mixed, always in the same order."""
    made = [Respondent(language, n) for language, count in NUMBERS.items() for n in range(count)]
    return sorted(made, key=lambda one: uuid.uuid5(SPACE, f"{one.language} {one.number}"))


def add_responses(consultation: Consultation, now: datetime) -> int:
    """Let everybody answer, spread over the time it has been open; returns how many did.

    Nobody does before it opens, or where there are responses already.
    """
    opens, closes = consultation.opens_at, consultation.closes_at
    if opens is None or now <= opens:
        return 0
    if Response.objects.filter(consultation=consultation).exists():
        return 0
    until = min(now, closes) if closes else now
    people = respondents()
    for place, respondent in enumerate(people):
        respond(consultation, respondent, opens + (until - opens) * (place + 0.5) / len(people))
    return len(people)


def respond(consultation: Consultation, respondent: Respondent, received_at: datetime) -> None:
    """Start, answer every section, send: in a quarter of an hour, as people do."""
    texts = words_in_force(consultation, respondent.language)
    if texts is None:
        return
    attempt, _ = start_attempt(consultation=consultation, texts_pk=texts)
    for section_id, typed in answers(definition_by_texts(texts), respondent).items():
        save_section(attempt=attempt, section_id=section_id, typed=typed, is_valid=True)
    attempt.started_at = received_at - TAKEN
    attempt.save(update_fields=["started_at"])
    submit_response(attempt=attempt, received_at=received_at)


def answers(definition: FormDefinition, respondent: Respondent) -> dict[uuid.UUID, Typed]:
    """Everything typed, section by section, on the way that it leads along itself."""
    typed: dict[uuid.UUID, Typed] = {}
    for number, section in enumerate(definition.sections, 1):
        routed = route(definition, typed).at(number)
        if routed is not None:
            typed[section.id] = answers_in(routed, respondent)
    return typed


def answers_in(routed: RoutedSection, respondent: Respondent) -> Typed:
    """Everything typed in a section; what is shown on a condition is first looked for."""
    section, typed = routed.section, Typed()
    for question in section.questions:
        if question.show_if is not None:
            form = SectionForm(section, typed, earlier=routed.earlier)
            form.is_valid()
            if question not in form.shown():
                continue
            typed[f"{field_name(question.id)}-{SEEN}"] = ["1"]
        typed.update(respondent.answer(question))
    return typed
