"""Pages that say why a comment was not taken; none of them loses what was typed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from plan.comments import queries
from plan.comments.composing import Place
from plan.comments.editing import frozen_by
from plan.comments.links import own_path, token_of
from plan.comments.models import Comment
from plan.comments.taking_words import nearest, why_not
from plan.comments.views.requests import show
from plan.consultation.enums import ConsultationState
from plan.consultation.journey.steps import STATE_STATUS
from plan.consultation.questions.texts import LinesField

#: More of what was typed is not shown again.
LONGEST_SHOWN = 20_000


def typed(request: HttpRequest, name: str = "text") -> str:
    """What was typed into a field, as it would be stored."""
    words = LinesField(required=False).to_python(request.POST.get(name, ""))
    return words[:LONGEST_SHOWN]


def is_same(request: HttpRequest, comment: Comment) -> bool:
    """Whether the comment says what was typed now."""
    quoted = " ".join(typed(request, "quotation").split())
    is_quoted = comment.reply_to_id is not None or quoted == comment.quotation
    return typed(request) == comment.text and is_quoted


def gone(request: HttpRequest, *, is_comment: bool = False) -> HttpResponse:
    """The passage, or the comment that is replied to, is not there (any more)."""
    return show(request, "gone", status=404, is_comment=is_comment, typed=typed(request))


def not_taken(place: Place) -> HttpResponse:
    """No comments are taken there now: when they were or will be, and other ways."""
    taking = nearest(place.identity, place.found)
    state = taking.state if taking else ConsultationState.CLOSED
    page = None
    if taking is not None:
        page = queries.consultation_page(taking.settings.consultation, place.reader)
    status = STATE_STATUS.get(state, 410) if taking else 404
    return show(
        place.request,
        "not_taken",
        status=status,
        place=place,
        why=why_not(taking),
        typed=typed(place.request),
        consultation_page=page,
    )


def sent_before(place: Place, comment: Comment) -> HttpResponse:
    """The same form made a comment with other words: both, and how to change it."""
    can_change = frozen_by(comment) is None
    arguments = [comment.reference, token_of(comment)]
    return show(
        place.request,
        "sent_before",
        status=409,
        comment=comment,
        typed=typed(place.request),
        typed_quotation=typed(place.request, "quotation"),
        own_url=own_path(comment, place.reader.language),
        change_url=reverse("plan:edit_own_comment", args=arguments) if can_change else "",
        place=place,
    )
