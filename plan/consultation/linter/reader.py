"""Reads a page for the linter: the only part of it that asks the database."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.html import strip_tags

from plan.consultation import queries
from plan.consultation.builder import build, condition, items_of
from plan.consultation.compiler import Compiled, compile_item, compile_page
from plan.consultation.enums import ConsultationState, SectionOrder
from plan.consultation.hints import unwatched
from plan.consultation.linter.drafts import Condition, Draft, Facts
from plan.consultation.models import Consultation, FormTexts


def draft_of(page: Any) -> Draft:
    """A consultation's page as the linter judges it."""
    page.form.get_prep_value()  # gives blocks that were never stored an id
    page.conditions.get_prep_value()
    language = page.locale.language_code
    compiled = compile_page(page)
    held = dict(holders(page.form, language))
    names = {block.id: str(block.value["name"]) for block in page.conditions}
    raws = compiled.structure.get("conditions", [])
    return Draft(
        definition=build(compiled.structure, compiled.texts, language=language),
        conditions=tuple(Condition(condition(raw), names.get(raw["id"], "")) for raw in raws),
        uses=dict(uses_of(compiled)),
        blocks={key: block.id for key, block in held.items()},
        marked_required=frozenset(
            key for key, block in held.items() if block.value.get("is_required")
        ),
        facts=facts_of(page, compiled),
    )


def holders(form: Any, language: str) -> Iterator[tuple[uuid.UUID, Any]]:
    """The block of the page that holds each question or content: a bank's block for many."""
    for section in form:
        for block in section.value.get("questions") or ():
            for raw, _words in compile_item(block, language):
                yield uuid.UUID(raw["id"]), block


def uses_of(compiled: Compiled) -> Iterator[tuple[uuid.UUID, str]]:
    """The condition that each part names, whether or not it exists."""
    for section in compiled.structure["sections"]:
        for raw in (section, *items_of(section)):
            if wanted := raw.get("show_if"):
                yield uuid.UUID(raw["id"]), wanted


def facts_of(page: Any, compiled: Compiled) -> Facts:
    """What stands beside the form."""
    record = Consultation.objects.filter(translation_key=page.translation_key).first()
    has_opened = record is not None and (
        record.state_at(queries.database_now()) is not ConsultationState.SCHEDULED
    )
    return Facts(
        opens_at=page.opens_at,
        closes_at=page.closes_at,
        retain_until=page.retain_until,
        has_privacy_notice=bool(strip_tags(page.privacy_notice or "").strip()),
        has_other_ways=bool(len(page.other_ways)),
        estimated_minutes=page.estimated_minutes,
        unready=unready_languages(page, compiled, record),
        unwatched=unwatched_languages(page, compiled, record),
        has_opened=has_opened,
        is_any_order=page.section_order == SectionOrder.ANY,
    )


def unready_languages(
    page: Any, compiled: Compiled, record: Consultation | None
) -> tuple[str, ...]:
    """Names of promised languages in which this form would not be complete, or not public."""
    own = page.locale.language_code
    wanted = [code for code in page.promised_languages or () if code != own]
    if not wanted:
        return ()
    ready = (
        set(queries.form_languages(record)) & current_languages(record, own, compiled)
        if (record)
        else set()
    )
    return names_of(code for code in wanted if code not in ready)


def unwatched_languages(
    page: Any, compiled: Compiled, record: Consultation | None
) -> tuple[str, ...]:
    """Names of languages of a sensitive form without a list of watched words."""
    sections = compiled.structure["sections"]
    if not page.is_sensitive and not any(section.get("is_sensitive") for section in sections):
        return ()
    public = queries.form_languages(record) if record else []
    own = [page.locale.language_code, *(page.promised_languages or ()), *public]
    return names_of(unwatched(dict.fromkeys(own)))


def names_of(codes: Iterable[str]) -> tuple[str, ...]:
    """Languages by their names."""
    names = dict(settings.LANGUAGES)
    return tuple(str(names.get(code, code)) for code in codes)


def current_languages(record: Consultation, own: str, compiled: Compiled) -> set[str]:
    """Languages of the newest version that keep their words if this form is published."""
    version = record.form_versions.order_by("-number").first()
    rows = FormTexts.objects.filter(version=version)
    original = rows.filter(language=own).order_by("-revision").first()
    if original is None:
        return set()
    if any(words != original.texts.get(key) for key, words in compiled.texts.items()):
        return set()
    return set(rows.values_list("language", flat=True))
