"""What the owner's pages show."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from priorities.commitments.owner_forms import initial_from, initial_of
from priorities.commitments.sending import titles_in
from priorities.contexts import ShownStatus, shown_status
from priorities.enums import UpdateState
from priorities.models import Commitment, CommitmentUpdate, Owner

#: Updates that an owner sees again in the form.
OPEN = (UpdateState.SUBMITTED, UpdateState.RETURNED)


@dataclass(frozen=True)
class OwnedRow:
    """A commitment in its owner's list."""

    commitment: Commitment
    title: str
    status: ShownStatus
    #: The newest update, unless it is published.
    update: CommitmentUpdate | None


def language_now() -> str:
    """The language of the address that was asked for."""
    return get_language() or settings.LANGUAGE_CODE


def commitment_of(public_id: uuid.UUID) -> Commitment | None:
    """A commitment by its public identity."""
    return Commitment.objects.filter(public_id=public_id).first()


def newest_update(owner: Owner, commitment: Commitment) -> CommitmentUpdate | None:
    """What the owner sent last, if it waits or was returned."""
    newest = (
        commitment.updates.filter(owner=owner)
        .exclude(state=UpdateState.REPLACED)
        .order_by("-submitted_at", "-pk")
        .first()
    )
    return newest if newest is not None and newest.state in OPEN else None


def rows_of(owner: Owner) -> list[OwnedRow]:
    """The owner's commitments; two queries and one for each, of which a person has few."""
    found = list(Commitment.objects.filter(ownerships__owner=owner).order_by("reference", "name"))
    titles = titles_in(found, language_now())
    return [
        OwnedRow(one, titles[one.pk], shown_status(one.status), newest_update(owner, one))
        for one in found
    ]


def initial_for(owner: Owner, commitment: Commitment) -> dict[str, Any]:
    """What waits or was returned; else how the commitment stands now."""
    if update := newest_update(owner, commitment):
        return initial_from(update)
    newest = commitment.status_changes.first()
    reason = newest.reasons.get(language_now(), "") if newest else ""
    return initial_of(commitment.status, str(reason), "", "", commitment.due_on)


def form_context(owner: Owner, commitment: Commitment) -> dict[str, Any]:
    """What stands around the form."""
    return {
        "commitment": commitment,
        "title": titles_in([commitment], language_now())[commitment.pk],
        "public_status": shown_status(commitment.status),
        "update": newest_update(owner, commitment),
    }
