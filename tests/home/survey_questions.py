"""What a survey on a Police and Crime Plan asks, question by question, as the demonstration has it.

Numbers are those of the usual list of 22; each names the questions that ask it.
"""

from __future__ import annotations

import uuid

from home.demo.survey import question_id
from plan.consultation.definition import FormDefinition, QuestionDefinition

QUESTIONS = {
    1: ("bank:respondent-type/as", "bank:respondent-type/organisation"),
    2: ("read", "read-on"),
    3: ("agree-violence",),
    4: ("agree-trust",),
    5: ("agree-victims",),
    6: ("agree-harm",),
    7: ("focus",),
    8: ("missing-violence", "missing-trust", "missing-victims", "missing-harm"),
    9: ("impact",),
    10: ("know",),
    11: ("measures",),
    12: ("day", "dark"),
    13: ("good-job", "fairly"),
    14: ("contact", "experience"),
    15: ("was-victim",),
    16: ("groups",),
    17: ("borough",),
    18: ("connection",),
    19: ("heard", "clear"),
    20: ("bank:may-we-publish/publish",),
    21: ("email",),
    22: ("document",),
}
#: Type of each question that is more than a choice or a text.
TYPES = {
    "agree-trust": "agreement",
    "focus": "several_choices",
    "measures": "matrix",
    "day": "scale",
    "contact": "yes_no",
    "borough": "drop_down",
    "read-on": "date",
    "years": "number",
    "document": "file_upload",
    "name": "contact_name",
    "email": "email",
}
#: What is asked only on an answer to another question.
ROUTES = {
    "bank:respondent-type/organisation": "bank:respondent-type/as",
    "read-on": "read",
    "experience": "contact",
    "name": "bank:may-we-publish/publish",
    "bank:about-you/activities": "bank:about-you/condition",
}


def asked(definition: FormDefinition, key: str) -> QuestionDefinition:
    """A question of the survey by its key."""
    found = definition.question(uuid.UUID(question_id(key)))
    assert found is not None, key
    return found


def deciding(definition: FormDefinition, key: str) -> list[uuid.UUID]:
    """The questions whose answers decide whether this one is asked."""
    condition = asked(definition, key).show_if
    return [clause.question for clause in condition.clauses] if condition else []


def unsaid(definition: FormDefinition) -> list[str]:
    """What has no words in its language: sections, questions, answers and rows; hints may."""
    missing = [str(section.id) for section in definition.sections if not section.title.strip()]
    for question in definition.questions():
        words = [question.text, *(o.text for o in question.options)]
        words += [row.text for row in question.rows]
        missing += [str(question.id)] * (not all(text.strip() for text in words))
    return missing


def assert_whole(definition: FormDefinition) -> None:
    """Everything is asked, as what it should be, on the right answers, with all its words."""
    assert sorted(QUESTIONS) == list(range(1, 23))
    assert all(asked(definition, key) for keys in QUESTIONS.values() for key in keys)
    assert {key: asked(definition, key).type for key in TYPES} == TYPES
    for key, decider in ROUTES.items():
        assert deciding(definition, key) == [asked(definition, decider).id], key
    assert unsaid(definition) == []
