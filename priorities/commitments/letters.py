"""Letters to owners: the link to come in, and what was returned to them."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override
from django_tasks import task

from plan.mail import send_letter
from priorities.commitments.access import ASKED_FOR, REMINDED, door_path, link_path, new_access
from priorities.commitments.sending import origin, sender_for, titles_in, try_to_send
from priorities.enums import UpdateState
from priorities.models import Commitment, CommitmentUpdate, Owner, Ownership


@task()
def send_owner_link(owner_pk: int, tries: int) -> None:
    """The link, where somebody is known by the address; nothing at all where nobody is."""
    owner = Owner.objects.filter(pk=owner_pk).first()
    if owner is not None and owner.ownerships.exists():
        try_to_send(lambda: mail_owner_link(owner), send_owner_link, tries, owner_pk)


def mail_owner_link(owner: Owner) -> None:
    """One link, for all their commitments."""
    link = f"{origin()}{link_path(new_access(owner, ASKED_FOR, is_link=True), owner.language)}"
    with override(owner.language):
        send_letter(
            to=owner.email,
            subject=_("Your link to update your commitments"),
            text=_(
                "Open this link to say how your commitments stand:\n"
                "\n"
                "%(link)s\n"
                "\n"
                "It works once, within two hours. Whoever has it can write in your name, so keep "
                "it to yourself. If you did not ask for it, you need not do anything."
            )
            % {"link": link},
            sender=sender_for(commitments_of(owner), owner.language),
        )


@task()
def send_invitation(ownership_pk: int, tries: int) -> None:
    """To whom a commitment was given, unless it was taken away again since."""
    rows = Ownership.objects.select_related("owner", "commitment")
    ownership = rows.filter(pk=ownership_pk).first()
    if ownership is not None:
        try_to_send(lambda: mail_invitation(ownership), send_invitation, tries, ownership_pk)


def mail_invitation(ownership: Ownership) -> None:
    """Which commitment it is, and where to ask for a link; no secret, which could grow old."""
    owner, commitment = ownership.owner, ownership.commitment
    title = titles_in([commitment], owner.language)[commitment.pk]
    with override(owner.language):
        send_letter(
            to=owner.email,
            subject=_("You keep this commitment up to date: %(title)s") % {"title": title},
            text=_(
                "You were named as the one who says how “%(title)s” stands. It takes two minutes "
                "now and then; you need no account and no password.\n"
                "\n"
                "Ask for your link here, with this email address:\n"
                "\n"
                "%(link)s\n"
                "\n"
                "You will be reminded when an update is due. If this is not yours to keep, answer "
                "whoever asked you, or this letter’s sender."
            )
            % {"title": title, "link": f"{origin()}{door_path(owner.language)}"},
            sender=sender_for([commitment], owner.language),
        )


def commitments_of(owner: Owner) -> list[Commitment]:
    """What somebody keeps up to date."""
    return list(Commitment.objects.filter(ownerships__owner=owner))


@task()
def send_returned(update_pk: int, tries: int) -> None:
    """What is asked of the owner, unless it was answered since."""
    rows = CommitmentUpdate.objects.select_related("owner", "commitment")
    update = rows.filter(pk=update_pk, state=UpdateState.RETURNED).first()
    owner = update.owner if update is not None else None
    if update is not None and owner is not None:
        try_to_send(lambda: mail_returned(update, owner), send_returned, tries, update_pk)


def mail_returned(update: CommitmentUpdate, owner: Owner) -> None:
    """The remark, and the way back to what was typed."""
    link = f"{origin()}{link_path(new_access(owner, REMINDED, is_link=True), owner.language)}"
    title = titles_in([update.commitment], owner.language)[update.commitment_id]
    with override(owner.language):
        send_letter(
            to=owner.email,
            subject=_("Please look at your update again: %(title)s") % {"title": title},
            text=_(
                "Your update of “%(title)s” was not published yet. This is the remark:\n"
                "\n"
                "%(remark)s\n"
                "\n"
                "What you wrote is kept. Open this link to change it and send it again:\n"
                "\n"
                "%(link)s\n"
                "\n"
                "It works once, within three days. After that, ask for a new one there."
            )
            % {"title": title, "remark": update.remark, "link": link},
            sender=sender_for([update.commitment], owner.language),
        )
