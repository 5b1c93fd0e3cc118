"""Answer for an organisation: make a team, hand out its code, take the code back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from plan.consultation.actions.keep_for_return import kept_until
from plan.consultation.actions.save_section import AlreadySentError, clear_attempt
from plan.consultation.models import Attempt, Response, Team
from plan.consultation.references import hash_team_code, new_team_code
from plan.tokens import hash_token, new_token


class NotLeadError(Exception):
    """A colleague's attempt cannot lead a team of its own."""


@transaction.atomic
def make_team(*, attempt: Attempt, organisation: str, moment: datetime) -> tuple[Team, str]:
    """The team that this attempt leads, and the code for colleagues, which is stored nowhere.

    Where there is one already, it gets the name and a new code. AlreadySentError when the answers
    have been sent or cleared meanwhile; NotLeadError for a colleague's attempt.
    """
    locked = Attempt.objects.select_for_update().filter(pk=attempt.pk).first()
    if locked is None or Response.objects.filter(attempt=attempt.pk).exists():
        raise AlreadySentError
    if locked.team_id is not None or locked.ended_at is not None:
        raise NotLeadError
    code = new_team_code()
    team, _ = Team.objects.update_or_create(
        lead=locked,
        defaults={
            "consultation_id": locked.consultation_id,
            "organisation": organisation,
            "code_hash": hash_team_code(code),
        },
    )
    keep_until_closing(locked, moment)
    return team, code


def keep_until_closing(attempt: Attempt, moment: datetime) -> None:
    """An attempt that others work on is not idle while nobody touches it."""
    until = kept_until(attempt.consultation, moment)
    attempt.kept_until = max(filter(None, (attempt.kept_until, until)))
    attempt.save(update_fields=["kept_until"])


@transaction.atomic
def stop_joining(*, team: Team) -> None:
    """End the code: nobody joins any more, and those who have joined go on."""
    Team.objects.filter(pk=team.pk).update(code_hash=hash_token(new_token()))


@transaction.atomic
def remove_member(*, team: Team, member_pk: int) -> bool:
    """Take a colleague who should not have joined out of the team, with what they typed."""
    found = Attempt.objects.filter(team=team, pk=member_pk).first()
    if found is None:
        return False
    clear_attempt(attempt=found)
    return True


def forget_organisation(*, response: Response) -> None:
    """Forget for whom a team answered; its colleagues are still told when that was sent.

    The caller holds the response locked, or deletes it in the same transaction.
    """
    if not response.organisation:
        return
    Attempt.objects.filter(
        consultation=response.consultation_id,
        ended_at=response.received_at,
        ended_for=response.organisation,
    ).update(ended_for="")
    Response.objects.filter(pk=response.pk).update(organisation="")
