"""What has become of a comment, in sentences for its author."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from plan.comments.enums import CommentState, Showing
from plan.comments.models import Comment, CommentSettings
from plan.conf import unconfirmed_time

State = CommentState


@dataclass(frozen=True)
class Standing:
    """The state as a heading, and what it means."""

    headline: str
    sentence: str = ""


def standing_of(comment: Comment, settings: CommentSettings) -> Standing:
    """Where a comment stands."""
    state = CommentState(comment.state)
    if state in {State.UNCONFIRMED, State.WAITING}:
        return waiting(state, settings)
    if state in {State.PUBLISHED, State.REDACTED}:
        return public(comment, settings)
    return {
        State.REJECTED: Standing(
            _("Your comment was not published"),
            _("A moderator decided that it breaks a rule for comments."),
        ),
        State.WITHDRAWN: Standing(
            _("Your comment has been withdrawn"),
            _("Its words, your name and your address have been deleted."),
        ),
        State.REMOVED: Standing(
            _("Your comment was removed by order"),
            _("It had to be taken away, for example because a court said so. Ask us for details."),
        ),
    }[state]


def waiting(state: CommentState, settings: CommentSettings) -> Standing:
    """Before a moderator has decided."""
    if state is State.UNCONFIRMED:
        return Standing(
            _("Confirm your email address"),
            f"{letter_comes()} {how_long_it_waits()}",
        )
    sentence = ngettext(
        "A moderator reads it within %(hours)d hour.",
        "A moderator reads it within %(hours)d hours.",
        settings.promised_hours,
    ) % {"hours": settings.promised_hours}
    return Standing(_("Your comment waits for a moderator"), sentence)


def letter_comes() -> str:
    """What to do with the letter that confirms an address, and what if it does not come."""
    return _(
        "We write to the address that you gave. Open the link in the letter: your comment is "
        "neither shown nor decided on before you do. If no letter comes within some minutes, look "
        "among unwanted mail and check the address. After several letters within an hour the next "
        "one comes an hour later, with the links of all your comments."
    )


def how_long_it_waits() -> str:
    """When a comment that nobody confirms is deleted."""
    days = max(unconfirmed_time().days, 1)
    return ngettext(
        "A comment that is not confirmed within %(days)d day is deleted.",
        "A comment that is not confirmed within %(days)d days is deleted.",
        days,
    ) % {"days": days}


def public(comment: Comment, settings: CommentSettings) -> Standing:
    """In a state that everybody may read, where comments are shown at all."""
    if not settings.is_shown:
        return Standing(
            _("Your comment has been received"),
            _("It is read by those who write the plan, and not shown to the public."),
        )
    if comment.state == State.REDACTED:
        return Standing(
            _("Your comment is published, with some words taken out"),
            _("A moderator took out what a rule for comments does not allow."),
        )
    if comment.decided_at is None and settings.showing == Showing.AT_ONCE:
        return Standing(_("Your comment is published"), _("A moderator will read it afterwards."))
    return Standing(_("Your comment is published"))
