"""Publish what an owner said, or return it with a remark.

Publishing goes the way of every page: a revision, Wagtail's own action, its log and its guards.
What others have begun on the page is not published with it, and is not lost.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.html import linebreaks
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.rich_text import RichText

from plan.committing import once_committed
from plan.guards import PageHeldError
from priorities.commitments.letters import send_returned
from priorities.commitments.sending import queue
from priorities.enums import UpdateState
from priorities.log_actions import UPDATE_APPROVED, UPDATE_RETURNED
from priorities.models import Commitment, CommitmentPage, CommitmentUpdate
from priorities.permissions import can_approve_commitmentupdate, source_page_of


class UpdateRefusedError(Exception):
    """Nothing was published or returned; the message says what to do instead."""


@transaction.atomic
def approve_update(
    *, update: CommitmentUpdate, reason: str, done: str, user: Any
) -> CommitmentUpdate:
    """Publish it, in the words that the approver settled on.

    PermissionDenied, or UpdateRefusedError with a sentence.
    """
    update = begin(update, user)
    page = source_page_of(update.commitment)
    if page is None:
        raise UpdateRefusedError(_("Its page is not published. Publish the page first."))
    require_free(page, user)
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes else None
    apply = changes_of(update, reason.strip(), done.strip())
    try:
        apply(page)
        page.full_clean()
        page.save_revision(user=user, log_action=True).publish(user=user)
        if draft is not None:
            apply(draft)
            draft.save_revision(user=user, clean=False)
    except ValidationError as error:
        raise UpdateRefusedError(" ".join(error.messages)) from error
    except PageHeldError as error:
        raise UpdateRefusedError(" ".join(error.reasons)) from error
    return decide(update, UpdateState.APPROVED, user, UPDATE_APPROVED)


@transaction.atomic
def return_update(*, update: CommitmentUpdate, remark: str, user: Any) -> CommitmentUpdate:
    """Ask the owner for something else; the remark is mailed."""
    update = begin(update, user)
    update.remark = remark.strip()
    if not update.remark:
        raise UpdateRefusedError(_("Say what the owner should change."))
    once_committed(queue, send_returned, update.pk, 0)
    return decide(update, UpdateState.RETURNED, user, UPDATE_RETURNED)


def begin(update: CommitmentUpdate, user: Any) -> CommitmentUpdate:
    """The update under lock, its commitment first: two who decide at once do so in turn."""
    Commitment.objects.select_for_update().get(pk=update.commitment_id)
    found = CommitmentUpdate.objects.select_for_update().get(pk=update.pk)
    if not can_approve_commitmentupdate(user, found):
        raise PermissionDenied
    if found.state != UpdateState.SUBMITTED:
        raise UpdateRefusedError(
            _("Somebody has decided on this update already, or the owner has sent another one.")
        )
    return found


def require_free(page: CommitmentPage, user: Any) -> None:
    """UpdateRefusedError while others hold the page: a lock, a workflow, a date set."""
    if page.workflow_in_progress:
        raise UpdateRefusedError(
            _("The page is in a workflow. Finish or cancel it, then approve again.")
        )
    if page.revisions.filter(approved_go_live_at__isnull=False).exists():
        raise UpdateRefusedError(
            _("A version of the page is scheduled. Publish or cancel it, then approve again.")
        )
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise UpdateRefusedError(
            _("The page is locked. Unlock it, or ask who locked it, then approve again.")
        )


def changes_of(
    update: CommitmentUpdate, reason: str, done: str
) -> Callable[[CommitmentPage], None]:
    """What the update does to a version of the page."""
    value = {
        "date": timezone.localtime(update.submitted_at).date(),
        "text": RichText(linebreaks(done, autoescape=True)),
        "evidence": update.evidence_url,
    }

    def apply(page: CommitmentPage) -> None:
        page.status, page.status_reason = update.status, reason
        page.due_on = update.expected_on
        page.updates.append(("update", value))

    return apply


def decide(
    update: CommitmentUpdate, state: UpdateState, user: Any, action: str
) -> CommitmentUpdate:
    """Note what was decided, for us and for the log."""
    update.state = state
    update.decided_at, update.decided_by = timezone.now(), user
    update.save()
    record = update.commitment
    log(
        instance=record,
        action=action,
        user=user,
        data={"update": update.pk, "status": update.status},
    )
    return update
