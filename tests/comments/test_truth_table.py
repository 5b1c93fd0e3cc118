"""Who may do what to a comment, in which state and phase: one table, tried out line by line.

Something counts as done where the action that does it wrote into the log, or where the public's
queries give the comment out. Whatever the table does not name must be refused, and change nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry

from home.models import User
from plan.actions.create_roles import create_roles
from plan.comments import queries
from plan.comments.actions.agree_with_comment import AgreeingEndedError, agree_with_comment
from plan.comments.actions.change_state import CommentGoneError, NotPossibleError
from plan.comments.actions.decide_comment import Redaction, SetAsideError, decide_comment
from plan.comments.actions.own_comment import confirm_comment, edit_comment, withdraw_comment
from plan.comments.actions.post_comment import NotTakenError, Words
from plan.comments.actions.report_comment import report_comment
from plan.comments.enums import CommentState, Decision, HintKind
from plan.comments.links import (
    confirming_token_of,
    confirms_comment,
    opens_comment,
    token_of,
)
from plan.comments.models import Comment, CommentHint, CommentOriginal, CommentSettings
from plan.comments.permissions import can_view_comment
from plan.comments.rules import rules_of
from plan.models import Passage
from plan.readers import Reader
from tests.comments.factories import make_comment, make_passage, make_settings, post
from tests.factories import make_plan

pytestmark = pytest.mark.django_db

ANONYMOUS, AUTHOR, SUPERUSER = "anonymous", "author", "superuser"
EDITOR, MODERATOR, MANAGER = "Editor", "Moderator", "Consultation manager"
ANALYST, PUBLISHER, TRANSLATOR = "Analyst", "Publisher", "Translator: Polish"
GROUPS = (EDITOR, MODERATOR, MANAGER, ANALYST, PUBLISHER, TRANSLATOR)
ROLES = (ANONYMOUS, AUTHOR, *GROUPS, SUPERUSER)

#: A published comment that no moderator has read yet is a case of its own.
UNREAD = "unread"
STATES = (*CommentState.values, UNREAD)
PHASES = {"scheduled": (1, 9), "open": (-1, 9), "closed": (-9, -1)}

READ = ("published", "redacted", UNREAD)
BEFORE = ("waiting", *READ)
DECIDED = ("rejected", "removed", *READ)

DESK = (MODERATOR, MANAGER, SUPERUSER)
TRUSTED = (MANAGER, SUPERUSER)
ALWAYS = tuple(PHASES)

#: What, by whom, in which states, in which phases of the consultation.
TABLE: tuple[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    ("view on desk", (*DESK, ANALYST), STATES, ALWAYS),
    ("publish", DESK, (*BEFORE, "rejected"), ALWAYS),
    ("redact", DESK, (*BEFORE, "rejected"), ALWAYS),
    ("reject", DESK, BEFORE, ALWAYS),
    ("remove", TRUSTED, (*BEFORE, "rejected"), ALWAYS),
    ("return", DESK, ("rejected", *READ), ALWAYS),
    ("return", TRUSTED, ("removed",), ALWAYS),
    ("restore", TRUSTED, ("redacted",), ALWAYS),
    ("confirm", (AUTHOR,), ("unconfirmed",), ALWAYS),
    ("edit", (AUTHOR,), ("unconfirmed", "waiting", UNREAD), ALWAYS),
    ("withdraw", (AUTHOR,), ("unconfirmed", "rejected", *BEFORE), ALWAYS),
    ("read", ROLES, READ, ALWAYS),
    ("reply", ROLES, READ, ("open",)),
    # A breach can be reported for as long as it can be read.
    ("report", ROLES, READ, ALWAYS),
    ("agree", ROLES, READ, ("open",)),
)
WHAT = tuple(dict.fromkeys(line[0] for line in TABLE))


def is_allowed(what: str, role: str, state: str, phase: str) -> bool:
    """What the table says."""
    return any(
        what == name and role in roles and state in states and phase in phases
        for name, roles, states, phases in TABLE
    )


class UndoError(Exception):
    """Ends a block whose changes are to be forgotten."""


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget what happens inside."""
    try:
        with transaction.atomic():
            yield
            raise UndoError
    except UndoError:
        pass


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    """Somebody in each role."""
    plan = make_plan()
    assert plan
    create_roles()
    found: dict[str, Any] = {ANONYMOUS: AnonymousUser(), AUTHOR: AnonymousUser()}
    for place, name in enumerate(GROUPS):
        found[name] = User.objects.create_user(f"person-{place}@example.org")
        group, _ = Group.objects.get_or_create(name=name)
        found[name].groups.add(group)
    found[SUPERUSER] = User.objects.create_superuser("super@example.org")
    return found


def world(state: str, phase: str) -> tuple[CommentSettings, Passage, Comment]:
    """A comment in a state, on a consultation in a phase."""
    plan, now = make_plan(), timezone.now()
    opens, closes = (now + timedelta(days=days) for days in PHASES[phase])
    taking = make_settings(plan, opens=opens, closes=closes)
    passage = make_passage(plan)
    is_unread = state == UNREAD
    given: dict[str, Any] = {"decided_at": None} if is_unread else {}
    stored = CommentState.PUBLISHED if is_unread else CommentState(state)
    comment = make_comment(taking, passage, "Ask Jane.", state=stored, **given)
    if stored is CommentState.REDACTED:
        CommentOriginal.objects.create(comment=comment, text="Ask Jane Smith.")
    return taking, passage, comment


