"""Who may start at once, who does a short calculation first, and what is noted of either."""

from __future__ import annotations

from plan.consultation import queries
from plan.consultation.doubts import doubts_of
from plan.consultation.enums import Doubt
from plan.consultation.journey.steps import Journey, JourneyEndError
from plan.consultation.networks import count_start, is_crowded
from plan.consultation.proofs import is_proof, new_challenge

PROOF, ANYWAY = "proof", "anyway"
#: What a page that asks for work carries on, at most.
MOST_CARRIED = 400


def admit(journey: Journey) -> list[str]:
    """Count a start, and return what is doubtful of it.

    Ends with the page that asks for work where very many have started from one network. Nobody is
    kept out: who cannot or will not do the work starts anyway, which is noted.
    """
    posted = journey.request.POST
    doubts = doubts_of(posted)
    if is_crowded(journey.request) and not is_proof(posted.get(PROOF, "")):
        if ANYWAY not in posted:
            raise JourneyEndError(
                journey.show(
                    "crowded",
                    status=429,
                    carried=carried(journey),
                    action_url=journey.request.path,
                    challenge=new_challenge(),
                    consultation_page=queries.page_behind(journey.door),
                )
            )
        doubts.append(Doubt.CROWDED.value)
    count_start(journey.request)
    return doubts


def carried(journey: Journey) -> list[tuple[str, str]]:
    """Everything the request holds, so that nothing typed is lost on the way."""
    posted = journey.request.POST
    return [
        (name, value)
        for name, values in list(posted.lists())[:MOST_CARRIED]
        if name not in {PROOF, ANYWAY}
        for value in values[:MOST_CARRIED]
    ]
