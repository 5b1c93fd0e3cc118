"""How everything that staff do with a comment is tried, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions.answer_comments import answer_comments, change_official_answer
from plan.comments.actions.attach_comments import attach_comments, detach_comments
from plan.comments.actions.change_comment_settings import (
    FIELDS,
    ChosenSettings,
    change_comment_settings,
)
from plan.comments.actions.change_mail import change_mail
from plan.comments.actions.claim_comment import claim_comment, release_comment
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.erase_comment import erase_author, erase_comment
from plan.comments.actions.erase_followers import erase_followers
from plan.comments.actions.note_harm import note_harm
from plan.comments.actions.remove_answer import remove_answer
from plan.comments.desk.exports import rows_for
from plan.comments.desk.one_comment import shown_comment
from plan.comments.desk.pages import comment_for
from plan.comments.desk.refusals import REFUSALS
from plan.comments.enums import Decision, HintKind
from plan.comments.models import (
    Comment,
    CommentHint,
    CommentOriginal,
    CommentSettings,
    Follower,
    OfficialAnswer,
)
from plan.comments.permissions import can_export_comments, can_view_comments
from plan.comments.rules import rules_of
from plan.models import Passage


@dataclass(frozen=True)
class World:
    """A comment on a passage of a chapter with two, and people by their role."""

    taking: CommentSettings
    passage: Passage
    other: Passage
    comment: Comment
    people: dict[str, Any]


#: None says: whatever was done is in the log.
Staff = Callable[[World, Any], bool | None]


def decision(name: str) -> Staff:
    """A moderator's decision, with everything it is to be told."""

    def act(world: World, user: Any) -> None:
        reason = rules_of(world.taking, "en").reasons[0] if name == "reject" else None
        redaction = Redaction(text=((4, 8),)) if name == "redact" else None
        decide_comment(
            comment=world.comment,
            decision=Decision(name),
            user=user,
            why="For a reason",
            reason=reason,
            redaction=redaction,
        )

    return act


def view(world: World, user: Any) -> bool:
    """Open its page on the desk."""
    return comment_for(user, world.comment.reference) == world.comment


def see_original(world: World, user: Any) -> bool:
    """Read on that page what redaction took out."""
    return view(world, user) and shown_comment(world.comment, user).original is not None


def see_author(world: World, user: Any) -> bool:
    """Read on that page who wrote it."""
    return view(world, user) and shown_comment(world.comment, user).shows_author


def export(world: World, user: Any) -> bool:
    """Take it away in a file."""
    consultation = world.taking.consultation
    rows = rows_for(user, consultation, "", "")
    return can_export_comments(user, consultation) and rows.contains(world.comment)


def claim(world: World, user: Any) -> bool:
    """Take it in hand."""
    return claim_comment(comment=world.comment, user=user).claimed_by == user


def release(world: World, user: Any) -> bool:
    """Let others have it."""
    return release_comment(comment=world.comment, user=user).claimed_by is None


def attach(world: World, user: Any) -> bool:
    """Attach it to another passage."""
    return bool(attach_comments(identity=world.comment.about, to=world.other, user=user))


def detach(world: World, user: Any) -> bool:
    """Take that back."""
    return bool(detach_comments(about=world.comment.about, user=user))


def answer(world: World, user: Any) -> None:
    """Answer it in the name of the body."""
    answer_comments(comments=[world.comment], texts={"en": "Thank you."}, user=user)


def change_answer(world: World, user: Any) -> None:
    """Put other words in the place of the answer."""
    given = OfficialAnswer.objects.get()
    change_official_answer(answer=given, texts={"en": "Thank you."}, user=user)


def take_answer_back(world: World, user: Any) -> bool:
    """Have it unanswered again."""
    return remove_answer(comments=[world.comment], user=user) == 1


def forget_follower(world: World, user: Any) -> bool:
    """Delete an address that follows the passage."""
    return erase_followers(email="reader@example.org", user=user, reason="Asked.") == 1


