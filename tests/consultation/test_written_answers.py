"""All that was written in answer to one question: paged, searched, for those who may read it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.answers import AnswerValue
from plan.consultation.models import Consultation, Response
from tests.consultation.browsing import text_of
from tests.consultation.counted import add_response, choose
from tests.consultation.factories import (
    known_id,
    make_consultation,
    question,
    record,
    section,
    standard_sections,
)
from tests.consultation.test_admin import staff

pytestmark = pytest.mark.django_db
CANARY = "nobody-may-list-this"


@pytest.fixture
def consultation() -> Consultation:
    """The standard form, and words of special category."""
    faith = question("long_text", "faith", "Your faith?", limit=500, is_protected=True)
    return record(make_consultation(sections=[*standard_sections(), section("f", "F", faith)]))


def write(consultation: Consultation, words: str, **fields: Any) -> Response:
    """A response that says this and nothing else."""
    original = fields.pop("original", "")
    value = AnswerValue(text=words, original=original)
    return add_response(consultation, {"missing": [value]}, **fields)


def address(consultation: Consultation, name: str = "missing", query: str = "") -> str:
    """The page of a question."""
    return f"/admin/consultations/{consultation.public_id}/written/{known_id(name)}/{query}"


def test_answers_newest_first_with_the_way_to_the_response(consultation: Consultation) -> None:
    old = write(consultation, "More\nbuses", received_at=timezone.now() - timedelta(days=1))
    new = write(consultation, "<b>More light</b>", language="pl")
    write(consultation, CANARY, is_test=True)
    write(consultation, CANARY, withdrawn_at=timezone.now())
    page = staff("view_response").get(address(consultation))
    assert "&lt;b&gt;More light" in page.content.decode()
    html = text_of(page)
    assert html.index(new.reference) < html.index(old.reference)
    assert f'/responses/{old.reference}/">{old.reference}</a>' in html
    assert "More<br>buses" in html
    assert '<td lang="pl" dir="auto"><b>More light</b></td>' in html
    assert "2 answers" in html
    assert CANARY not in html


def test_search_finds_words_and_those_that_staff_translated(consultation: Consultation) -> None:
    bus = write(consultation, "More BUSES, 100 % of them")
    light = write(consultation, "More light", original="Więcej światła")
    client = staff("view_response")

    def found(query: str) -> list[bool]:
        html = text_of(client.get(address(consultation, query=query)))
        return [one.reference in html for one in (bus, light)]

    assert found("?q=buses") == [True, False]
    assert found("?q=%25") == [True, False]
    assert found("?q=%C5%9Bwiat%C5%82a") == [False, True]
    assert found("?q=") == found("?q=%00") == found("?q=" + 300 * "x") == [True, True]
    nothing = client.get(address(consultation, query="?q=trams"))
    assert "No answer has these words." in text_of(nothing)


def test_pages_keep_the_search(consultation: Consultation) -> None:
    for number in range(51):
        write(consultation, f"More buses {number:02}")
    client = staff("view_response")
    first = text_of(client.get(address(consultation, query="?q=buses")))
    assert "51 answers" in first
    assert '"?q=buses&p=2"' in first
    second = text_of(client.get(address(consultation, query="?q=buses&p=2")))
    assert second.count("More buses") == 1
    assert client.get(address(consultation, query="?p=99")).status_code == 200


def test_words_of_other_are_listed_and_choices_are_not(consultation: Consultation) -> None:
    add_response(consultation, {"as": choose("as-other", text="As a ghost")})
    add_response(consultation, {"as": choose("person")})
    html = text_of(staff("view_response").get(address(consultation, "as")))
    assert "As a ghost" in html
    assert "1 answer<" in html


@pytest.mark.parametrize("name", ["faith", "topics", "date", "email", "nothing"])
def test_other_questions_have_no_such_page(consultation: Consultation, name: str) -> None:
    add_response(consultation, {"faith": [AnswerValue(text=CANARY)]})
    client = staff("view_response", "view_protectedanswer", "view_contactdetail")
    response = client.get(address(consultation, name), follow=True)
    assert response.status_code == 404
    assert CANARY not in text_of(response)


def test_questions_of_other_consultations_are_not_found(consultation: Consultation) -> None:
    other = record(
        make_consultation(
            title="Other", sections=[section("o", "Other", question("short_text", "else", "Else?"))]
        )
    )
    place = address(consultation).replace(consultation.public_id, other.public_id)
    assert staff("view_response").get(place, follow=True).status_code == 404


def test_only_for_those_who_may_read_responses(consultation: Consultation) -> None:
    write(consultation, CANARY)
    for rights in ((), ("enter_response",)):
        response = staff(*rights).get(address(consultation))
        assert response.status_code == 302
        assert CANARY not in text_of(response)


def test_the_dashboard_leads_there(consultation: Consultation) -> None:
    write(consultation, "More buses")
    count_responses(consultation=consultation)
    place = f"/admin/consultations/{consultation.public_id}/"
    html = text_of(staff("view_response", "export_response", "export_protectedanswer").get(place))
    assert f'href="{address(consultation)}"' in html
    assert f'href="{address(consultation, "as")}"' in html
    assert f'href="{address(consultation, "faith")}"' not in html


def test_the_number_of_queries_does_not_grow(consultation: Consultation) -> None:
    client = staff("view_response")

    def queries() -> int:
        client.get(address(consultation))
        with CaptureQueriesContext(connection) as found:
            client.get(address(consultation, query="?q=buses"))
        return len(found)

    for number in range(3):
        write(consultation, f"More buses {number}")
    few = queries()
    for number in range(27):
        write(consultation, f"More buses {number} again", language="pl")
    assert queries() == few
