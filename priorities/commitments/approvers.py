"""Letters to approvers: once a day that updates from owners wait, never one for each."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django_tasks import task

from plan.mail import send_letter
from priorities.commitments.sending import origin, queue, sender_for, titles_in, try_to_send
from priorities.enums import UpdateState
from priorities.models import ApproverMail, Commitment, CommitmentUpdate
from priorities.permissions import APP, can_approve_commitmentupdate

#: A day, less what a timetable may be late.
ONCE_IN = timedelta(hours=23)
#: How many commitments a letter names.
MOST_NAMED = 20

#: How many updates of each commitment wait.
Waiting = dict[Commitment, int]


def send_approver_digests() -> int:
    """Queue a letter for each approver for whom something waits; how many there were."""
    sent = 0
    for person in approvers():
        if not (wants_digest(person) and waiting_for(person) and claim(person)):
            continue
        if queue(send_approver_digest, person.pk, 0):
            sent += 1
        else:
            ApproverMail.objects.filter(user=person).update(digest_sent_at=None)
    return sent


def approvers() -> list[Any]:
    """Active people with an address who may publish updates."""
    own = {"content_type__app_label": APP, "codename": "approve_commitmentupdate"}
    of_group = Q(**{f"groups__permissions__{name}": value for name, value in own.items()})
    of_person = Q(**{f"user_permissions__{name}": value for name, value in own.items()})
    people = get_user_model()._default_manager.filter(of_group | of_person | Q(is_superuser=True))
    found = people.filter(is_active=True).distinct().order_by("pk")
    return [one for one in found if address_of(one) and can_approve_commitmentupdate(one)]


def address_of(person: Any) -> str:
    """Their email address."""
    return str(getattr(person, person.get_email_field_name(), "") or "")


def language_of(person: Any) -> str:
    """The language that they read the admin in."""
    profile = getattr(person, "wagtail_userprofile", None)
    return str(getattr(profile, "preferred_language", "") or settings.LANGUAGE_CODE)


def wants_digest(person: Any) -> bool:
    """Whether they want the letter: yes, unless they have said otherwise."""
    return not ApproverMail.objects.filter(user=person, wants_digest=False).exists()


def waiting_for(person: Any) -> Waiting:
    """Updates that this approver may decide on, the longest waiting first."""
    rows = CommitmentUpdate.objects.filter(state=UpdateState.SUBMITTED)
    updates = list(rows.select_related("commitment"))
    first = {one.commitment_id: one for one in reversed(updates)}
    allowed = {pk for pk, one in first.items() if can_approve_commitmentupdate(person, one)}
    return dict(Counter(one.commitment for one in updates if one.commitment_id in allowed))


def claim(person: Any) -> bool:
    """Whether it is this process that sends somebody's letter of the day."""
    now = timezone.now()
    ApproverMail.objects.get_or_create(user=person)
    due = Q(digest_sent_at=None) | Q(digest_sent_at__lte=now - ONCE_IN)
    return bool(ApproverMail.objects.filter(due, user=person).update(digest_sent_at=now))


@task()
def send_approver_digest(person_pk: int, tries: int) -> None:
    """One letter, as things are when it goes out."""
    person = next((one for one in approvers() if one.pk == person_pk), None)
    if person is None or not wants_digest(person):
        return
    if waiting := waiting_for(person):
        try_to_send(
            lambda: mail_approver_digest(person, waiting), send_approver_digest, tries, person_pk
        )


def mail_approver_digest(person: Any, waiting: Waiting) -> None:
    """How many, of which commitments, and the way to the desk; not a word of the updates."""
    number, language = sum(waiting.values()), language_of(person)
    titles = titles_in(waiting, language)
    names = [" ".join(filter(None, [one.reference, titles[one.pk]])) for one in waiting]
    named = [f"- {name}" for name in names[:MOST_NAMED]]
    if len(names) > MOST_NAMED:
        named.append("- …")
    with override(language):
        subject = ngettext(
            "%(number)d update waits for you", "%(number)d updates wait for you", number
        )
        parts = [
            _("Owners have said how these commitments stand:"),
            "\n".join(named),
            _(
                "Publish or return what they say here. On the same page you can end these "
                "letters, of which there is at most one a day:\n\n%(link)s"
            )
            % {"link": f"{origin()}{reverse('plan_commitments_admin:updates')}"},
        ]
        send_letter(
            to=address_of(person),
            subject=subject % {"number": number},
            text="\n\n".join(parts),
            sender=sender_for(waiting, language),
        )
