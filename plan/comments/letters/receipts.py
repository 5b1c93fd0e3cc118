"""Letters to authors with the link that confirms a comment, or the secret one to come back with.

A few an hour go to one address at most. What comes beyond that waits for an hour, and then one
letter holds the links of all: nobody's letter box is flooded, and nobody's comment is forgotten.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.comments.actions.author_letters import claim_letters, give_back_letters
from plan.comments.enums import CommentState
from plan.comments.letters.authors import own_link, with_address, write_to
from plan.comments.letters.sending import origin_of, put_off, title_in, try_to_send
from plan.comments.links import confirming_token_of
from plan.comments.models import Comment
from plan.mail_limits import HOUR, may_mail
from plan.tokens import hash_token

#: How long a letter waits where an address has had several already.
WAIT = timedelta(seconds=HOUR)


@task()
def send_receipt(comment_pk: int, tries: int) -> None:
    """Ask whether the address is the author's, or send the secret link; later if it must wait."""
    comment = with_address(comment_pk)
    if comment is None or comment.author.letter_sent_at is not None:
        return
    if comment.state in {CommentState.WITHDRAWN, CommentState.REMOVED}:
        return
    if tries or may_mail("comment", hash_token(comment.author.email)):
        try_to_send(lambda: mail_due(comment), send_receipt, tries, comment_pk)
    else:
        put_off(send_receipt, WAIT, comment_pk, 0)


def mail_due(comment: Comment) -> None:
    """One letter for all comments of the address that are due the same; none if none is left."""
    due = claim_letters(comment=comment)
    if not due:
        return
    try:
        mail_receipt(comment, due)
    except Exception:
        give_back_letters(comments=due)
        raise


def mail_receipt(comment: Comment, due: Sequence[Comment]) -> None:
    """The letter that the state asks for, in the language of the first that asked for it."""
    is_question = comment.state == CommentState.UNCONFIRMED
    with override(comment.language):
        title = title_in(comment.consultation, comment.language)
        subject, text = question(due, title) if is_question else receipt(due, title)
        write_to(comment, subject, text)


def question(due: Sequence[Comment], title: str) -> tuple[str, str]:
    """Subject and text that ask for the address to be confirmed."""
    if len(due) > 1:
        links = [f"{one.reference}: {confirm_link(one)}" for one in due]
        return _("Confirm your comments on “%(title)s”") % {"title": title}, _(
            "Somebody wrote several comments on “%(title)s” and gave this address. Open the link "
            "of each one that you wrote, to confirm it:\n"
            "\n"
            "%(links)s\n"
            "\n"
            "Until then they are neither shown nor decided on. For those that you did not write "
            "you need not do anything."
        ) % {"title": title, "links": "\n\n".join(links)}
    return _("Confirm your comment on “%(title)s”") % {"title": title}, _(
        "Somebody wrote a comment on “%(title)s” and gave this address. If it was you, open this "
        "link to confirm it:\n"
        "\n"
        "%(link)s\n"
        "\n"
        "Until then the comment is neither shown nor decided on. If it was not you, you need not "
        "do anything."
    ) % {"title": title, "link": confirm_link(due[0])}


def receipt(due: Sequence[Comment], title: str) -> tuple[str, str]:
    """Subject and text that tell the secret links."""
    if len(due) > 1:
        links = [f"{one.reference}: {own_link(one)}" for one in due]
        return _("Your comments on “%(title)s”") % {"title": title}, _(
            "We have received several comments of yours on “%(title)s”.\n"
            "\n"
            "Beside the reference of each is its private link. With it you can read the comment, "
            "change it until it has been looked at, or take it back at any time:\n"
            "\n"
            "%(links)s\n"
            "\n"
            "Whoever has a link can do the same, so keep them to yourself. If you did not comment, "
            "somebody has typed your address by mistake."
        ) % {"title": title, "links": "\n\n".join(links)}
    return _("Your comment on “%(title)s”") % {"title": title}, _(
        "We have received your comment on “%(title)s”.\n"
        "\n"
        "Its reference: %(reference)s\n"
        "\n"
        "With this private link you can read it, change it until it has been looked at, or take "
        "it back at any time:\n"
        "\n"
        "%(link)s\n"
        "\n"
        "Whoever has the link can do the same, so keep it to yourself. If you did not comment, "
        "somebody has typed your address by mistake."
    ) % {"title": title, "reference": due[0].reference, "link": own_link(due[0])}


def confirm_link(comment: Comment) -> str:
    """Address of the page that confirms the address, in the language of the comment."""
    arguments = [comment.reference, confirming_token_of(comment)]
    with override(comment.language):
        path = reverse("plan:confirm_comment", args=arguments)
    return f"{origin_of(comment.consultation)}{path}"
