"""Letters to moderators: at once of what may disclose harm, once a day of what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django_tasks import task

from plan.comments.desk.ages import with_waiting_since
from plan.comments.desk.queue import open_reports, visible_comments, waits
from plan.comments.enums import CommentState
from plan.comments.letters.people import (
    address_of,
    language_of,
    settings_of,
    staff_who,
    stop_token,
)
from plan.comments.letters.sending import desk_url, main_origin, queue, try_to_send
from plan.comments.models import Comment, ModeratorMail
from plan.comments.permissions import can_look_after_harm, can_moderate_comments, is_set_aside
from plan.consultation.sender import sender_of
from plan.mail import send_letter, unsubscribe_headers

MODERATE, LOOK = "plan_comments.moderate_comment", "plan_consultation.view_disclosurehint"
#: A day, less what a timetable may be late.
ONCE_IN = timedelta(hours=23)


@dataclass(frozen=True)
class Waiting:
    """What one moderator has to look at."""

    number: int
    reported: int
    oldest: Comment | None
    #: Since when the oldest waits.
    since: datetime | None

    @property
    def hours(self) -> int:
        """How long the oldest has waited."""
        return int((timezone.now() - self.since).total_seconds() // 3600) if self.since else 0


def waiting_for(person: Any) -> Waiting:
    """What waits for somebody: nothing that is set aside, unless they look after harm."""
    rows = visible_comments(person).filter(waits())
    reported = rows.filter(pk__in=open_reports())
    oldest = with_waiting_since(rows).order_by("waiting_since", "pk").first()
    since = oldest.waiting_since if oldest is not None else None
    return Waiting(rows.count(), reported.count(), oldest, since)


def send_urgent(comment_pk: int) -> None:
    """Have everybody of the named role told, if the comment may disclose harm: in a task."""
    comment = Comment.objects.filter(pk=comment_pk).first()
    if comment is not None and is_set_aside(comment):
        queue(tell_named_role, comment_pk)


@task()
def tell_named_role(comment_pk: int) -> None:
    """Queue a letter to each of them who wants it."""
    for person in staff_who(can_look_after_harm, LOOK):
        if settings_of(person).wants_urgent:
            queue(send_urgent_letter, comment_pk, person.pk, 0)


@task()
def send_urgent_letter(comment_pk: int, person_pk: int, tries: int) -> None:
    """One such letter, unless somebody has looked meanwhile."""
    rows = Comment.objects.select_related("consultation").exclude(state=CommentState.WITHDRAWN)
    comment = rows.filter(pk=comment_pk).first()
    found = [one for one in staff_who(can_look_after_harm, LOOK) if one.pk == person_pk]
    if comment is not None and found and is_set_aside(comment):
        arguments = (comment_pk, person_pk)
        try_to_send(lambda: mail_urgent(comment, found[0]), send_urgent_letter, tries, *arguments)


def mail_urgent(comment: Comment, person: Any) -> None:
    """Where to look. Not a word of the comment."""
    language = language_of(person)
    with override(language):
        send_letter(
            to=address_of(person),
            subject=_("Urgent: a comment may disclose harm"),
            text=_(
                "The comment %(reference)s may say that somebody is in danger. It is set aside: "
                "only you and others of your role can see it. Please look at it now:\n"
                "\n"
                "%(link)s"
            )
            % {"reference": comment.reference, "link": desk_url()},
            sender=sender_of(comment.consultation, language),
        )


def send_digests() -> int:
    """Queue a digest for each moderator for whom something waits; how many there were.

    Nobody gets more than one a day, however often it is asked for.
    """
    sent = 0
    for person in staff_who(can_moderate_comments, MODERATE):
        mail = settings_of(person)
        if mail.wants_digest and waiting_for(person).number and claim(mail):
            queue(send_digest, person.pk, 0)
            sent += 1
    return sent


def claim(mail: ModeratorMail) -> bool:
    """Whether it is this process that sends somebody's digest of the day."""
    now = timezone.now()
    due = Q(digest_sent_at=None) | Q(digest_sent_at__lte=now - ONCE_IN)
    return bool(ModeratorMail.objects.filter(due, pk=mail.pk).update(digest_sent_at=now))


@task()
def send_digest(person_pk: int, tries: int) -> None:
    """One digest, as things are when it goes out."""
    found = [one for one in staff_who(can_moderate_comments, MODERATE) if one.pk == person_pk]
    if not found or not settings_of(found[0]).wants_digest:
        return
    waiting = waiting_for(found[0])
    if waiting.oldest is not None:
        try_to_send(lambda: mail_digest(found[0], waiting), send_digest, tries, person_pk)


def mail_digest(person: Any, waiting: Waiting) -> None:
    """Numbers, the age of the oldest, and the way to the desk."""
    language = language_of(person)
    oldest = waiting.oldest
    with override(language):
        stop = f"{main_origin()}{stop_path(person)}"
        subject = ngettext(
            "%(number)d comment waits for you", "%(number)d comments wait for you", waiting.number
        )
        send_letter(
            to=address_of(person),
            subject=subject % {"number": waiting.number},
            text="\n\n".join(digest_words(waiting, stop)),
            sender=sender_of(oldest.consultation, language) if oldest else "",
            headers=unsubscribe_headers(stop),
        )


def digest_words(waiting: Waiting, stop: str) -> list[str]:
    """The parts of a digest."""
    number = ngettext(
        "%(number)d comment waits for a decision.",
        "%(number)d comments wait for a decision.",
        waiting.number,
    )
    reported = ngettext(
        "Readers have reported %(number)d of them.",
        "Readers have reported %(number)d of them.",
        waiting.reported,
    )
    age = ngettext(
        "The oldest has waited for %(number)d hour.",
        "The oldest has waited for %(number)d hours.",
        waiting.hours,
    )
    parts = [number % {"number": waiting.number}]
    if waiting.reported:
        parts.append(reported % {"number": waiting.reported})
    parts += [
        age % {"number": waiting.hours},
        _("Go to the comments:\n\n%(link)s") % {"link": desk_url()},
        _("To get no more of these letters:\n\n%(link)s") % {"link": stop},
    ]
    return parts


def stop_path(person: Any) -> str:
    """Path of the link that ends somebody's digests."""
    return reverse("plan:stop_digest", args=[person.pk, stop_token(person.pk)])
