"""Who may do what to a comment, in which state and circumstances: one table, tried line by line.

Something counts as done where the action that does it wrote into the log, where what it changes is
changed, or where the public was given the comment. Whatever the table does not name must be
refused, and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import transaction
from django.test import Client
from django.utils import timezone

from home.models import User
from plan.actions.create_roles import create_roles
from plan.comments.actions.note_harm import note_harm
from plan.comments.enums import CommentState, Decision, Showing
from plan.comments.models import Comment, CommentOriginal, CommentSettings
from plan.consultation.models import Consultation
from tests.comments.done_by_public import OWN, PUBLIC, is_done_with
from tests.comments.done_by_staff import BEFORE, STAFF, World, hint_at_harm, is_done_by
from tests.comments.factories import make_comment, make_settings, passages_of
from tests.factories import make_plan, make_section

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
CHECKED, AT_ONCE, NEVER = Showing.values

READ = ("published", "redacted", UNREAD)
BEFORE_DECIDING = ("waiting", *READ)

DESK = (MODERATOR, MANAGER, SUPERUSER)
READERS = (*DESK, ANALYST)
TRUSTED = (MANAGER, SUPERUSER)
ALWAYS = tuple(PHASES)
SHOWN = (CHECKED, AT_ONCE)


class Line(NamedTuple):
    """What, by whom, in which states, in which phases, with comments shown in which way."""

    what: str
    roles: tuple[str, ...]
    states: tuple[str, ...] = STATES
    phases: tuple[str, ...] = ALWAYS
    showings: tuple[str, ...] = (*SHOWN, NEVER)


TABLE = (
    Line("open desk", READERS),
    Line("view on desk", READERS),
    Line("see original", TRUSTED),
    Line("see author", TRUSTED),
    Line("export", (*TRUSTED, ANALYST)),
    Line("claim", DESK),
    # What a moderator has in hand is that moderator's to give back.
    Line("release", (MODERATOR,)),
    Line("publish", DESK, (*BEFORE_DECIDING, "rejected")),
    Line("redact", DESK, (*BEFORE_DECIDING, "rejected")),
    Line("reject", DESK, BEFORE_DECIDING),
    Line("remove", TRUSTED, (*BEFORE_DECIDING, "rejected")),
    Line("return", DESK, ("rejected", *READ)),
    Line("return", TRUSTED, ("removed",)),
    Line("restore", TRUSTED, ("redacted",)),
    Line("note harm", TRUSTED),
    Line("attach", DESK),
    Line("detach", DESK),
    # Nobody would read it beside what is not shown, nor ever will be.
    Line("answer", TRUSTED, ("waiting", *READ)),
    Line("change answer", TRUSTED),
    Line("take answer back", TRUSTED),
    Line("erase", TRUSTED),
    Line("erase author", TRUSTED),
    Line("erase follower", TRUSTED),
    Line("change settings", (PUBLISHER, SUPERUSER)),
    Line("change letters", READERS),
    Line("confirm", (AUTHOR,), ("unconfirmed",)),
    Line("ask again", (AUTHOR,), ("unconfirmed",)),
    Line("edit", (AUTHOR,), ("unconfirmed", "waiting", UNREAD)),
    Line("withdraw", (AUTHOR,), ("unconfirmed", "rejected", *BEFORE_DECIDING)),
    Line("read", ROLES, READ, showings=SHOWN),
    Line("comment", ROLES, phases=("open",)),
    Line("reply", ROLES, READ, ("open",), SHOWN),
    # A breach can be reported for as long as it can be read.
    Line("report", ROLES, READ, showings=SHOWN),
    Line("agree", ROLES, READ, ("open",), SHOWN),
    Line("agree no more", ROLES, READ, ("open",), SHOWN),
)
#: Each phase and each way of showing; what no pair of them could change is not asked again.
CIRCUMSTANCES = (
    ("open", CHECKED),
    ("open", AT_ONCE),
    ("open", NEVER),
    ("scheduled", CHECKED),
    ("closed", AT_ONCE),
    ("closed", NEVER),
)
#: Staff are asked in each phase and with each way; whoever is refused everything, once.
ASKED_OF_STAFF = {
    ("open", CHECKED): tuple(role for role in ROLES if role != AUTHOR),
    ("scheduled", CHECKED): (MODERATOR, MANAGER),
    ("closed", NEVER): (*READERS, PUBLISHER),
    ("open", AT_ONCE): (MODERATOR,),
}


def is_allowed(what: str, role: str, state: str, phase: str, showing: str) -> bool:
    """What the table says."""
    return any(
        what == line.what
        and role in line.roles
        and state in line.states
        and phase in line.phases
        and showing in line.showings
        for line in TABLE
    )


class UndoError(Exception):
    """Ends a block whose changes are to be forgotten."""


@contextmanager
def forgetting() -> Iterator[None]:
    """Forget what happens inside."""
    outer = transaction.atomic()
    outer._from_testcase = True  # as in Django's own test cases: durable blocks may nest
    try:
        with outer:
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


def world(people: dict[str, Any], state: str) -> World:
    """A comment in a state."""
    plan = make_plan()
    taking = make_settings(plan)
    passage, other = passages_of(make_section(plan, ("We listen to everybody.", "We act.")))[:2]
    is_unread = state == UNREAD
    given: dict[str, Any] = {"decided_at": None} if is_unread else {}
    stored = CommentState.PUBLISHED if is_unread else CommentState(state)
    comment = make_comment(taking, passage, "Ask Jane.", state=stored, **given)
    if stored is CommentState.REDACTED:
        CommentOriginal.objects.create(comment=comment, text="Ask Jane Smith.")
    return World(taking, passage, other, comment, people)


def come_to(made: World, phase: str, showing: str) -> None:
    """Let the consultation be in a phase, and show its comments in a way."""
    now = timezone.now()
    opens, closes = (now + timedelta(days=days) for days in PHASES[phase])
    rows = Consultation.objects.filter(pk=made.taking.consultation_id)
    rows.update(opens_at=opens, closes_at=closes)
    CommentSettings.objects.update(showing=showing)
    made.taking.refresh_from_db()
    made.comment.refresh_from_db()


def done_by_staff(made: World, what: str, roles: Iterable[str]) -> Iterator[tuple[str, bool]]:
    """Who of some gets something done that staff do."""
    with forgetting():
        BEFORE.get(what, lambda _: None)(made)
        for role in roles:
            with forgetting():
                yield role, is_done_by(what, made, made.people[role])


def done_by_others(made: World) -> Iterator[tuple[str, str, bool]]:
    """What the author and the public get done; nothing says who the public is."""
    for what in OWN:
        for role in (ANONYMOUS, AUTHOR):
            with forgetting():
                yield what, role, is_done_with(what, made, has_link=role == AUTHOR)
    for what, act in PUBLIC.items():
        with forgetting():
            yield what, ANONYMOUS, act(made, Client())


@pytest.mark.parametrize("state", STATES)
def test_the_table(people: dict[str, Any], state: str) -> None:
    made, wrong = world(people, state), []
    for phase, showing in CIRCUMSTANCES:
        with forgetting():
            come_to(made, phase, showing)
            tried = list(done_by_others(made))
            asked = ASKED_OF_STAFF.get((phase, showing), ())
            for what in STAFF:
                tried += [(what, *each) for each in done_by_staff(made, what, asked)]
        for what, role, found in tried:
            if found is not is_allowed(what, role, state, phase, showing):
                wrong.append(f"{what} as {role}, {phase}, {showing}: {found}")
    assert not wrong, "\n".join(wrong)


#: What one does to the place of a comment, or to other things than the comment.
BESIDE = frozenset(
    {
        "open desk",
        "attach",
        "detach",
        "release",
        "change settings",
        "change letters",
        "erase follower",
    }
)
#: Nobody shows the public what may disclose harm before somebody has noted a look.
AFTER_A_LOOK = frozenset({"publish", "redact"})


@pytest.mark.parametrize("state", ["waiting", "published", "rejected"])
def test_what_is_set_aside_is_for_the_named_role(people: dict[str, Any], state: str) -> None:
    made, wrong = world(people, state), []
    with forgetting():
        come_to(made, "open", CHECKED)
        for what in STAFF:
            with forgetting():
                hint_at_harm(made)
                tried = list(done_by_staff(made, what, READERS))
            for role, found in tried:
                is_right = is_allowed(what, role, state, "open", CHECKED)
                if what not in BESIDE:
                    is_right = is_right and role in TRUSTED and what not in AFTER_A_LOOK
                if found is not is_right:
                    wrong.append(f"{what} as {role}: {found}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("state", ["waiting", "published"])
def test_once_a_look_is_noted_the_table_holds(people: dict[str, Any], state: str) -> None:
    made = world(people, state)
    hint_at_harm(made)
    note_harm(comment=made.comment, user=people[MANAGER], what="Nobody is in danger.")
    for what in ("view on desk", "claim", *AFTER_A_LOOK, "reject"):
        for role, found in done_by_staff(made, what, READERS):
            assert found is is_allowed(what, role, state, "open", CHECKED), (what, role)


@pytest.mark.parametrize("state", ["waiting", "published", "removed"])
def test_a_refused_decision_changes_nothing(people: dict[str, Any], state: str) -> None:
    made = world(people, state)
    stored = Comment.objects.values().get(pk=made.comment.pk)
    for role in (ANONYMOUS, AUTHOR, EDITOR, ANALYST, PUBLISHER, TRANSLATOR):
        for name in Decision.values:
            assert not is_done_by(name, made, people[role]), (role, name)
    assert Comment.objects.values().get(pk=made.comment.pk) == stored


def test_the_table_knows_every_decision_and_state() -> None:
    assert set(Decision.values) <= STAFF.keys()
    assert {line.what for line in TABLE} == {*STAFF, *OWN, *PUBLIC}
    assert {state for line in TABLE for state in line.states} == set(STATES)
