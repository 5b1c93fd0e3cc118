"""A machine has translated a comment: kept if the comment still says the same, to everybody."""

from __future__ import annotations

from django.db import transaction

from plan.comments.actions.change_state import CommentGoneError, locked
from plan.comments.models import Comment, CommentTranslation


@transaction.atomic
def keep_translation(*, comment: Comment, language: str, source: str, text: str) -> bool:
    """Store the translation of `source`; False where the comment has changed or is not public."""
    try:
        found = locked(comment)
    except CommentGoneError:
        return False
    if not found.is_public or found.text != source:
        return False
    CommentTranslation.objects.update_or_create(
        comment=found, language=language, defaults={"text": text}
    )
    return True
