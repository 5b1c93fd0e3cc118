"""Letters to whoever wrote a comment: what became of it. Those with its links are in `receipts`.

None holds a word of the comment: nobody can make us write to a stranger in words of theirs.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.letters.sending import origin_of, title_in, try_to_send
from plan.comments.links import own_path
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import rules_of
from plan.consultation.sender import sender_of
from plan.mail import send_letter


def with_address(comment_pk: int) -> Comment | None:
    """The comment, if its author left an address that is still there."""
    rows = Comment.objects.select_related("author", "consultation").exclude(author__email="")
    return rows.filter(pk=comment_pk, author__isnull=False).first()


def own_link(comment: Comment) -> str:
    """The secret link."""
    return f"{origin_of(comment.consultation)}{own_path(comment)}"


@task()
def send_outcome(comment_pk: int, state: str, tries: int) -> None:
    """Tell the author what was decided, if asked to and if it still is so."""
    comment = with_address(comment_pk)
    if comment is None or comment.state != state or not comment.author.wants_mail:
        return
    try_to_send(lambda: mail_outcome(comment), send_outcome, tries, comment_pk, state)


def mail_outcome(comment: Comment) -> None:
    """The letter of a decision."""
    with override(comment.language):
        title = title_in(comment.consultation, comment.language)
        words = outcome_words(comment, title)
        if words:
            subject = _("What became of your comment on “%(title)s”") % {"title": title}
            write_to(comment, subject, f"{words}\n\n{own_words(comment)}")


def outcome_words(comment: Comment, title: str) -> str:
    """What was decided, and why; nothing for what is no decision."""
    if comment.state in PUBLIC_STATES and not is_shown(comment):
        return _("Your comment on “%(title)s” has been read. It is not shown to the public.") % {
            "title": title
        }
    if comment.state == CommentState.PUBLISHED:
        return _("Your comment on “%(title)s” has been published.") % {"title": title}
    if comment.state == CommentState.REDACTED:
        return _(
            "Your comment on “%(title)s” has been published. Some words were taken out that we "
            "may not publish, such as addresses, or names of other people."
        ) % {"title": title}
    if comment.state == CommentState.REJECTED:
        return rejection(comment, title)
    if comment.state == CommentState.REMOVED:
        return _(
            "Your comment on “%(title)s” had to be removed, by order of an authority or a court."
        ) % {"title": title}
    if comment.state == CommentState.WAITING:
        return looked_at_again(comment, title)
    return ""


def looked_at_again(comment: Comment, title: str) -> str:
    """A decision was taken back."""
    again = _(
        "A moderator looks at your comment on “%(title)s” again and decides anew. "
        "We will write to you then."
    )
    parts = [again % {"title": title}]
    if is_shown(comment):
        parts.append(_("Until then it is not shown."))
    return "\n\n".join(parts)


def is_shown(comment: Comment) -> bool:
    """Whether the public reads comments there at all."""
    settings = CommentSettings.objects.filter(consultation=comment.consultation_id).first()
    return settings is not None and settings.is_shown


def rejection(comment: Comment, title: str) -> str:
    """Which rule it broke, and what its author can change."""
    settings = CommentSettings.objects.filter(consultation=comment.consultation_id).first()
    rules = rules_of(settings, comment.language) if settings else None
    reason = rules.reason(comment.rule_id) if rules else None
    parts = [
        _("Your comment on “%(title)s” has not been published.") % {"title": title},
        _("The house rule that it breaks: %(rule)s") % {"rule": reason.rule} if reason else "",
        comment.told or (reason.told if reason else ""),
        _("You can write another comment while the consultation is open."),
    ]
    return "\n\n".join(part for part in dict.fromkeys(parts) if part)


def own_words(comment: Comment) -> str:
    """How to come back to the comment."""
    return _("Your comment, and how to take it back:\n\n%(link)s") % {"link": own_link(comment)}


def write_to(comment: Comment, subject: str, text: str) -> None:
    """Send to the author in the name of the body."""
    send_letter(
        to=comment.author.email,
        subject=subject,
        text=text,
        sender=sender_of(comment.consultation, comment.language),
    )
