"""Reminders to owners: one letter for everything, at most one a day, until they say stop.

What a letter told is noted once it went. A letter that could not be sent is tried again, and in
the end is left to the next day's run: nothing is lost.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django_tasks import task

from plan.mail import send_letter, unsubscribe_headers
from priorities.commitments.access import REMINDED, link_path, new_access, stop_path
from priorities.commitments.occasions import (
    Occasion,
    note_told,
    occasions_today,
    silent_ownerships,
)
from priorities.commitments.sending import origin, queue, sender_for, titles_in, try_to_send
from priorities.models import Owner, ReportingPeriod

__all__ = ["chase", "send_reminder", "send_reminders", "silent_ownerships"]

#: A day, less what a timetable may be late.
ONCE_IN = timedelta(hours=23)


def send_reminders(chased: ReportingPeriod | None = None) -> int:
    """Queue a letter for each owner for whom there is something; how many there were."""
    today = timezone.localdate()
    found = occasions_today(today, chased)
    if chased is not None:
        wanted = {one.owner_id for one in silent_ownerships(chased)}
        found = {pk: occasions for pk, occasions in found.items() if pk in wanted}
    sent = 0
    for owner in Owner.objects.filter(pk__in=found, reminders_stopped_at=None).order_by("pk"):
        if not claim(owner):
            continue
        if queue(send_reminder, owner.pk, chased.pk if chased else 0, 0):
            sent += 1
        else:
            release(owner)
    return sent


def chase(period: ReportingPeriod) -> int:
    """The same at once, for owners who have said nothing in a period."""
    return send_reminders(period)


def claim(owner: Owner) -> bool:
    """Whether it is this process that sends somebody's letter of the day."""
    now = timezone.now()
    due = Q(reminded_at=None) | Q(reminded_at__lte=now - ONCE_IN)
    return bool(Owner.objects.filter(due, pk=owner.pk).update(reminded_at=now))


def release(owner: Owner) -> None:
    """Let another run send what this one could not."""
    Owner.objects.filter(pk=owner.pk).update(reminded_at=None)


@task()
def send_reminder(owner_pk: int, chased_pk: int, tries: int) -> None:
    """One letter, with what is to be told when it goes out."""
    owner = Owner.objects.filter(pk=owner_pk, reminders_stopped_at=None).first()
    if owner is None:
        return
    chased = ReportingPeriod.objects.filter(pk=chased_pk).first()
    occasions = occasions_today(timezone.localdate(), chased).get(owner.pk, [])
    if not occasions:
        return
    went = try_to_send(
        lambda: mail_reminder(owner, occasions), send_reminder, tries, owner_pk, chased_pk
    )
    if went:
        note_told(owner, occasions)
    elif went is False:
        release(owner)


def mail_reminder(owner: Owner, occasions: list[Occasion]) -> None:
    """What is due, the way in, the way out."""
    here = origin()
    link = f"{here}{link_path(new_access(owner, REMINDED, is_link=True), owner.language)}"
    stop = f"{here}{stop_path(owner)}"
    commitments = list({one.commitment.pk: one.commitment for one in occasions}.values())
    titles = titles_in(commitments, owner.language)
    with override(owner.language):
        subject = ngettext(
            "%(number)d commitment of yours needs a word",
            "%(number)d commitments of yours need a word",
            len(commitments),
        )
        parts = [
            _("Please say how these stand. It takes two minutes:"),
            "\n".join(f"- {line_of(one, titles)}" for one in occasions),
            _(
                "Open this link to answer. It works once, within three days; after that you can "
                "ask for a new one there:\n\n%(link)s"
            )
            % {"link": link},
            _("To get no more of these letters:\n\n%(link)s") % {"link": stop},
        ]
        send_letter(
            to=owner.email,
            subject=subject % {"number": len(commitments)},
            text="\n\n".join(parts),
            sender=sender_for(commitments, owner.language),
            headers=unsubscribe_headers(stop),
        )


def line_of(occasion: Occasion, titles: dict[int, str]) -> str:
    """One commitment, and what of it."""
    record = occasion.commitment
    title = " ".join(filter(None, [record.reference, titles[record.pk]]))
    words = {"title": title, "date": date_format(occasion.day, "DATE_FORMAT")}
    if occasion.kind in ("period-before", "chased"):
        return _("%(title)s: an update is due by %(date)s") % words
    if occasion.kind == "period-after":
        return _("%(title)s: an update was due by %(date)s") % words
    if occasion.kind == "due-before":
        return _("%(title)s: to be done by %(date)s") % words
    return _("%(title)s: was to be done by %(date)s") % words
