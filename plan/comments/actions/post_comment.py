"""Somebody comments on a passage: stored with the words it is about, once for each form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from plan.comments.actions.change_state import CommentGoneError, locked
from plan.comments.enums import CommentState, HintKind, Identification, Showing
from plan.comments.hints import FoundHint, found_hints
from plan.comments.models import Comment, CommentAuthor, CommentHint, CommentSettings
from plan.comments.tallies import change_tallies, place_of
from plan.comments.tokens import AttemptToken
from plan.committing import once_committed
from plan.conf import fastest_answering
from plan.consultation.enums import ConsultationState, Doubt
from plan.consultation.models import Consultation
from plan.models import Passage

#: References collide about once in 80,000 when there are a million.
TRIES = 5


class NotTakenError(Exception):
    """No comments are taken there at the moment the request arrived; `state` says why."""

    def __init__(self, state: ConsultationState) -> None:
        self.state = state
        super().__init__(state)


@dataclass(frozen=True)
class Words:
    """What somebody typed, checked by the form."""

    text: str
    quotation: str = ""
    name: str = ""
    email: str = ""
    wants_mail: bool = False
    user: Any = None
    #: In which the comment is written; that of the page where nothing was said.
    language: str = ""


@dataclass(frozen=True)
class Posting:
    """Where, when and from whom a comment comes. `language` is that of the page it is written on.

    `doubts` say why it may not be what it seems (see `Doubt`): it is taken, and waits for a
    moderator.
    """

    passage: Passage
    settings: CommentSettings
    token: AttemptToken
    language: str
    received_at: datetime
    reply_to: Comment | None = None
    doubts: Sequence[str] = field(default=())


def post_comment(*, posting: Posting, words: Words) -> Comment:
    """The comment of a form: made now, or the one that the same form made before.

    Whoever calls compares `text` where it matters whether it is the one just typed.
    Raises NotTakenError, and stores nothing, where the consultation is not open at `received_at`;
    CommentGoneError where the comment that is replied to cannot be read any more.
    """
    for tries_left in reversed(range(TRIES)):
        try:
            return post_once(posting, words)
        except IntegrityError:
            if not tries_left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic(durable=True)
def post_once(posting: Posting, words: Words) -> Comment:
    """One try: lock the consultation, look again, write."""
    existing = Comment.objects.filter(attempt_hash=posting.token.hash).first()
    if existing is not None:
        return existing
    require_taking(posting)
    require_parent(posting)
    hints = hints_of(posting, words)
    doubts = list(dict.fromkeys([*posting.doubts, *fast_doubts(posting)]))
    comment = new_comment(posting, words, doubts)
    comment.state = first_state(posting.settings, words, hints, doubts)
    comment.save(force_insert=True)
    CommentAuthor.objects.create(
        comment=comment,
        name=words.name,
        email=words.email.lower(),
        wants_mail=words.wants_mail and bool(words.email),
        user=words.user,
    )
    if hints:
        store_hints(comment, hints)
    if comment.is_public:
        change_tallies({place_of(comment): 1})
    after_commit(comment)
    return comment


def require_taking(posting: Posting) -> None:
    """NotTakenError unless the consultation takes comments, by the same rule as responses."""
    rows = Consultation.objects.select_for_update(of=("self",), no_key=True)
    consultation = rows.get(pk=posting.settings.consultation_id)
    state = consultation.state_for(posting.token.given_at, posting.received_at)
    if state is not ConsultationState.OPEN or not posting.settings.is_taking:
        is_shut = state is ConsultationState.OPEN
        raise NotTakenError(ConsultationState.CLOSED if is_shut else state)


def require_parent(posting: Posting) -> None:
    """Hold the comment that is replied to: CommentGoneError once it is erased, or not public."""
    if posting.reply_to is not None and not locked(posting.reply_to).is_public:
        raise CommentGoneError


def new_comment(posting: Posting, words: Words, doubts: list[str]) -> Comment:
    """The row, with what its author saw."""
    passage, parent = posting.passage, posting.reply_to
    return Comment(
        consultation_id=posting.settings.consultation_id,
        attempt_hash=posting.token.hash,
        about_key=passage.translation_key,
        about_block=passage.block_id,
        placed_key=passage.translation_key,
        placed_block=passage.block_id,
        page_title=passage.page.title,
        passage_number=passage.number,
        passage_text=passage.text,
        passage_language=passage.page.locale.language_code,
        reply_to=parent.reply_to or parent if parent else None,
        language=words.language or posting.language,
        quotation=words.quotation,
        text=words.text,
        state_since=posting.received_at,
        posted_at=posting.received_at,
        doubts=doubts,
    )


def hints_of(posting: Posting, words: Words) -> list[FoundHint]:
    """What a person should look at; the passage's and the plan's own words are nothing to see."""
    passage = posting.passage
    return found_hints(
        words.text,
        words.quotation,
        words.language or posting.language,
        own_words=f"{passage.text}\n{passage.page.title}",
        author=words.name,
        plan_pk=passage.plan_id,
        page_language=posting.language,
    )


def fast_doubts(posting: Posting) -> list[str]:
    """Whether it took less time than anybody needs to type."""
    took = posting.received_at - posting.token.given_at
    return [Doubt.FAST.value] if took < fastest_answering() else []


def first_state(
    settings: CommentSettings, words: Words, hints: Sequence[FoundHint], doubts: Sequence[str]
) -> CommentState:
    """What becomes of a comment as it comes in: shown at once only where nothing speaks against."""
    if settings.identification == Identification.EMAIL:
        return CommentState.UNCONFIRMED
    return state_once_known(settings, bool(hints or doubts))


def state_once_known(settings: CommentSettings, is_odd: bool) -> CommentState:
    """The state of a comment whose author is as well known as the consultation asks."""
    is_shown = settings.showing == Showing.AT_ONCE and not is_odd
    return CommentState.PUBLISHED if is_shown else CommentState.WAITING


def store_hints(comment: Comment, hints: Sequence[FoundHint]) -> None:
    """Keep what was found, in the place of what was found before.

    What may disclose harm stays until somebody has looked, whatever its author writes since.
    """
    comment.hints.exclude(kind=HintKind.HARM).delete()
    rows = [CommentHint(comment=comment, kind=hint.kind, found=hint.words) for hint in hints]
    if rows:
        CommentHint.objects.bulk_create(rows, ignore_conflicts=True)


def after_commit(comment: Comment) -> None:
    """What can fail without failing the comment: letters to its author, moderators, followers.

    And finding out which others say the same.
    """
    from plan.comments import mail
    from plan.comments.grouping import group_soon

    for queue in (mail.queue_receipt, mail.queue_urgent, mail.queue_news):
        once_committed(queue, comment.pk)
    once_committed(group_soon, comment.consultation_id)


def is_harm_hinted(hints: Sequence[FoundHint]) -> bool:
    """Whether its author should be shown at once where to find support."""
    return any(hint.kind is HintKind.HARM for hint in hints)
