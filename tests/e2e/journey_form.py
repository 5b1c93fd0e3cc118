"""A form with conditions, sections in any order and a sensitive one, made inside a served site."""

from __future__ import annotations

from typing import Any

from plan.models import ServiceDetails
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.test_routes import condition, conditions_value
from tests.factories import make_locale, translate

YES_NO = [option("yes", "Yes"), option("no", "No")]
CONDITIONS = (
    condition("had-contact", "contact", "is", known_id("yes")),
    condition("many", "times", "at_least", "3"),
    condition("was-late", "day", "more_than", "2026-03-27"),
    condition("said-met", "whom", "is", "MET"),
    condition("not-satisfied", "content", "is", known_id("not-pleased")),
)


def sections() -> list[dict[str, Any]]:
    """Three sections; the last depends on an answer of the second."""
    feelings = section(
        "feelings",
        "How it was",
        question(
            "single_choice",
            "content",
            "Were you content?",
            options=[option("pleased", "Yes, I was"), option("not-pleased", "No, I was not")],
        ),
    )
    feelings["value"]["is_sensitive"] = True
    last = section("why", "Why not", question("long_text", "why", "What went wrong?", limit=200))
    last["value"]["show_if"] = known_id("not-satisfied")
    contact = section(
        "contact-section",
        "Contact",
        question("single_choice", "contact", "Any contact?", is_required=True, options=YES_NO),
        question("number", "times", "How often?", show_if=known_id("had-contact"), **NUMBER),
        question("long_text", "many-words", "Why so often?", show_if=known_id("many"), limit=90),
        question("date", "day", "When was it last?", show_if=known_id("had-contact")),
        question("short_text", "late", "Why so late?", show_if=known_id("was-late")),
        question("short_text", "whom", "With whom?", show_if=known_id("had-contact")),
        question("short_text", "station", "Which station?", show_if=known_id("said-met")),
    )
    return [contact, feelings, last]


NUMBER = {"minimum": 1, "maximum": 99, "is_whole": True}


def make() -> str:
    """Publish it in English and Arabic; its public id."""
    details = {"site_name": "Plans", "emergency_notice": "In danger call 999."}
    ServiceDetails.objects.create(locale=make_locale("en"), **details)
    page = make_consultation(
        sections=sections(),
        conditions=conditions_value(*CONDITIONS),
        section_order="any",
        is_sensitive=True,
        support="<p>Talk to the helpline.</p>",
    )
    translate(page, "ar")
    return str(record(page).public_id)
