"""Letters to those who follow a passage. None holds a word of a comment: it may be gone by then."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.comments.actions.follow_passage import BATCHED, claim_news, note_news
from plan.comments.following.links import link_path, passage_path
from plan.comments.letters.sending import origin_of, queue, title_in, try_to_send
from plan.comments.models import Comment, CommentSettings, Follower
from plan.consultation.sender import sender_of
from plan.mail import send_letter, unsubscribe_headers
from plan.models import Passage


def tell_of(comment: Comment) -> None:
    """Have followers of the passage told that this comment is public now: in a task.

    That there is news is noted at once, so that it is told even where the queue fails.
    """
    settings = CommentSettings.objects.filter(consultation=comment.consultation_id).first()
    if not comment.is_public or settings is None or not settings.is_shown:
        return
    identity = comment.placed_key, comment.placed_block
    note_news(consultation_pk=comment.consultation_id, identity=identity)
    if followers_of(comment).exclude(news_at=None).exists():
        queue(tell_followers, comment.pk)


def followers_of(comment: Comment) -> QuerySet[Follower]:
    """Those who follow the passage where a comment stands."""
    return Follower.objects.filter(
        consultation=comment.consultation_id,
        translation_key=comment.placed_key,
        block_id=comment.placed_block,
    )


@task()
def tell_followers(comment_pk: int) -> None:
    """Queue their letters: as many as there are followers, so not while somebody waits for it."""
    comment = Comment.objects.filter(pk=comment_pk).first()
    if comment is not None and comment.is_public:
        tell_due(followers_of(comment))


def tell_due(followers: QuerySet[Follower]) -> int:
    """Queue a letter to each of these for whom there is news and who had none for an hour.

    Whoever had one waits for the next time this is asked: see `manage.py send_comment_news`.
    """
    due = Q(told_at=None) | Q(told_at__lte=timezone.now() - BATCHED)
    keys = followers.filter(due).exclude(news_at=None).values_list("pk", flat=True)
    number = 0
    for pk in keys.order_by("pk"):
        if claim_news(follower_pk=pk):
            queue(send_news, pk, 0)
            number += 1
    return number


def follower_with(follower_pk: int) -> Follower | None:
    """The follower, if the address is still to be written to."""
    return Follower.objects.select_related("consultation").filter(pk=follower_pk).first()


@task()
def send_question(follower_pk: int, tries: int) -> None:
    """Ask whether the address wants news, unless it has been confirmed or forgotten since."""
    follower = follower_with(follower_pk)
    if follower is not None and follower.confirmed_at is None:
        try_to_send(lambda: mail_question(follower), send_question, tries, follower_pk)


def mail_question(follower: Follower) -> None:
    """The letter that asks."""
    with override(follower.language):
        text = _(
            "Somebody asked for news of comments on %(passage)s of “%(title)s” to be sent to this "
            "address. Open this link to confirm it:\n"
            "\n"
            "%(confirm)s\n"
            "\n"
            "If it was not you, you need not do anything: the address will be forgotten in a "
            "week. To have it forgotten now:\n"
            "\n"
            "%(stop)s"
        )
        mail(follower, _("Confirm that you want news of comments on “%(title)s”"), text)


@task()
def send_news(follower_pk: int, tries: int) -> None:
    """Tell that there is something new, unless the address has been forgotten since."""
    follower = follower_with(follower_pk)
    if follower is not None and follower.confirmed_at is not None:
        try_to_send(lambda: mail_news(follower), send_news, tries, follower_pk)


def mail_news(follower: Follower) -> None:
    """The letter that tells."""
    with override(follower.language):
        text = _(
            "There are new comments on %(passage)s of “%(title)s”:\n"
            "\n"
            "%(link)s\n"
            "\n"
            "You get at most one such letter an hour. To get no more of them:\n"
            "\n"
            "%(stop)s"
        )
        mail(follower, _("New comments on “%(title)s”"), text)


def mail(follower: Follower, subject: str, text: str) -> None:
    """Send, in the name of the body, with a way to leave the list; in the language in use."""
    origin = origin_of(follower.consultation)
    stop = f"{origin}{link_path('stop_following', follower)}"
    words = {
        "title": title_in(follower.consultation, follower.language),
        "passage": passage_in_words(follower),
        "confirm": f"{origin}{link_path('confirm_following', follower)}",
        "link": f"{origin}{passage_path(follower)}",
        "stop": stop,
    }
    send_letter(
        to=follower.email,
        subject=subject % words,
        text=text % words,
        sender=sender_of(follower.consultation, follower.language),
        headers=unsubscribe_headers(stop),
    )


def passage_in_words(follower: Follower) -> str:
    """What the passage is called inside a sentence."""
    rows = Passage.objects.filter(
        translation_key=follower.translation_key, block_id=follower.block_id
    )
    number = rows.exclude(number="").values_list("number", flat=True).first()
    return _("passage %(number)s") % {"number": number} if number else _("a passage")
