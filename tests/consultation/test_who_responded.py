"""Heads of the dashboard: by type of respondent and by area, known by identity, not by words."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.create_question_banks import create_question_banks
from plan.consultation.actions.withdraw_response import withdraw_response
from plan.consultation.answers import AnswerValue
from plan.consultation.builder import definition_of
from plan.consultation.dashboards import Breakdown
from plan.consultation.models import Consultation, FormTexts, OptionList, QuestionBank, Response
from plan.consultation.output_tasks import count_task
from plan.consultation.rows import store_answers
from plan.consultation.shipped_banks.reading import bank_id
from plan.consultation.tally_figures import tally_figures
from plan.consultation.who_responded import MOST_AREAS, who_responded
from tests.consultation.bank_makers import of_bank
from tests.consultation.counted import add_response
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.test_dashboard import read
from tests.factories import make_locale

pytestmark = pytest.mark.django_db
BANK = "respondent-type"


def district(name: str, **fields: Any) -> dict[str, Any]:
    """A question for the first half of a postcode."""
    return question("postal_district", name, f"Postcode of {name}?", **fields)


@pytest.fixture
def bank() -> QuestionBank:
    """The shipped bank, its question in other words than ours."""
    make_locale("en")
    create_question_banks()
    found = QuestionBank.objects.get(
        translation_key=bank_id(BANK), locale=Locale.objects.get(language_code="en")
    )
    found.questions[0].value["text"] = "In what capacity?"
    found.save()
    return found


@pytest.fixture
def consultation(bank: QuestionBank) -> Consultation:
    """A form with the bank and a postal district, and a choice that only looks like the bank's."""
    like = question(
        "single_choice",
        "like",
        "How are you responding?",
        options=[option("alone", "Alone"), option("together", "Together")],
    )
    asked = [of_bank(bank), like, district("home")]
    return record(make_consultation(sections=[section("one", "One", *asked)]))


def respond(consultation: Consultation, capacity: str = "", home: str = "") -> Response:
    """A response of somebody of a kind from somewhere."""
    response = add_response(consultation, {"home": [AnswerValue(text=home)]} if home else {})
    asked = definition_of(FormTexts.objects.get(version__consultation=consultation)).question(
        bank_id(BANK, "as")
    )
    assert asked is not None
    if capacity:
        store_answers(response, [(asked, [AnswerValue(option_id=bank_id(BANK, capacity))])])
    return response


def heads(consultation: Consultation, *, with_protected: bool = False) -> list[Breakdown]:
    """What stands there."""
    return who_responded(consultation, tally_figures(consultation), with_protected=with_protected)


def numbers(head: Breakdown) -> list[tuple[str, int]]:
    """Its bars."""
    return [(bar.label, bar.number) for bar in head.bars]


def test_by_type_and_area_beside_channel_and_language(consultation: Consultation) -> None:
    for capacity, home in (
        ("person", "N16"), ("person", "E8"), ("for-organisation", "N16"), ("", ""),
    ):  # fmt: skip
        respond(consultation, capacity, home)
    count_responses(consultation=consultation)
    kind, area = heads(consultation)
    assert (kind.title, numbers(kind)) == (
        "By type of respondent",
        [
            ("As an individual", 2),
            ("For an organisation", 1),
            ("As an elected representative", 0),
            ("In another way", 0),
            ("Not answered or not asked", 1),
        ],
    )
    assert [bar.share for bar in kind.bars][:2] == [50.0, 25.0]
    assert (area.title, numbers(area)) == (
        "By area",
        [("N16", 2), ("E8", 1), ("Not answered or not asked", 1)],
    )
    text = read(consultation)
    titles = ["By channel", "By language", "By type of respondent", "By area", "By source"]
    places = [text.index(f"<caption>{title}</caption>") for title in titles]
    assert places == sorted(places)
    assert "N16</th><td>2</td>" in text


def test_what_does_not_count_is_in_no_area(consultation: Consultation) -> None:
    respond(consultation, "person", "N16")
    withdrawn = respond(consultation, "person", "E8")
    count_responses(consultation=consultation)
    withdraw_response(response=withdrawn)
    count_responses(consultation=consultation)
    Response.objects.filter(pk=respond(consultation, "person", "W1").pk).update(is_test=True)
    respond(consultation, "person", "SE1")
    assert numbers(heads(consultation)[1]) == [("N16", 1), ("Not answered or not asked", 0)]


def test_districts_are_counted_by_the_task_and_not_by_whoever_looks(
    consultation: Consultation,
) -> None:
    respond(consultation, "person", "N16")
    cache.clear()
    count_task.func(consultation.pk)
    counted = tally_figures(consultation)
    with CaptureQueriesContext(connection) as found:
        assert len(who_responded(consultation, counted, with_protected=False)) == 2
    assert len(found) == 0


def test_nothing_before_the_first_count(consultation: Consultation) -> None:
    respond(consultation, "person", "N16")
    assert heads(consultation) == []
    assert "By area" not in read(consultation)


def test_forms_that_do_not_ask_have_no_such_head() -> None:
    found = record(make_consultation())
    add_response(found)
    count_responses(consultation=found)
    assert heads(found) == []


def test_areas_of_a_list_and_of_special_category() -> None:
    make_locale("en")
    entries = [{"code": f"E{n:02}", "label": f"Area {n:02}"} for n in range(MOST_AREAS + 3)]
    locale = Locale.objects.get(language_code="en")
    areas = OptionList.objects.create(name="Areas", entries=entries, locale=locale)
    given: dict[str, Any] = {"option_list": str(areas.translation_key), "options": []}
    page = make_consultation(
        sections=[
            section(
                "s",
                "Where",
                question("area", "home", "Where do you live?", **given),
                question("drop_down", "work", "Which list is it?", **given),
                question("area", "faith", "Where do you pray?", is_protected=True, **given),
                district("secret", is_protected=True),
            )
        ]
    )
    found = record(page)

    def at(name: str, code: str) -> list[AnswerValue]:
        return [AnswerValue(option_id=uuid.uuid5(uuid.UUID(known_id(name)), code))]

    for entry in (*entries, entries[5]):
        add_response(found, {"home": at("home", entry["code"])})
    add_response(found, {"faith": at("faith", "E01"), "secret": [AnswerValue(text="E8")]})
    count_responses(consultation=found)
    home, work = heads(found)
    assert (home.title, work.title) == ("By area: Where do you live?", "Which list is it?")
    assert numbers(home)[:2] == [("Area 05", 2), ("Area 00", 1)]
    assert numbers(home)[-2:] == [("Other areas", 3), ("Not answered or not asked", 1)]
    assert sum(bar.number for bar in home.bars) == MOST_AREAS + 5
    both = heads(found, with_protected=True)
    assert [head.title for head in both] == [
        "By area: Where do you live?", "Which list is it?", "By area: Where do you pray?",
    ]  # fmt: skip
    assert numbers(both[2]) == [("Area 01", 1), ("Not answered or not asked", MOST_AREAS + 4)]
