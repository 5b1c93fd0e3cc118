"""What can be done to many comments at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from plan.comments.enums import Decision
from plan.comments.models import Comment, CommentSettings
from plan.comments.permissions import can_answer_comments, can_moderate_comments
from plan.comments.rules import rules_of

CLAIM, ANSWER = "claim", "answer"
#: What can be done to many at once; the rest needs a look at each.
PUBLISH, REJECT = Decision.PUBLISH.value, Decision.REJECT.value


def bulk_choices(user: Any) -> list[tuple[str, str]]:
    """What this person can do to many comments, and how it is called."""
    found = []
    if can_moderate_comments(user):
        found += [
            (PUBLISH, _("Publish")),
            (REJECT, _("Reject")),
            (CLAIM, _("Take in hand")),
        ]
    if can_answer_comments(user):
        found.append((ANSWER, _("Answer officially")))
    return found


class BulkRejectForm(forms.Form):
    """The rule that all of them break."""

    rule = forms.ChoiceField(
        label=gettext_lazy("Which rule do they break?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose the rule that they break.")},
    )

    def __init__(self, data: Any, comments: Sequence[Comment]) -> None:
        super().__init__(data)
        field = self.fields["rule"]
        if isinstance(field, forms.ChoiceField):
            field.choices = rule_choices(comments)


def settings_among(comments: Iterable[Comment]) -> list[CommentSettings]:
    """Settings of the consultations of these comments."""
    keys = {comment.consultation_id for comment in comments}
    return list(CommentSettings.objects.filter(consultation__in=keys).order_by("pk"))


def rule_choices(comments: Sequence[Comment]) -> list[tuple[str, str]]:
    """Rules of all their consultations, each once."""
    found: dict[str, str] = {}
    for settings in settings_among(comments):
        for reason in rules_of(settings, get_language() or "").reasons:
            found.setdefault(str(reason.id), format_html("<bdi>{}</bdi>", reason.rule))
    return list(found.items())
