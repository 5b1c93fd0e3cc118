"""Why no comments are taken at a passage now, in a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _

from plan.comments.queries import Identity, Taking
from plan.consultation.enums import ConsultationState
from plan.consultation.moments import moment_in_words


def nearest(identity: Identity, found: Iterable[Taking]) -> Taking | None:
    """The consultation to speak of where none takes comments: what opens next, else closed last."""
    reaching = [one for one in found if one.reaches(identity)]
    coming = [one for one in reaching if is_coming(one)]
    if coming:
        return min(
            coming, key=lambda one: (one.settings.consultation.opens_at is None, opening(one))
        )
    return max(reaching, key=closing, default=None)


def is_coming(taking: Taking) -> bool:
    """Whether it is to take comments later."""
    return taking.settings.is_taking and taking.state is ConsultationState.SCHEDULED


def opening(taking: Taking) -> float:
    """When it opens, to be sorted by."""
    opens = taking.settings.consultation.opens_at
    return opens.timestamp() if opens else 0.0


def closing(taking: Taking) -> float:
    """When it closed, to be sorted by; one that was switched off is closed now."""
    closes = taking.settings.consultation.closes_at
    return min(closes, taking.moment).timestamp() if closes else taking.moment.timestamp()


def why_not(taking: Taking | None) -> str:
    """The sentence; empty where comments were never to be taken."""
    if taking is None:
        return ""
    consultation = taking.settings.consultation
    opens, closes, zone = consultation.opens_at, consultation.closes_at, consultation.zone
    if is_coming(taking):
        if opens is None:
            return _("You cannot comment on this passage yet.")
        moment = moment_in_words(opens, zone)
        return _("You can comment on this passage from %(moment)s.") % {"moment": moment}
    if taking.state is ConsultationState.CLOSED and closes is not None:
        moment = moment_in_words(closes, zone)
        return _("Comments on this passage closed on %(moment)s.") % {"moment": moment}
    return _("Comments on this passage are closed.")
