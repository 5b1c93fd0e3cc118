"""Letters to whoever wrote a comment: how to come back to it, and what became of it.

Neither holds a word of the comment: nobody can make us write to a stranger in words of theirs.
"""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.comments.enums import PUBLIC_STATES, CommentState
from plan.comments.letters.sending import origin_of, title_in, try_to_send
from plan.comments.links import confirming_token_of, own_path
from plan.comments.models import Comment, CommentSettings
from plan.comments.rules import rules_of
from plan.consultation.mail import send_letter
from plan.consultation.mail_limits import may_mail
from plan.consultation.references import hash_token
from plan.consultation.sender import sender_of


def with_address(comment_pk: int) -> Comment | None:
    """The comment, if its author left an address that is still there."""
    rows = Comment.objects.select_related("author", "consultation").exclude(author__email="")
    return rows.filter(pk=comment_pk, author__isnull=False).first()


@task()
def send_receipt(comment_pk: int, tries: int) -> None:
    """Ask whether the address is the author's, or send the secret link."""
    comment = with_address(comment_pk)
    if comment is None or comment.state in {CommentState.WITHDRAWN, CommentState.REMOVED}:
        return
    if tries or may_mail("comment", hash_token(comment.author.email)):
        try_to_send(lambda: mail_receipt(comment), send_receipt, tries, comment_pk)


def mail_receipt(comment: Comment) -> None:
    """The letter that the state asks for."""
    with override(comment.language):
        title = title_in(comment.consultation, comment.language)
        if comment.state == CommentState.UNCONFIRMED:
            subject = _("Confirm your comment on “%(title)s”") % {"title": title}
            write_to(comment, subject, question(comment, title))
        else:
            subject = _("Your comment on “%(title)s”") % {"title": title}
            write_to(comment, subject, receipt(comment, title))


def question(comment: Comment, title: str) -> str:
    """Asks for the address to be confirmed."""
    return _(
        "Somebody wrote a comment on “%(title)s” and gave this address. If it was you, open this "
        "link to confirm it:\n"
        "\n"
        "%(link)s\n"
        "\n"
        "Until then nobody reads the comment. If it was not you, you need not do anything."
    ) % {"title": title, "link": f"{origin_of(comment.consultation)}{confirm_path(comment)}"}


def receipt(comment: Comment, title: str) -> str:
    """Tells the secret link."""
    return _(
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
    ) % {"title": title, "reference": comment.reference, "link": own_link(comment)}


def confirm_path(comment: Comment) -> str:
    """Path of the page that confirms the address, in the language of the comment."""
    arguments = [comment.reference, confirming_token_of(comment)]
    return reverse("plan:confirm_comment", args=arguments)


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
