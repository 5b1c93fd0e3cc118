"""A colleague's answers while the lead has them: to be seen, and taken back first to go on."""

from __future__ import annotations

from django.http import HttpResponse

from plan.consultation.actions.join_team import hand_in
from plan.consultation.journey.ended import show_gone
from plan.consultation.journey.steps import Journey, JourneyEndError


def is_handed_in(journey: Journey) -> bool:
    """Whether the lead can see these answers now."""
    attempt = journey.attempt
    return attempt is not None and attempt.handed_in_at is not None


def require_in_hand(journey: Journey) -> None:
    """End where the answers were handed in: what the lead reads changes only after taking back."""
    if is_handed_in(journey):
        status = 409 if journey.request.method == "POST" else 200
        raise JourneyEndError(show_handed_in(journey, status=status))


def show_handed_in(journey: Journey, *, status: int = 200) -> HttpResponse:
    """Where the answers are now, what was typed, and the way to go on with them."""
    return journey.show(
        "handed_in",
        status=status,
        team=journey.begun.team,
        sections=journey.unsent_answers(),
        action_url=journey.url("hand_in"),
        finish_url=journey.url("finish"),
    )


def hand_over(journey: Journey) -> HttpResponse:
    """Hand the answers to the lead; they need not be complete."""
    journey.require_open()
    if not hand_in(attempt=journey.begun):
        return show_gone(journey)
    journey.begun.refresh_from_db(fields=["handed_in_at"])
    return show_handed_in(journey)
