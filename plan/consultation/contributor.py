"""What consultations add to a plan: its one call to action, and the addresses of the forms."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models.functions import Now
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext as _

from plan.consultation.enums import ConsultationState
from plan.consultation.journey.sections import section
from plan.consultation.journey.testing import start_test
from plan.consultation.journey.views import check, finish, sent, take_part
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.moments import day_in_words, moment_in_words, time_left
from plan.consultation.views.trials import try_shared_form
from plan.contributors import CallToAction, Contributor
from plan.models import Plan
from plan.queries import visible_pages
from plan.readers import Reader

#: Lower is more pressing: open, then to come, then over.
RANKS = {
    ConsultationState.OPEN: 10,
    ConsultationState.SCHEDULED: 20,
    ConsultationState.CLOSED: 30,
}


class ConsultationContributor(Contributor):
    """Consultations, to the rest of the plan."""

    def urls(self) -> Sequence[URLPattern | URLResolver]:
        """Steps of the journey."""
        place = "take-part/<slug:public_id>/"
        return (
            path(place, take_part, name="take_part"),
            path(f"{place}section/<int:number>/", section, name="section"),
            path(f"{place}test/<str:token>/", start_test, name="start_test"),
            path(f"{place}check/", check, name="check"),
            path(f"{place}sent/", sent, name="sent"),
            path(f"{place}finish/", finish, name="finish"),
            path("drafts/<str:token>/form/", try_shared_form, name="draft_form"),
        )

    def call_to_action(self, plans: Sequence[Plan], reader: Reader) -> Mapping[int, CallToAction]:
        """The open consultation first, then the soonest to open, then the latest to close."""
        keys = {plan.pk for plan in plans}
        found = list(
            Consultation.objects.filter(plan__in=keys, opens_at__isnull=False).annotate(now=Now())
        )
        pages = shown_pages([c.translation_key for c in found], reader)
        best: dict[int, tuple[tuple[int, float], CallToAction]] = {}
        for consultation in found:
            page = pages.get(consultation.translation_key)
            if page is None or consultation.plan_id is None:
                continue
            urgency = urgency_of(consultation, consultation.now)
            if consultation.plan_id not in best or urgency < best[consultation.plan_id][0]:
                offer = offer_of(consultation, page, consultation.now)
                best[consultation.plan_id] = (urgency, offer)
        return {key: offer for key, (_urgency, offer) in best.items()}


def shown_pages(keys: Sequence[uuid.UUID], reader: Reader) -> dict[uuid.UUID, ConsultationPage]:
    """The pages of consultations that the reader may see, by translation key."""
    if not keys:
        return {}
    visible = visible_pages(reader).filter(translation_key__in=keys).values("pk")
    pages = ConsultationPage.objects.filter(pk__in=visible)
    return {page.translation_key: page for page in pages}


def urgency_of(consultation: Consultation, now: datetime) -> tuple[int, float]:
    """Sorts consultations of one plan; the smallest is offered."""
    state = consultation.state_at(now)
    opens, closes = consultation.opens_at, consultation.closes_at
    if state is ConsultationState.SCHEDULED:
        moment = opens.timestamp() if opens else float("inf")
    elif state is ConsultationState.OPEN:
        moment = closes.timestamp() if closes else float("inf")
    else:
        moment = -closes.timestamp() if closes else 0.0
    return RANKS[state], moment


def offer_of(consultation: Consultation, page: ConsultationPage, now: datetime) -> CallToAction:
    """The call to action in the words of the state."""
    state, zone, url = consultation.state_at(now), consultation.zone, page.url or ""
    opens, closes = consultation.opens_at, consultation.closes_at
    rank = RANKS[state]
    if state is ConsultationState.SCHEDULED and opens:
        text = _("Opens on %(day)s") % {"day": day_in_words(opens, zone)}
        return CallToAction(text, url, page.title, rank, is_button=False)
    if state is ConsultationState.OPEN:
        detail = ""
        if closes:
            detail = _("Closes on %(moment)s. %(left)s.") % {
                "moment": moment_in_words(closes, zone),
                "left": time_left(now, closes, zone),
            }
        words = page.call_to_action or _("Start the survey and have your say")
        return CallToAction(words, url, detail, rank)
    if consultation.has_outcome:
        return CallToAction(_("Read the results"), url, page.title, rank)
    return CallToAction(_("Closed"), url, page.title, rank, is_button=False)
