"""Builds the demonstration once, and shows it in another state when asked to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from home.demo.blocks import stream
from home.demo.comments import build_house_rules, take_comments
from home.demo.content_files import SOURCE_LANGUAGE, read_json
from home.demo.lists import build_lists
from home.demo.pages import fresh, publish
from home.demo.plan_tree import PlanBuilder
from home.demo.site import (
    build_home,
    build_information,
    build_kind,
    build_organisations,
    build_service,
)
from home.demo.states import State, moments
from home.demo.survey import ask_beside_priorities, build_consultation, outcome
from home.demo.translations import target_locales, translate_again, translate_site
from home.models import HomePage
from plan.actions.index_passages import index_plan
from plan.consultation.actions.create_question_banks import create_question_banks
from plan.consultation.enums import ConsultationState
from plan.consultation.models import Consultation, ConsultationPage, Response
from plan.models import PlanPage


class CannotLoadError(Exception):
    """The demonstration cannot be built or shown so; the message says what to do."""


@dataclass(frozen=True)
class Demonstration:
    """The plan of the demonstration and its consultation."""

    plan: PlanPage
    page: ConsultationPage
    consultation: Consultation

    def state_at(self, now: datetime) -> State:
        """What a reader is shown at a moment."""
        if self.consultation.has_outcome:
            return State.ISSUED
        found = self.consultation.state_at(now)
        return {
            ConsultationState.SCHEDULED: State.SCHEDULED,
            ConsultationState.OPEN: State.OPEN,
            ConsultationState.CLOSED: State.CLOSED,
        }[found]


def find_demonstration() -> Demonstration | None:
    """The demonstration, where it was loaded before and is still there."""
    here = {"locale__language_code": SOURCE_LANGUAGE}
    plan = PlanPage.objects.filter(slug=read_json("plan")["slug"], **here).first()
    if plan is None:
        return None
    slug = read_json("consultation")["slug"]
    page = ConsultationPage.objects.child_of(plan).filter(slug=slug, **here).first()
    if page is None:
        return None
    consultation = Consultation.objects.get(translation_key=page.translation_key)
    return Demonstration(plan, page, consultation)


def load(state: State | None, now: datetime) -> Demonstration:
    """Build what is missing and show the state that is asked for; without one, keep it."""
    found = find_demonstration()
    if found is None:
        found = build(state or State.OPEN, now)
    elif state is not None and found.state_at(now) is not state:
        found = show(found, state, now)
    return found


@transaction.atomic
def build(state: State, now: datetime) -> Demonstration:
    """Everything but the responses, in all languages, or nothing of it."""
    if HomePage.objects.exists():
        raise CannotLoadError(
            _("This database has a site already. Load the demonstration into an empty one.")
        )
    facts = moments(state, now)
    home = build_home()
    target_locales()
    kind, organisations = build_kind(), build_organisations()
    plan = PlanBuilder(organisations).build(home, kind, facts)
    create_question_banks()
    build_lists()
    index_plan(plan_page=plan)
    consultation = build_consultation(plan, facts)
    ask_beside_priorities(consultation)
    record = Consultation.objects.get(translation_key=consultation.translation_key)
    take_comments(record, build_house_rules())
    build_service(build_information(home))
    translate_site(fresh(home))
    return require_demonstration()


def require_demonstration() -> Demonstration:
    """The demonstration that was just built."""
    found = find_demonstration()
    if found is None:
        raise CannotLoadError(_("The demonstration was not built. Empty the database, try again."))
    return found


@transaction.atomic
def show(found: Demonstration, state: State, now: datetime) -> Demonstration:
    """Move stage, dates and outcome to a state by publishing them."""
    if state is State.SCHEDULED and Response.objects.filter(consultation=found.consultation):
        raise CannotLoadError(
            _(
                "There are responses already, so the consultation cannot be shown as not open yet. "
                "Begin anew with: make demo-reset"
            )
        )
    facts = moments(state, now)
    plan = found.plan.get_latest_revision_as_object()
    plan.stage, plan.stage_since = facts.stage, facts.stage_since
    publish(plan)
    page = found.page.get_latest_revision_as_object()
    for name, value in facts.facts.items():
        setattr(page, name, value)
    had_outcome = bool(len(page.outcome))
    page.outcome = stream(ConsultationPage, "outcome", outcome() if facts.has_outcome else [])
    publish(page)
    if had_outcome or facts.has_outcome:
        translate_again(fresh(page))
    return require_demonstration()
