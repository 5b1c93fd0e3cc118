"""How what a comment's author and the public do with it is tried, and whether it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.test import Client
from wagtail.models import ModelLogEntry

from plan.comments.actions.ask_again import ask_again
from plan.comments.actions.own_comment import confirm_comment, edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.desk.refusals import REFUSALS
from plan.comments.links import confirming_token_of, confirms_comment, opens_comment, token_of
from plan.comments.models import Agreement, Comment, CommentReport
from plan.comments.reader_cookie import cookie_name, hash_for
from plan.comments.rules import rules_of
from tests.comments.commenting import Commenter, one, reply_fields
from tests.comments.done_by_staff import World


def own(act: Callable[..., Any], **fields: Any) -> Callable[[World, bool], None]:
    """What the author does, once the page has checked the secret link."""

    def do(world: World, has_link: bool) -> None:
        if not opens_comment(token_of(world.comment) if has_link else "guessed", world.comment):
            raise PermissionDenied
        act(comment=world.comment, **fields)

    return do


def confirm(world: World, has_link: bool) -> None:
    """What the link of the letter does."""
    right = confirming_token_of(world.comment)
    if not confirms_comment(right if has_link else "guessed", world.comment):
        raise PermissionDenied
    confirm_comment(comment=world.comment)


OWN: dict[str, Callable[[World, bool], None]] = {
    "edit": own(edit_comment, words=Words("Other words.")),
    "withdraw": own(withdraw_comment),
    "confirm": confirm,
    "ask again": own(ask_again, email="another@example.org"),
}


def is_done_with(what: str, world: World, *, has_link: bool) -> bool:
    """Whether whoever has the secret link, or guesses one, gets it done."""
    before = ModelLogEntry.objects.count()
    try:
        OWN[what](world, has_link)
    except REFUSALS:
        assert ModelLogEntry.objects.count() == before
    return ModelLogEntry.objects.count() > before


def read(world: World, client: Client) -> bool:
    """Follow its permanent link."""
    return client.get(one("comment", world.comment)).status_code == 302


def comment_beside(world: World, client: Client) -> bool:
    """Comment on the same passage."""
    before = Comment.objects.count()
    Commenter(world.passage, client).send()
    return Comment.objects.count() == before + 1


def reply(world: World, client: Client) -> bool:
    """Reply to it."""
    client.post(one("reply_to_comment", world.comment), reply_fields(world.comment))
    return world.comment.replies.exists()


def report(world: World, client: Client) -> bool:
    """Tell moderators what is wrong with it."""
    rule = rules_of(world.taking, "en").reasons[0]
    client.post(one("report_comment", world.comment), {"reason": str(rule.id)})
    return CommentReport.objects.filter(comment=world.comment).exists()


def agree(world: World, client: Client) -> bool:
    """Agree with it."""
    client.post(one("agree_with_comment", world.comment))
    world.comment.refresh_from_db(fields=["agreements"])
    assert world.comment.agreements == world.comment.agreeing.count()
    return world.comment.agreements == 1


def disagree(world: World, client: Client) -> bool:
    """Agree no more, with the browser that agreed."""
    client.cookies[cookie_name("en")] = "t" * 32
    hashed = hash_for("t" * 32, world.comment.reference)
    Agreement.objects.create(comment=world.comment, browser_hash=hashed)
    Comment.objects.filter(pk=world.comment.pk).update(agreements=1)
    client.post(one("agree_with_comment", world.comment), {"undo": "1"})
    world.comment.refresh_from_db(fields=["agreements"])
    return world.comment.agreements == 0


#: What the public does, over HTTP: nothing says who they are.
PUBLIC: dict[str, Callable[[World, Client], bool]] = {
    "read": read,
    "comment": comment_beside,
    "reply": reply,
    "report": report,
    "agree": agree,
    "agree no more": disagree,
}
