"""Question banks, made and translated as staff do."""

from __future__ import annotations

from typing import Any

from wagtail_localize.models import Translation, TranslationSource

from plan.consultation.models import ConsultationPage, QuestionBank
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    section,
)
from tests.factories import committing, make_locale, store_translations
from tests.replaying import replayed

EXPLANATION = "We ask to learn who we have heard from."


def bank_questions(**changes: Any) -> list[dict[str, Any]]:
    """A protected question, and one that follows from it."""
    yes_no = [option("bank-yes", "Yes"), option("bank-no", "No")]
    asked = question(
        "single_choice", "ill", "Are you ill?", options=yes_no, is_required=True, is_protected=True
    )
    follows = question("short_text", "how", "How?", is_protected=True)
    follows["value"]["show_if"] = known_id("is-ill")
    asked["value"].update(changes)
    return [asked, follows]


def is_ill() -> dict[str, Any]:
    """The condition that the bank brings along."""
    clause = {"question": known_id("ill"), "operator": "is", "answers": known_id("bank-yes")}
    clauses = [{"type": "item", "id": known_id("is-ill-clause"), "value": clause}]
    value = {"name": "Is ill", "match": "all", "clauses": clauses}
    return {"type": "condition", "id": known_id("is-ill"), "value": value}


def stream(field: str, raw: list[dict[str, Any]]) -> Any:
    """A stream of a bank."""
    declared: Any = QuestionBank._meta.get_field(field)
    return declared.stream_block.to_python(raw)


@replayed
def make_bank(**fields: Any) -> QuestionBank:
    """A bank in English."""
    given = {
        "name": "Health",
        "explanation": EXPLANATION,
        "questions": stream("questions", bank_questions()),
        "conditions": stream("conditions", [is_ill()]),
        "locale": make_locale("en"),
        **fields,
    }
    with committing():
        return QuestionBank.objects.create(**given)


def of_bank(bank: QuestionBank, name: str = "bank") -> dict[str, Any]:
    """The block that stands for a bank."""
    return {"type": "bank", "id": known_id(name), "value": {"bank": bank.pk}}


def asking(*banks: QuestionBank, **fields: Any) -> ConsultationPage:
    """A consultation that asks the questions of banks."""
    blocks = [of_bank(bank, f"bank-{place}") for place, bank in enumerate(banks)]
    return make_consultation(sections=[section("one", "One", *blocks)], **fields)


def translate_bank(bank: QuestionBank, language: str = "pl") -> QuestionBank:
    """Translate a bank as translators do, or bring its translation up to date."""
    source, _ = TranslationSource.update_or_create_from_instance(bank)
    found, _ = Translation.objects.get_or_create(source=source, target_locale=make_locale(language))
    store_translations(found, "[{language}] {text}")
    with committing():
        found.save_target()
    return QuestionBank.objects.get(
        translation_key=bank.translation_key, locale=make_locale(language)
    )
