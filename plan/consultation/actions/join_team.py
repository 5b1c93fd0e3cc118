"""A colleague's part: join with the code, hand answers to the lead, take them back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models.functions import Now

from plan.consultation.actions.lead_team import keep_until_closing
from plan.consultation.actions.start_attempt import start_attempt
from plan.consultation.models import Attempt, Consultation, Response, Team
from plan.consultation.references import hash_team_code

#: More people than any organisation needs to write one response.
MOST_MEMBERS = 100


class NoSuchTeamError(Exception):
    """No team takes this code: it was mistyped, ended, or the team has sent its response."""


class TeamFullError(Exception):
    """As many as can have joined."""


@transaction.atomic
def join_team(
    *, consultation: Consultation, code: str, name: str, texts_pk: int, moment: datetime
) -> tuple[Attempt, str]:
    """A colleague's own attempt and its token. Nobody else writes in it."""
    digest = hash_team_code(code)
    found = Team.objects.select_for_update().filter(consultation=consultation, code_hash=digest)
    team = found.first()
    if team is None or Response.objects.filter(attempt=team.lead_id).exists():
        raise NoSuchTeamError
    if Attempt.objects.filter(team=team).count() >= MOST_MEMBERS:
        raise TeamFullError
    attempt, token = start_attempt(consultation=consultation, texts_pk=texts_pk)
    attempt.team, attempt.member_name = team, name
    attempt.save(update_fields=["team", "member_name"])
    keep_until_closing(attempt, moment)
    return attempt, token


def hand_in(*, attempt: Attempt) -> bool:
    """Let the lead see the answers; False where there is no such attempt any more."""
    mine = Attempt.objects.filter(pk=attempt.pk, team__isnull=False)
    return bool(mine.update(handed_in_at=Now(), last_active_at=Now()))


def take_back(*, attempt: Attempt) -> bool:
    """Take the answers back to go on with them; False once the lead has sent."""
    mine = Attempt.objects.filter(pk=attempt.pk, team__isnull=False)
    return bool(mine.update(handed_in_at=None, last_active_at=Now()))
