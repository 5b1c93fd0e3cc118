"""What can become of a comment, from where: the one table that actions and screens ask.

| to | by | from |
|---|---|---|
| waiting, published | its author confirms | awaiting confirmation |
| published | publish | waiting, published (read afterwards), rejected |
| published with redaction | publish where something was redacted; redact | as above, and itself |
| rejected | reject | waiting, published, published with redaction |
| removed by order | remove | waiting, published, published with redaction, rejected |
| waiting | put back; undo the redaction | what was decided; published with redaction |
| withdrawn | its author withdraws | everything but removed and withdrawn |
"""

from __future__ import annotations

from collections.abc import Mapping

from plan.comments.enums import PUBLIC_STATES, CommentState, Decision

State = CommentState

#: States in which each decision can be taken.
FROM: Mapping[Decision, frozenset[CommentState]] = {
    Decision.PUBLISH: frozenset({State.WAITING, State.REJECTED, *PUBLIC_STATES}),
    Decision.REDACT: frozenset({State.WAITING, State.REJECTED, *PUBLIC_STATES}),
    Decision.REJECT: frozenset({State.WAITING, *PUBLIC_STATES}),
    Decision.REMOVE: frozenset({State.WAITING, State.REJECTED, *PUBLIC_STATES}),
    Decision.RETURN: frozenset({State.REJECTED, State.REMOVED, *PUBLIC_STATES}),
    Decision.RESTORE: frozenset({State.REDACTED}),
}

#: Where each decision leads. What was redacted stays so when it is published.
TO: Mapping[Decision, CommentState] = {
    Decision.PUBLISH: State.PUBLISHED,
    Decision.REDACT: State.REDACTED,
    Decision.REJECT: State.REJECTED,
    Decision.REMOVE: State.REMOVED,
    Decision.RETURN: State.WAITING,
    Decision.RESTORE: State.WAITING,
}

#: Decisions that let everybody read a comment.
SHOWING = frozenset({Decision.PUBLISH, Decision.REDACT})

#: States in which a comment can be answered officially: where somebody reads the answer, or may.
ANSWERABLE = frozenset({State.WAITING, *PUBLIC_STATES})

#: States from which its author can withdraw a comment.
WITHDRAWABLE = frozenset(
    {State.UNCONFIRMED, State.WAITING, State.REJECTED, *PUBLIC_STATES},
)


def is_possible(state: str, decision: Decision) -> bool:
    """Whether a comment in this state can be decided on so."""
    return CommentState(state) in FROM[decision]


def is_editable(state: str, *, is_decided: bool) -> bool:
    """Whether its author may still change it: until a moderator has decided."""
    undecided = {State.UNCONFIRMED, State.WAITING, State.PUBLISHED}
    return not is_decided and CommentState(state) in undecided
