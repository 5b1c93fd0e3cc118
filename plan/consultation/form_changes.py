"""How a form differs: from the version in force, and from version to version."""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field
from typing import Any

from plan.consultation import queries
from plan.consultation.builder import definition_of
from plan.consultation.compiler import compile_page
from plan.consultation.definition import FormDefinition, QuestionDefinition
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation, FormTexts, FormVersion


@dataclass(frozen=True)
class FormChange:
    """What one version changed of the one before: words of questions and answers."""

    added: list[str] = field(default_factory=list)
    reworded: list[tuple[str, str]] = field(default_factory=list)
    stopped: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Whether no question or answer changed: order, conditions or settings did."""
        return not (self.added or self.reworded or self.stopped or self.removed)


@dataclass(frozen=True)
class VersionRow:
    """A version with what it changed."""

    version: FormVersion
    change: FormChange


def differs_from_version_in_force(page: Any) -> bool:
    """Whether publishing this source page would make a new version of its form."""
    newest = newest_version(page.translation_key)
    if newest is None:
        return bool(len(page.form))
    compiled = compile_page(page)
    words = FormTexts.objects.filter(version=newest, language=page.locale.language_code)
    hashes = words.order_by("-revision").values_list("texts_hash", flat=True)
    is_same = newest.structure_hash == compiled.structure_hash
    return not (is_same and hashes.first() == compiled.texts_hash)


def lacks_reason(page: Any) -> bool:
    """Whether people are answering and this page changes the form without saying why anew."""
    record = Consultation.objects.filter(translation_key=page.translation_key).first()
    newest = newest_version(page.translation_key)
    if record is None or newest is None:
        return False
    if record.state_at(queries.database_now()) is not ConsultationState.OPEN:
        return False
    reason = page.change_reason.strip()
    has_new_reason = bool(reason) and reason != newest.reason.strip()
    return not has_new_reason and differs_from_version_in_force(page)


def newest_version(translation_key: uuid.UUID) -> FormVersion | None:
    """The version in force; None before the first publication."""
    versions = FormVersion.objects.filter(consultation__translation_key=translation_key)
    return versions.order_by("-number").first()


def history(consultation: Consultation) -> list[VersionRow]:
    """All versions, the newest first, each with what it changed."""
    rows: list[VersionRow] = []
    before: FormDefinition | None = None
    for texts in first_texts(consultation):
        now = definition_of(texts)
        change = FormChange() if before is None else change_between(before, now)
        rows.insert(0, VersionRow(texts.version, change))
        before = now
    return rows


def first_texts(consultation: Consultation) -> list[FormTexts]:
    """The words each version was written in, oldest version first."""
    rows = FormTexts.objects.filter(version__consultation=consultation)
    found: dict[int, FormTexts] = {}
    for texts in rows.select_related("version__created_by").order_by("version__number", "pk"):
        found.setdefault(texts.version_id, texts)
    return list(found.values())


def change_between(before: FormDefinition, now: FormDefinition) -> FormChange:
    """Questions and answers added, reworded, stopped and removed."""
    old = {question.id: question for question in before.all_questions()}
    new = {question.id: question for question in now.all_questions()}
    change = FormChange(
        added=[q.text for key, q in new.items() if key not in old],
        removed=[q.text for key, q in old.items() if key not in new],
    )
    for key, question in new.items():
        if earlier := old.get(key):
            compare(earlier, question, change)
    return change


def compare(old: QuestionDefinition, new: QuestionDefinition, change: FormChange) -> None:
    """Note what became of one question."""
    if new.is_stopped and not old.is_stopped:
        change.stopped.append(new.text)
    if (old.text, old.hint) != (new.text, new.hint):
        change.reworded.append((old.text, new.text))
    known = {option.id: option for option in (*old.options, *old.apart)}
    for option in (*new.options, *new.apart):
        earlier = known.pop(option.id, None)
        if earlier is None:
            change.added.append(f"{new.text} – {option.text}")
        elif earlier.text != option.text:
            change.reworded.append((earlier.text, option.text))
    change.removed.extend(f"{new.text} – {option.text}" for option in known.values())
