"""The admin refuses a form that would leave answers behind, and says which."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from plan.consultation.models import Answer, ConsultationPage, FormTexts, FormVersion
from tests.consultation.browsing import Walk, stored
from tests.consultation.factories import (
    known_id,
    make_consultation,
    record,
)
from tests.factories import fresh

pytestmark = pytest.mark.django_db


GONE = (
    "“{question}” has been answered in 1 response: put it back as it was. "
    "Its words may be corrected; tick “stop asking from now on” if it is to go."
)


def on_the_wall(moment: datetime | None) -> str:
    """A time as the admin's form shows it."""
    return f"{timezone.localtime(moment, ZoneInfo('Europe/London')):%Y-%m-%d %H:%M:%S}"


def edit_data(page: ConsultationPage, kept: list[int]) -> dict[str, str]:
    """What the admin's form posts when only these questions of section one are kept."""
    questions = page.form[0].value["questions"]
    inner = []
    for place, block in enumerate(questions):
        value: dict[str, Any] = {"text": block.value["text"], "hint": ""}
        if place == 0:
            value["is_required"] = "on"
            value["options"] = options_data(block.value["options"])
            value["order"] = "fixed"
        if block.block_type == "number":
            value |= {"minimum": "1", "maximum": "100", "is_whole": "on"}
        inner.append((block, place in kept, value))
    data: dict[str, Any] = {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "audiences": "",
        "call_to_action": "",
        "happens_next": rich_text(""),
        "privacy_notice": rich_text(page.privacy_notice),
        "confirmation": rich_text(""),
        "conditions": streamfield([]),
        "other_ways": streamfield([]),
        "outcome": streamfield([]),
        "form": {
            "count": "1",
            "0": {
                "type": "section",
                "order": "0",
                "deleted": "",
                "id": page.form[0].id,
                "value": {
                    "title": "About you",
                    "introduction": rich_text("<p>Please answer.</p>"),
                    "questions": questions_data(inner),
                },
            },
        },
        "opens_at": on_the_wall(page.opens_at),
        "closes_at": on_the_wall(page.closes_at),
        "time_zone": "Europe/London",
        "retain_until": "2097-01-01",
        "estimated_minutes": "",
        "results_due_on": "",
        "section_order": "linear",
        "grace_minutes": "0",
        "suppress_below": "5",
        "support": rich_text(""),
        "change_reason": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "action-publish": "action-publish",
    }
    return dict(nested_form_data(data))


def options_data(options: Any) -> dict[str, Any]:
    """Options as the admin posts them."""
    data: dict[str, Any] = {"count": str(len(options))}
    for place, item in enumerate(options.bound_blocks):
        data[str(place)] = {
            "id": item.id,
            "order": str(place),
            "deleted": "",
            "type": "item",
            "value": {key: item.value[key] or "" for key in ("text", "hint", "behaviour")},
        }
    return data


def questions_data(inner: list[tuple[Any, bool, dict[str, Any]]]) -> dict[str, Any]:
    """Questions as the admin posts them; those not kept are marked as deleted."""
    data: dict[str, Any] = {"count": str(len(inner))}
    for place, (block, is_kept, value) in enumerate(inner):
        data[str(place)] = {
            "id": block.id,
            "order": str(place),
            "type": block.block_type,
            "deleted": "" if is_kept else "1",
            "value": value,
        }
    return data


def sentences(response: Any) -> list[str]:
    """What the editor shows above the form's blocks."""
    (error,) = response.context["form"].errors["form"].as_data()
    shown: list[str] = error.as_json_data()["messages"]
    for sentence in shown:
        assert escape(json.dumps(sentence)) in response.content.decode()
    return shown


@pytest.fixture
def small() -> ConsultationPage:
    """A consultation of one section, answered once."""
    from tests.consultation.factories import standard_sections

    page = make_consultation(sections=standard_sections()[:1])
    walk = Walk(page)
    walk.start()
    walk.first()
    walk.send()
    assert record(page).responses.count() == 1
    return fresh(page)


def test_admin_refuses_with_the_question_and_the_number(
    small: ConsultationPage, admin_client: Client
) -> None:
    before, revisions = stored(), small.revisions.count()
    response = admin_client.post(f"/admin/pages/{small.pk}/edit/", edit_data(small, kept=[0, 2, 3]))
    assert response.status_code == 200
    assert sentences(response) == [GONE.format(question="Your email address")]
    assert small.revisions.count() == revisions
    assert FormVersion.objects.count() == 1
    assert stored() == before


def test_admin_names_every_question_at_once(small: ConsultationPage, admin_client: Client) -> None:
    response = admin_client.post(f"/admin/pages/{small.pk}/edit/", edit_data(small, kept=[0]))
    assert sentences(response) == [
        GONE.format(question="Your email address"),
        GONE.format(question="When did you read the draft?"),
        GONE.format(question="How many are you?"),
    ]
    assert FormVersion.objects.count() == 1


def test_admin_publishes_what_harms_no_answer(
    small: ConsultationPage, admin_client: Client
) -> None:
    data = edit_data(small, kept=[0, 1, 2, 3])
    data["form-0-value-questions-1-value-text"] = "Your email"
    data["change_reason"] = "Shorter words."
    response = admin_client.post(f"/admin/pages/{small.pk}/edit/", data)
    assert response.status_code == 302
    texts = FormTexts.objects.get(version__number=2).texts
    assert texts[f"{known_id('email')}.text"] == "Your email"
    assert Answer.objects.count() == 3
