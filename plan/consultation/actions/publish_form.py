"""Make a version of the form, or the words of one, of what a page says when it is published.

Structure comes from the source page only; other languages supply words by block id. What is
unchanged adds nothing. The newest version is in force; a language that lacks words for it keeps
the newest version that is complete there.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from plan.consultation.compiler import Compiled, compile_page
from plan.consultation.models import Consultation, ConsultationPage, FormTexts, FormVersion
from plan.consultation.orphans import orphan_faults
from plan.consultation.translations import source_of_translation
from plan.guards import PageHeldError

Texts = dict[str, str]


@transaction.atomic
def publish_form(*, page: ConsultationPage, user: Any = None) -> None:
    """Compile a live page's form; PageHeldError when that would orphan answers."""
    stored = ConsultationPage.objects.select_related("locale").get(pk=page.pk)
    consultation = Consultation.objects.select_for_update().get(
        translation_key=stored.translation_key
    )
    if stored.is_source():
        publish_structure(stored, consultation, user)
    else:
        publish_words(stored, consultation)


def publish_structure(page: ConsultationPage, consultation: Consultation, user: Any) -> None:
    """A new version when structure or words of the source page have changed."""
    compiled = compile_page(page)
    newest = consultation.form_versions.order_by("-number").first()
    language = page.locale.language_code
    old = texts_of(newest, language) if newest else None
    if newest is None and not compiled.structure["sections"]:
        return
    if newest and old and is_unchanged(newest, old, compiled):
        return
    if faults := orphan_faults(page.translation_key, page.form):
        raise PageHeldError(faults)
    version = FormVersion.objects.create(
        consultation=consultation,
        number=newest.number + 1 if newest else 1,
        structure=compiled.structure,
        structure_hash=compiled.structure_hash,
        reason=page.change_reason,
        created_by=user,
    )
    add_texts(version, language, compiled)
    if newest and old:
        carry_over(newest, version, old.texts, compiled.texts, language)
    log(
        instance=page,
        action="plan_consultation.form_version",
        user=user,
        data={"version": version.number, "reason": version.reason},
    )


def is_unchanged(newest: FormVersion, old: FormTexts, compiled: Compiled) -> bool:
    """Whether the page asks the same in the same words."""
    same_structure = newest.structure_hash == compiled.structure_hash
    return same_structure and old.texts_hash == compiled.texts_hash


def carry_over(
    before: FormVersion, version: FormVersion, old: Texts, new: Texts, source_language: str
) -> None:
    """Words of other languages hold for the new version when all its words stood there before.

    So moving or deleting a question leaves no language behind; rewording one does.
    """
    if any(words != old.get(key) for key, words in new.items()):
        return
    languages = before.texts.exclude(language=source_language).values_list("language", flat=True)
    for language in set(languages):
        words = texts_of(before, language)
        if words is not None:
            kept = Compiled(version.structure, {key: words.texts.get(key, "") for key in new})
            add_texts(version, language, kept)


def publish_words(page: ConsultationPage, consultation: Consultation) -> None:
    """Words in another language for the newest version that they are complete for."""
    compiled = compile_page(page)
    origin = source_of_translation(page)
    source_language = source_locale_code(page.translation_key)
    for version in consultation.form_versions.order_by("-number"):
        original = texts_of(version, source_language)
        if original is None or not compiled.is_complete_for(original.texts):
            continue
        if origin is not None and not origin.is_current_for(original.texts):
            continue
        words = Compiled(version.structure, compiled.only(original.texts))
        add_texts(version, page.locale.language_code, words)
        return


def texts_of(version: FormVersion, language: str) -> FormTexts | None:
    """The newest words of a version in a language."""
    return version.texts.filter(language=language).order_by("-revision").first()


def add_texts(version: FormVersion, language: str, compiled: Compiled) -> FormTexts:
    """Store words as the next revision, unless the newest one says the same."""
    newest = texts_of(version, language)
    if newest is not None and newest.texts_hash == compiled.texts_hash:
        return newest
    return FormTexts.objects.create(
        version=version,
        language=language,
        revision=newest.revision + 1 if newest else 1,
        texts=compiled.texts,
        texts_hash=compiled.texts_hash,
    )


def source_locale_code(translation_key: uuid.UUID) -> str:
    """Language of the page the others were made from: the group's oldest."""
    pages = Page.objects.filter(translation_key=translation_key).order_by("pk")
    code: Any = pages.values_list("locale__language_code", flat=True).first()
    return str(code)
