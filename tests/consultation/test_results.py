"""Results for everybody: published question by question, frozen, with small numbers left out."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.publish_result import (
    NotPublishableError,
    publish_result,
    unpublish_result,
)
from plan.consultation.answers import AnswerValue
from plan.consultation.models import Consultation, PublishedResult
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import (
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.test_admin import staff
from tests.factories import make_roles

pytestmark = pytest.mark.django_db

CANARY = "only-one-person-wrote-this"


def sections() -> list[dict[str, Any]]:
    """One choice, a question asked only after one of its answers, faith, and words."""
    options = [option(name, name.title()) for name in ("red", "green", "blue")]
    asked = question(
        "single_choice", "why", "Why red?", options=[option("a", "A"), option("b", "B")]
    )
    faith = question(
        "single_choice",
        "faith",
        "Your religion?",
        is_protected=True,
        options=[option("none", "None"), option("some", "Some")],
    )
    asked["value"]["show_if"] = known_id("if-red")
    return [
        section(
            "all",
            "All",
            question("single_choice", "colour", "Which colour?", options=options),
            asked,
            faith,
            question("long_text", "missing", "What is missing?", limit=500),
        )
    ]


def conditions() -> Any:
    """Red was chosen."""
    from plan.consultation.models import ConsultationPage

    block = ConsultationPage._meta.get_field("conditions").stream_block
    clause = {"question": known_id("colour"), "operator": "is", "answers": known_id("red")}
    value = {"name": "Red", "match": "all", "clauses": [clause]}
    return block.to_python([{"type": "condition", "id": known_id("if-red"), "value": value}])


@pytest.fixture
def consultation() -> Consultation:
    """Closed, with 7 red, 20 green and 3 blue."""
    past = timezone.now() - timedelta(days=9)
    page = make_consultation(
        sections=sections(),
        conditions=conditions(),
        opens=past,
        closes=past + timedelta(days=1),
    )
    found = record(page)
    for colour, number in (("red", 7), ("green", 20), ("blue", 3)):
        for n in range(number):
            answers = {"colour": choose(colour), "missing": [AnswerValue(text=CANARY)]}
            if colour == "red":
                answers["why"] = choose("a")
            answers["faith"] = choose("none" if n % 2 else "some")
            add_response(found, answers)
    count_responses(consultation=found)
    return found


@pytest.fixture
def administrator(db: None) -> User:
    return User.objects.create_superuser("a@example.com", "pw")


def published(consultation: Consultation, user: User, name: str) -> PublishedResult:
    """The result of a question, published."""
    return publish_result(
        consultation=consultation, question_id=uuid.UUID(known_id(name)), user=user
    )


def numbers(result: PublishedResult) -> list[int | None]:
    """Its numbers in order."""
    return [line["number"] for line in result.table["tables"][0]["lines"]]


def address(consultation: Consultation, ending: str = "/") -> str:
    return f"/en/take-part/{consultation.public_id}/results{ending}"


def test_a_published_question_is_read_by_everybody(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    assert client.get(address(consultation)).status_code == 404
    result = published(consultation, administrator, "colour")
    # Blue is below five; red goes with it, so that nobody can subtract.
    assert numbers(result) == [None, 20, None]
    answer = client.get(address(consultation))
    text = answer.content.decode()
    assert "Which colour?" in text
    assert "30 answers, not answered or not asked: 0" in text
    assert text.count('<td class="govuk-table__cell govuk-table__cell--numeric">[c]</td>') == 4
    assert "66.7%" in text
    assert "What is missing?" not in text
    assert CANARY not in text
    assert "Set-Cookie" not in answer
    assert answer["Cache-Control"] == "public, max-age=60"
    assert text.count("<h1") == 1
    entry = ModelLogEntry.objects.get(action="plan_consultation.publish_result")
    assert (entry.user, entry.data) == (administrator, {"question": known_id("colour")})


def test_the_file_has_exactly_the_same_numbers(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    published(consultation, administrator, "colour")
    text = client.get(address(consultation, ".csv")).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[2:8] for row in rows[1:]] == [
        ["Red", "[c]", "[c]", "", "30", "0"],
        ["Green", "20", "66.7", "", "30", "0"],
        ["Blue", "[c]", "[c]", "", "30", "0"],
    ]


def test_it_is_frozen_until_it_is_published_again(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    published(consultation, administrator, "colour")
    for _ in range(5):
        add_response(consultation, {"colour": choose("blue")})
    count_responses(consultation=consultation)
    before = client.get(address(consultation)).content
    assert b"30 answers" in before
    again = published(consultation, administrator, "colour")
    assert again.table["base"] == 35
    # Blue has eight now; what was left out once stays left out.
    assert numbers(again) == [None, 20, None]
    assert PublishedResult.objects.count() == 1


def test_a_few_new_responses_are_not_published(
    consultation: Consultation, administrator: User
) -> None:
    first = published(consultation, administrator, "colour")
    add_response(consultation, {"colour": choose("blue")})
    count_responses(consultation=consultation)
    with pytest.raises(NotPublishableError, match="Fewer than 5 people"):
        published(consultation, administrator, "colour")
    assert PublishedResult.objects.get().table == first.table


def test_taking_down_forgets_nothing_that_was_shown(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    published(consultation, administrator, "colour")
    unpublish_result(
        consultation=consultation, question_id=uuid.UUID(known_id("colour")), user=administrator
    )
    assert client.get(address(consultation)).status_code == 404
    add_response(consultation, {"colour": choose("blue")})
    count_responses(consultation=consultation)
    with pytest.raises(NotPublishableError):
        published(consultation, administrator, "colour")
    actions = ModelLogEntry.objects.filter(action="plan_consultation.unpublish_result")
    assert actions.count() == 1


def test_how_many_were_asked_may_not_give_a_number_away(
    consultation: Consultation, administrator: User
) -> None:
    """Seven were asked why, so seven chose red: which the first table leaves out."""
    published(consultation, administrator, "colour")
    with pytest.raises(NotPublishableError, match="depend on each other"):
        published(consultation, administrator, "why")
    PublishedResult.objects.all().delete()
    published(consultation, administrator, "why")
    with pytest.raises(NotPublishableError, match="depend on each other"):
        published(consultation, administrator, "colour")


def test_special_category_is_left_out_below_ten(
    consultation: Consultation, administrator: User
) -> None:
    result = published(consultation, administrator, "faith")
    assert result.table["threshold"] == 10
    assert numbers(result) == [14, 16]
    consultation.suppress_below = 20
    consultation.save()
    PublishedResult.objects.all().delete()
    assert numbers(published(consultation, administrator, "faith")) == [None, None]


def test_words_are_never_published(consultation: Consultation, administrator: User) -> None:
    with pytest.raises(NotPublishableError, match="What people wrote"):
        published(consultation, administrator, "missing")
    assert not PublishedResult.objects.exists()


def test_only_those_who_may_publish_the_page(consultation: Consultation) -> None:
    reader = staff("view_response", "export_response")
    user = User.objects.get()
    with pytest.raises(PermissionDenied):
        published(consultation, user, "colour")
    place = f"/admin/consultations/{consultation.public_id}/results/"
    data = {"question": known_id("colour"), "change": "publish"}
    assert reader.post(place, data).status_code == 302
    assert not PublishedResult.objects.exists()
    assert not ModelLogEntry.objects.filter(action="plan_consultation.publish_result").exists()


def test_an_editor_publishes_and_takes_down_in_the_admin(consultation: Consultation) -> None:
    from django.contrib.auth.models import Group

    make_roles()
    publisher = User.objects.create_user("p@example.com", "pw")
    publisher.groups.add(Group.objects.get(name="Publisher"))
    client = Client()
    client.force_login(publisher)
    place = f"/admin/consultations/{consultation.public_id}/results/"
    text = client.get(place).content.decode()
    # Red and blue; and both reasons, for nobody gave the second.
    assert text.count("[c]</td>") == 4
    assert "What people wrote is not published as numbers." in text
    data = {"question": known_id("colour"), "change": "publish"}
    assert "The figures are published." in client.post(place, data, follow=True).content.decode()
    assert "Published on" in client.get(place).content.decode()
    client.post(place, {**data, "change": "unpublish"})
    assert not PublishedResult.objects.get().table["is_shown"]
    for wrong in ({}, {"question": "x"}, {"question": str(uuid.uuid4()), "change": "publish"}):
        assert client.post(place, wrong).status_code == 302
    assert PublishedResult.objects.count() == 1


def test_the_moment_of_the_count_stands_once_where_it_is_the_same(
    consultation: Consultation, administrator: User, client: Client
) -> None:
    published(consultation, administrator, "colour")
    assert client.get(address(consultation)).content.decode().count("Counted on") == 1
    PublishedResult.objects.update(as_at=timezone.now() - timedelta(days=1))
    published(consultation, administrator, "faith")
    assert client.get(address(consultation)).content.decode().count("Counted on") == 2
