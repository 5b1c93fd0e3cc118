"""Who may start at once, who does a short calculation first, and what is noted of either."""

from __future__ import annotations

from django.http import HttpRequest

from plan.consultation import queries
from plan.consultation.doubts import doubts_of
from plan.consultation.enums import Doubt
from plan.consultation.journey.steps import Journey, JourneyEndError
from plan.consultation.networks import count_start, is_crowded
from plan.consultation.proofs import is_proof, new_challenge

PROOF, ANYWAY = "proof", "anyway"
#: What a page that asks for work carries on, at most.
MOST_CARRIED = 400


class CrowdedError(Exception):
    """Very many have started from one network: a short calculation comes first."""


def admit(journey: Journey) -> list[str]:
    """Count a start, and return what is doubtful of it; ends with the page that asks for work."""
    try:
        return admitted(journey.request)
    except CrowdedError:
        page = journey.show(
            "crowded",
            status=429,
            carried=carried(journey.request),
            action_url=journey.request.path,
            challenge=new_challenge(),
            consultation_page=queries.page_behind(journey.door),
        )
        raise JourneyEndError(page) from None


def admitted(request: HttpRequest) -> list[str]:
    """Count a start, and return what is doubtful of it.

    CrowdedError where very many have started from one network. Nobody is kept out: who cannot or
    will not do the work starts anyway, which is noted.
    """
    doubts = doubts_of(request.POST)
    if is_crowded(request) and not is_proof(request.POST.get(PROOF, "")):
        if ANYWAY not in request.POST:
            raise CrowdedError
        doubts.append(Doubt.CROWDED.value)
    count_start(request)
    return doubts


def carried(request: HttpRequest) -> list[tuple[str, str]]:
    """Everything the request holds, so that nothing typed is lost on the way."""
    return [
        (name, value)
        for name, values in list(request.POST.lists())[:MOST_CARRIED]
        if name not in {PROOF, ANYWAY}
        for value in values[:MOST_CARRIED]
    ]