def decision(name: str) -> Callable[..., None]:
    """A moderator's decision, with everything it is to be told."""

    def act(taking: CommentSettings, passage: Passage, comment: Comment, user: Any) -> None:
        reason = rules_of(taking, "en").reasons[0] if name == "reject" else None
        redaction = Redaction(text=((4, 8),)) if name == "redact" else None
        decide_comment(
            comment=comment,
            decision=Decision(name),
            user=user,
            why="For a reason",
            reason=reason,
            redaction=redaction,
        )

    return act


def own(act: Callable[..., Any], **fields: Any) -> Callable[..., None]:
    """What the author does, once the page has checked the secret link."""

    def do(token: str, comment: Comment) -> None:
        if not opens_comment(token, comment):
            raise PermissionDenied
        act(comment=comment, **fields)

    return do


def confirm(token: str, comment: Comment) -> None:
    """What the link of the letter does."""
    if not confirms_comment(token, comment):
        raise PermissionDenied
    confirm_comment(comment=comment)


OWN: dict[str, Callable[[str, Comment], None]] = {
    "edit": own(edit_comment, words=Words("Other words.")),
    "withdraw": own(withdraw_comment),
    "confirm": confirm,
}


def public_comment(comment: Comment) -> Comment | None:
    """The comment as the public's queries give it out."""
    return queries.comment_by_reference(comment.reference, Reader(Locale.get_default()))


def is_done(what: str, role: str, user: Any, made: tuple[Any, Any, Comment]) -> bool:
    """Whether somebody in a role gets it done."""
    taking, passage, comment = made
    if what == "view on desk":
        return can_view_comment(user, comment)
    if what == "read":
        return public_comment(comment) is not None
    if what == "reply":
        return replies(taking, passage, comment)
    if what == "report":
        return report_comment(comment=comment, browser_hash=f"of {role}", language="en")
    if what == "agree":
        return agrees(comment)
    before = ModelLogEntry.objects.count()
    try:
        if what in OWN:
            right = confirming_token_of if what == "confirm" else token_of
            OWN[what](right(comment) if role == AUTHOR else "guessed", comment)
        else:
            decision(what)(taking, passage, comment, user)
    except (PermissionDenied, NotPossibleError):
        assert ModelLogEntry.objects.count() == before
    return ModelLogEntry.objects.count() > before


def replies(taking: CommentSettings, passage: Passage, comment: Comment) -> bool:
    """Whether a reply is taken: to a comment that one can read, while comments are taken."""
    parent = public_comment(comment)
    if parent is None:
        return False
    try:
        return post(taking, passage, reply_to=parent).reply_to == comment
    except NotTakenError:
        return False


def agrees(comment: Comment) -> bool:
    """Whether one more agreement is counted."""
    try:
        agree_with_comment(comment=comment, browser_hash="of a browser")
    except (CommentGoneError, AgreeingEndedError):
        assert not comment.agreeing.exists()
        return False
    comment.refresh_from_db(fields=["agreements"])
    return comment.agreements == comment.agreeing.count() == 1


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize("state", STATES)
def test_the_table(people: dict[str, Any], state: str, phase: str) -> None:
    made = world(state, phase)
    wrong = []
    for role in ROLES:
        for what in WHAT:
            with forgetting():
                found = is_done(what, role, people[role], made)
            if found is not is_allowed(what, role, state, phase):
                wrong.append(f"{what} as {role}: {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", ["waiting", "published", "rejected"])
def test_what_is_set_aside_is_for_the_named_role(people: dict[str, Any], state: str) -> None:
    made = world(state, "open")
    CommentHint.objects.create(comment=made[2], kind=HintKind.HARM)
    for role in ROLES:
        is_named = role in TRUSTED
        assert can_view_comment(people[role], made[2]) is is_named, role
        with forgetting(), pytest.raises(SetAsideError) if is_named else nullcontext():
            assert not is_done("publish", role, people[role], made), role
        with forgetting():
            CommentHint.objects.update(seen_at=timezone.now())
            assert is_done("publish", role, people[role], made) is (role in DESK), role


@pytest.mark.parametrize("state", STATES)
def test_a_refused_decision_changes_nothing(people: dict[str, Any], state: str) -> None:
    made = world(state, "open")
    stored = Comment.objects.values().get(pk=made[2].pk)
    for role in (ANONYMOUS, AUTHOR, EDITOR, ANALYST, PUBLISHER, TRANSLATOR):
        for name in Decision.values:
            assert not is_done(name, role, people[role], made), (role, name)
    assert Comment.objects.values().get(pk=made[2].pk) == stored


def test_the_table_knows_every_decision_and_state() -> None:
    assert set(Decision.values) <= set(WHAT)
    assert {state for _, _, states, _ in TABLE for state in states} == set(STATES)
