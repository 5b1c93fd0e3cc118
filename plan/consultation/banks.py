"""Question banks in forms: structure from the bank as it was written, words by language.

A bank is known by its translation key. A language has words of it once its translation is finished
and was made from the very words that the form asks; until then a form with the bank is not ready
in that language.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import Any

from django.utils.html import escape, linebreaks
from django.utils.translation import gettext as _
from wagtail.blocks import StreamValue

from plan.consultation.compiler import (
    Compiled,
    Raw,
    Texts,
    compile_conditions,
    compile_item,
    digest,
)
from plan.consultation.models import QuestionBank
from plan.consultation.translations import origin_of


def source_of(bank: QuestionBank) -> QuestionBank:
    """The bank that the others were translated from: the group's oldest."""
    group = QuestionBank.objects.filter(translation_key=bank.translation_key)
    return group.select_related("locale").order_by("pk").first() or bank


def compile_bank(bank: QuestionBank) -> Compiled:
    """Items and words of a bank in its own language."""
    key, language = str(bank.translation_key), bank.locale.language_code
    items: list[Raw] = []
    texts: Texts = {}
    for raw, words in (*explanation_of(bank), *items_of(bank, language)):
        items.append({**raw, "bank": key})
        texts.update({name: str(text) for name, text in words.items()})
    return Compiled({"items": items}, texts)


def items_of(bank: QuestionBank, language: str) -> Iterator[tuple[Raw, Texts]]:
    """What stands in it."""
    for block in bank.questions:
        yield from compile_item(block, language)


def explanation_of(bank: QuestionBank) -> Iterator[tuple[Raw, Texts]]:
    """Why it is asked, as text before its questions."""
    if bank.explanation.strip():
        key = str(uuid.uuid5(bank.translation_key, "explanation"))
        html = str(linebreaks(escape(bank.explanation.strip())))
        raw = {"id": key, "type": "content_text", "is_content": True, "settings": {}}
        yield raw, {f"{key}.text": html}


def expanded(bank: QuestionBank, language: str) -> Iterator[tuple[Raw, Texts]]:
    """Each item of a bank with its words in a language, empty where there are none."""
    source = source_of(bank)
    compiled = compile_bank(source)
    words = words_in(source, compiled.texts, language)
    for raw in compiled.structure["items"]:
        yield raw, {name: words[name] for name in names_of(raw, compiled.texts)}


def names_of(raw: Raw, texts: Texts) -> list[str]:
    """Names of the words that belong to an item: its own, those of its options and rows."""
    parts = [raw, *raw.get("options", ()), *raw.get("rows", ()), *raw.get("apart", ())]
    starts = tuple(f"{part['id']}." for part in parts)
    return [name for name in texts if name.startswith(starts)]


def words_in(source: QuestionBank, texts: Texts, language: str) -> Texts:
    """The words of a bank in a language; empty ones where its translation is not up to date."""
    if source.locale.language_code == language:
        return texts
    nothing = dict.fromkeys(texts, "")
    translated = (
        QuestionBank.objects.filter(
            translation_key=source.translation_key, locale__language_code=language
        )
        .select_related("locale")
        .first()
    )
    if translated is None:
        return nothing
    origin = origin_of(translated, compile_bank)
    if origin is not None and not origin.is_current_for(texts):
        return nothing
    return {**nothing, **compile_bank(translated).only(texts)}


def conditions_of(bank: QuestionBank) -> list[Raw]:
    """When its questions are shown, in every language alike."""
    return compile_conditions(source_of(bank).conditions)


def note_of(bank: QuestionBank) -> Raw:
    """What a form version says of the bank it was made with."""
    source = source_of(bank)
    return {"id": str(source.translation_key), "version": source.version}


def content_hash(bank: QuestionBank) -> str:
    """Changes when anything changes that a respondent would see."""
    streams = [bank.questions.get_prep_value(), bank.conditions.get_prep_value()]
    return digest([bank.explanation, *streams])


def chosen_banks(form: StreamValue) -> Iterator[QuestionBank | None]:
    """The banks in a form, in order; None for one that is gone."""
    for section in form:
        for block in section.value.get("questions") or ():
            if block.block_type == "bank":
                yield block.value["bank"]


def bank_fault(form: StreamValue) -> str:
    """Why a form cannot be asked with its banks; empty when it can."""
    seen: set[uuid.UUID] = set()
    for bank in chosen_banks(form):
        if bank is None:
            return _("A question bank of this form is gone. Choose another, or take it out.")
        if bank.translation_key in seen:
            return _(
                "The question bank “%(bank)s” stands in this form twice. Take one of them out: "
                "a question can only be asked once."
            ) % {"bank": bank.name}
        seen.add(bank.translation_key)
    return ""


def mentions(form: Any, bank: QuestionBank) -> bool:
    """Whether a form holds a bank, in whatever language it was chosen."""
    keys = {found.translation_key for found in chosen_banks(form) if found is not None}
    return bank.translation_key in keys
