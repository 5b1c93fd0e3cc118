"""Machine translation of comments that everybody may read already, and of no others."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Q
from django_tasks import task
from wagtail.models import Locale

from plan.comments.actions.translate_comment import keep_translation
from plan.comments.machine_translation import machine
from plan.comments.models import Comment, CommentSettings, CommentTranslation
from plan.consultation.models import Consultation
from plan.queries import written_pages

logger = logging.getLogger(__name__)


#: Comments that one task looks at.
BATCH = 20


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
    return [code for code in languages_for(comment.consultation) if code != comment.language]


def languages_for(consultation: Consultation) -> list[str]:
    """Languages of the consultation and of its plan."""
    plan = consultation.plan
    keys = [consultation.translation_key, *([plan.translation_key] if plan else [])]
    pages = written_pages().filter(translation_key__in=keys).order_by("locale__language_code")
    return list(pages.values_list("locale__language_code", flat=True).distinct())


def queue_languages_of(translation_key: uuid.UUID) -> None:
    """A plan or a consultation was published, maybe in a new language: translate into that too."""
    key = Q(consultation__translation_key=translation_key)
    rows = CommentSettings.objects.filter(
        key | Q(consultation__plan__translation_key=translation_key), has_machine_translation=True
    )
    for consultation_pk in rows.values_list("consultation", flat=True):
        queue_published(consultation_pk)


def queue_published(consultation_pk: int) -> None:
    """Queue translations of all that everybody may read already and that lacks some."""
    if machine() is not None:
        translate_published.enqueue(consultation_pk, 0)


@task()
def translate_published(consultation_pk: int, after: int) -> None:
    """Translate some comments that lack a translation, and queue the next ones."""
    consultation = Consultation.objects.select_related("plan").get(pk=consultation_pk)
    codes = languages_for(consultation)
    rows = Comment.objects.public().filter(lacking(codes), consultation=consultation, pk__gt=after)
    found = list(rows.order_by("pk").prefetch_related("translations")[:BATCH])
    for comment in found:
        there = {comment.language, *(made.language for made in comment.translations.all())}
        for language in codes:
            if language not in there:
                translate_comment.call(comment.pk, language)
    if len(found) == BATCH:
        translate_published.enqueue(consultation_pk, found[-1].pk)


def lacking(codes: Iterable[str]) -> Q:
    """The condition that a comment has no translation into one of these languages."""
    condition = Q(pk=None)
    for code in codes:
        made = CommentTranslation.objects.filter(comment=OuterRef("pk"), language=code)
        condition |= ~Q(language=code) & Q(~Exists(made))
    return condition


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