def change_settings(world: World, user: Any) -> None:
    """Take longer comments than before."""
    values = {name: getattr(world.taking, name) for name in FIELDS} | {"longest": 4321}
    chosen = ChosenSettings(values)
    change_comment_settings(consultation=world.taking.consultation, chosen=chosen, user=user)


def change_letters(world: World, user: Any) -> bool:
    """Ask for letters about the queue."""
    return change_mail(user=user, wants_digest=True, wants_urgent=True).user == user


def note(world: World, user: Any) -> None:
    """Say what was done about possible harm."""
    note_harm(comment=world.comment, user=user, what="Told.")


def erase(world: World, user: Any) -> None:
    """Delete it for good."""
    erase_comment(comment=world.comment, user=user, reason="Asked.")


def forget_author(world: World, user: Any) -> None:
    """Delete who wrote it."""
    erase_author(comment=world.comment, user=user, reason="Asked.")


STAFF: dict[str, Staff] = {
    "open desk": lambda world, user: can_view_comments(user),
    "view on desk": view,
    "see original": see_original,
    "see author": see_author,
    "export": export,
    "claim": claim,
    "release": release,
    **{name: decision(name) for name in Decision.values},
    "note harm": note,
    "attach": attach,
    "detach": detach,
    "answer": answer,
    "change answer": change_answer,
    "take answer back": take_answer_back,
    "erase": erase,
    "erase author": forget_author,
    "erase follower": forget_follower,
    "change settings": change_settings,
    "change letters": change_letters,
}


def place_at_other(world: World) -> None:
    """It was attached to the other passage, and its own is gone."""
    lose_passage(world)
    to = {"placed_key": world.other.translation_key, "placed_block": world.other.block_id}
    Comment.objects.filter(pk=world.comment.pk).update(**to)


def lose_passage(world: World) -> None:
    """The passage that it is about is gone from the plan."""
    Passage.objects.filter(pk=world.passage.pk).delete()


def hold(world: World) -> None:
    """A moderator has it in hand."""
    held = {"claimed_by": world.people["Moderator"], "claimed_at": timezone.now()}
    Comment.objects.filter(pk=world.comment.pk).update(**held)


def hint_at_harm(world: World) -> None:
    """It may disclose harm."""
    CommentHint.objects.get_or_create(comment=world.comment, kind=HintKind.HARM)


def redact_before(world: World) -> None:
    """Something was taken out of it."""
    CommentOriginal.objects.get_or_create(comment=world.comment, defaults={"text": "Ask Jane."})
    world.comment.refresh_from_db()


def answer_before(world: World) -> None:
    """The body has answered."""
    given = OfficialAnswer.objects.create(
        consultation=world.taking.consultation, texts={"en": "Soon."}
    )
    Comment.objects.filter(pk=world.comment.pk).update(official_answer=given)


def follow_before(world: World) -> None:
    """Somebody follows the passage."""
    key, block = world.comment.about
    Follower.objects.create(
        consultation=world.taking.consultation,
        translation_key=key,
        block_id=block,
        email="reader@example.org",
    )


#: What must be so for a thing to be tried at all.
BEFORE: dict[str, Callable[[World], None]] = {
    "see original": redact_before,
    "release": hold,
    "note harm": hint_at_harm,
    "attach": lose_passage,
    "detach": place_at_other,
    "change answer": answer_before,
    "take answer back": answer_before,
    "erase follower": follow_before,
}


def is_done_by(what: str, world: World, user: Any) -> bool:
    """Whether somebody of the staff gets it done; a refusal writes no log."""
    before = ModelLogEntry.objects.count()
    try:
        done = STAFF[what](world, user)
    except REFUSALS:
        assert ModelLogEntry.objects.count() == before
        return False
    return ModelLogEntry.objects.count() > before if done is None else done
