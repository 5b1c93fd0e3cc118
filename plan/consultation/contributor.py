"""What consultations add to a plan: its one call to action, and the addresses of the forms."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db.models.functions import Now
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.translation import gettext as _
from wagtail.blocks import Block

from plan.consultation.asking_for.paper_copy import paper_copy
from plan.consultation.asking_for.updates import confirm_updates, stop_updates, updates
from plan.consultation.embedded import ASK, shown_asks
from plan.consultation.enums import ConsultationState
from plan.consultation.freshness import limit_freshness
from plan.consultation.journey.embedded import answer
from plan.consultation.journey.receipt import receipt
from plan.consultation.journey.returning import come_back, save_for_later
from plan.consultation.journey.sections import section
from plan.consultation.journey.teams import handing_in, join, team
from plan.consultation.journey.testing import start_test
from plan.consultation.journey.using import use_said
from plan.consultation.journey.views import check, finish, sent, take_part, task_list
from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.moments import day_in_words, moment_in_words, time_left
from plan.consultation.paper.views import show_paper_form
from plan.consultation.private_page.views import (
    change_own,
    copy_own,
    private_page,
    withdraw_own,
)
from plan.consultation.queries import has_results
from plan.consultation.sources.views import from_source
from plan.consultation.views.all_questions import all_questions
from plan.consultation.views.results import results, results_csv
from plan.consultation.views.trials import try_shared_form
from plan.contributors import CallToAction, Collection, Contributor, Embed, PlacedBlock
from plan.models import Plan, PlanPage
from plan.queries import visible_pages
from plan.readers import Reader

if TYPE_CHECKING:
    from ninja import Router

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
        own = "response/<slug:reference>/<slug:token>/"
        return (
            path(place, take_part, name="take_part"),
            path(f"{place}section/<int:number>/", section, name="section"),
            path(f"{place}sections/", task_list, name="task_list"),
            path(f"{place}test/<str:token>/", start_test, name="start_test"),
            path(f"{place}check/", check, name="check"),
            path(f"{place}save/", save_for_later, name="save_for_later"),
            path(f"{place}return/<str:token>/", come_back, name="come_back"),
            path(f"{place}questions/", all_questions, name="all_questions"),
            path(f"{place}sent/", sent, name="sent"),
            path(f"{place}finish/", finish, name="finish"),
            path(f"{place}paper-copy/", paper_copy, name="paper_copy"),
            path(f"{place}updates/", updates, name="updates"),
            path("updates/<int:key>/<slug:token>/", confirm_updates, name="confirm_updates"),
            path("updates/<int:key>/<slug:token>/stop/", stop_updates, name="stop_updates"),
            path(f"{place}from/<slug:code>/", from_source, name="from_source"),
            path(f"{place}paper/<slug:variant>.pdf", show_paper_form, name="paper_form"),
            path(f"{place}{own}", private_page, name="private_page"),
            path(f"{place}{own}copy.pdf", copy_own, name="copy_own"),
            path(f"{place}receipt/", receipt, name="receipt"),
            path(f"{place}{own}change/", change_own, name="change_own"),
            path(f"{place}{own}withdraw/", withdraw_own, name="withdraw_own"),
            path(f"{place}answer/", answer, name="answer"),
            path(f"{place}team/", team, name="team"),
            path(f"{place}team/use/<int:number>/", use_said, name="use_said"),
            path(f"{place}join/", join, name="join"),
            path(f"{place}hand-in/", handing_in, name="hand_in"),
            path(f"{place}results/", results, name="results"),
            path(f"{place}results.csv", results_csv, name="results_csv"),
            path("drafts/<str:token>/form/", try_shared_form, name="draft_form"),
        )

    def call_to_action(self, plans: Sequence[Plan], reader: Reader) -> Mapping[int, CallToAction]:
        """The open consultation first, then the soonest to open, then the latest to close."""
        keys = {plan.pk for plan in plans}
        found = list(
            Consultation.objects.filter(plan__in=keys, opens_at__isnull=False).annotate(
                now=Now(), has_results=has_results()
            )
        )
        pages = shown_pages([c.translation_key for c in found], reader)
        best: dict[int, tuple[tuple[int, float], CallToAction]] = {}
        for consultation in found:
            page = pages.get(consultation.translation_key)
            if page is None or consultation.plan_id is None:
                continue
            limit_freshness(consultation, reader, consultation.now)
            urgency = urgency_of(consultation, consultation.now)
            if consultation.plan_id not in best or urgency < best[consultation.plan_id][0]:
                offer = offer_of(consultation, page, consultation.now)
                best[consultation.plan_id] = (urgency, offer)
        return {key: offer for key, (_urgency, offer) in best.items()}

    def api_routers(self) -> Sequence[tuple[str, Router]]:
        """Consultations and their published results."""
        from plan.consultation.api.routers import ROUTERS

        return ROUTERS

    def api_collections(self, plan: PlanPage, reader: Reader) -> Sequence[Collection]:
        """How many consultations a plan has."""
        from plan.consultation.api.routers import counted_below

        return counted_below(plan.translation_key, reader)

    def api_examples(self, reader: Reader) -> Mapping[str, str]:
        """One to try."""
        from plan.consultation.api.routers import first_ids

        return first_ids(reader)

    def passage_blocks(self) -> Mapping[str, Block]:
        """Questions beside passages."""
        from plan.consultation.embedded_blocks import AskBlock

        return {ASK: AskBlock()}

    def show_blocks(
        self, placed: Sequence[PlacedBlock], reader: Reader
    ) -> Mapping[tuple[uuid.UUID, uuid.UUID], Embed]:
        """Forms that are open now, in the reader's language."""
        return shown_asks(placed, reader)


#: Of a page, its form above all, an offer needs no more.
NEEDED_OF_PAGES = ("translation_key", "title", "url_path", "locale", "call_to_action")


def shown_pages(keys: Sequence[uuid.UUID], reader: Reader) -> dict[uuid.UUID, ConsultationPage]:
    """The pages of consultations that the reader may see, by translation key."""
    if not keys:
        return {}
    visible = visible_pages(reader).filter(translation_key__in=keys).values("pk")
    pages = ConsultationPage.objects.filter(pk__in=visible).only(*NEEDED_OF_PAGES)
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


def offer_of(consultation: Any, page: ConsultationPage, now: datetime) -> CallToAction:
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
    if not consultation.has_outcome and consultation.has_results:
        url = reverse("plan:results", args=[consultation.public_id])
    if consultation.has_outcome or consultation.has_results:
        return CallToAction(_("Read the results"), url, page.title, rank)
    return CallToAction(_("Closed"), url, page.title, rank, is_button=False)
