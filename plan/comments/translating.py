"""Machine translation of comments that everybody may read already, and of no others."""

from __future__ import annotations

import logging

from django_tasks import task
from wagtail.models import Locale

from plan.comments.actions.translate_comment import keep_translation
from plan.comments.machine_translation import machine
from plan.comments.models import Comment, CommentSettings
from plan.queries import written_pages

logger = logging.getLogger(__name__)


def queue_translations(comment_pk: int) -> None:
    """Queue a translation into each language that the plan is published in."""
    comment = Comment.objects.select_related("consultation__plan").filter(pk=comment_pk).first()
    if comment is None or not may_translate(comment):
        return
    for language in languages_of(comment):
        translate_comment.enqueue(comment_pk, language)


def may_translate(comment: Comment) -> bool:
    """Whether a machine may see a comment: everybody may, and the body has switched it on."""
    settings = CommentSettings.objects.filter(consultation=comment.consultation_id).first()
    is_on = settings is not None and settings.has_machine_translation and settings.is_shown
    return bool(is_on and comment.is_public and machine() is not None)


def languages_of(comment: Comment) -> list[str]:
    """Languages of the plan, and of the consultation, but the comment's own."""
    plan = comment.consultation.plan
    keys = [comment.consultation.translation_key, *([plan.translation_key] if plan else [])]
    pages = written_pages().filter(translation_key__in=keys).order_by("locale__language_code")
    codes = pages.values_list("locale__language_code", flat=True).distinct()
    return [code for code in codes if code != comment.language]


@task()
def translate_comment(comment_pk: int, language: str) -> None:
    """Ask the machine, outside of any transaction, and keep what it says."""
    comment = Comment.objects.filter(pk=comment_pk).first()
    if comment is None or not may_translate(comment):
        return
    try:
        text = translated(comment, language)
    except Exception as error:  # whatever a machine raises, the comment stays as it is
        logger.error("A comment could not be translated: %s", type(error).__name__)
        return
    if text:
        keep_translation(comment=comment, language=language, source=comment.text, text=text)


def translated(comment: Comment, language: str) -> str:
    """What the machine makes of the text; nothing where it does not know the languages."""
    from wagtail_localize.strings import StringValue

    found = Locale.objects.filter(language_code__in=[comment.language, language])
    locales = {locale.language_code: locale for locale in found}
    source, target = locales.get(comment.language), locales.get(language)
    translator = machine()
    if translator is None or not source or not target or source == target:
        return ""
    if not translator.can_translate(source, target):
        return ""
    lines = [line.strip() for line in comment.text.splitlines()]
    values = {line: StringValue.from_plaintext(line) for line in lines if line}
    said = translator.translate(source, target, list(values.values()))
    return "\n".join(
        said[values[line]].render_text() if line in values else "" for line in lines
    ).strip()
