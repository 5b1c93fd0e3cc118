"""Where readers find results, in which words, and who does not."""

from __future__ import annotations

import pytest
from django.test import Client

from home.models import User
from plan.consultation.actions.count_responses import count_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.models import Consultation
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import (
    make_consultation,
    question,
    record,
    section,
)
from tests.consultation.test_results import (
    address,
    administrator,
    conditions,
    consultation,
    published,
    sections,
)
from tests.factories import make_plan, translate

__all__ = ["administrator", "consultation"]
pytestmark = pytest.mark.django_db


def test_the_page_and_the_plan_lead_to_the_results(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    from plan.consultation.models import ConsultationPage

    page = ConsultationPage.objects.get()
    link = f'href="{address(consultation)}"'
    plan = page.get_parent().get_url()
    assert link not in client.get(page.url).content.decode()
    assert link not in client.get(plan).content.decode()
    published(consultation, administrator, "colour")
    assert link in client.get(page.url).content.decode()
    text = client.get(plan).content.decode()
    assert link in text
    assert "Read the results" in text


def test_results_in_another_language_have_its_words(administrator: User, client: Client) -> None:
    plan = make_plan()
    page = make_consultation(plan, sections=sections(), conditions=conditions())
    found = record(page)
    for _ in range(6):
        add_response(found, {"colour": choose("red")})
        add_response(found, {"colour": choose("green")})
    count_responses(consultation=found)
    published(found, administrator, "colour")
    translate(plan, "pl")
    polish = translate(page, "pl")
    raw = polish.form.get_prep_value()
    raw[0]["value"]["questions"][0]["value"]["text"] = "Jaki kolor?"
    polish.form = polish.form.stream_block.to_python(raw)
    polish.save_revision().publish()
    text = client.get(f"/pl/take-part/{found.public_id}/results/").content.decode()
    assert "Jaki kolor?" in text
    assert "Which colour?" not in text


def test_the_ends_of_a_scale_are_in_the_readers_language(
    administrator: User, client: Client
) -> None:
    plan = make_plan()
    ends = {"low": 1, "high": 3, "low_end": "Not safe", "high_end": "Very safe"}
    asked = question("scale", "safe", "How safe?", **ends)
    page = make_consultation(plan, sections=[section("one", "One", asked)])
    found = record(page)
    for point in (1, 2, 3) * 4:
        add_response(found, {"safe": [AnswerValue(position=point)]})
    count_responses(consultation=found)
    published(found, administrator, "safe")
    translate(plan, "pl")
    translate(page, "pl")
    text = client.get(f"/pl/take-part/{found.public_id}/results/").content.decode()
    assert "[pl] Not safe" in text
    assert "[pl] Very safe" in text
    assert "Not safe" not in text.replace("[pl] Not safe", "")


def test_results_behind_a_password_stay_there(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    from wagtail.models import PageViewRestriction

    from plan.consultation.models import ConsultationPage

    published(consultation, administrator, "colour")
    page = ConsultationPage.objects.get()
    PageViewRestriction.objects.create(page=page, restriction_type="password", password="secret")
    for ending in ("/", ".csv"):
        answer = client.get(address(consultation, ending))
        assert (answer.status_code, answer["Location"]) == (302, page.get_url())
