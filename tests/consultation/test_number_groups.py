"""Numbers that people typed are published as groups, with the small ones left out."""

from __future__ import annotations

import csv
import io
import uuid
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation
from hypothesis import given as arbitrary
from hypothesis import strategies as st

from home.models import User
from plan.consultation.actions.count_responses import count_responses
from plan.consultation.actions.publish_result import NotPublishableError, unpublish_result
from plan.consultation.answers import AnswerValue
from plan.consultation.definition import QuestionDefinition
from plan.consultation.models import Consultation, PublishedResult, Response
from plan.consultation.number_groups import (
    edges_for,
    groups_between,
    inner,
    middle_group,
    round_up,
)
from tests.consultation.counted import add_response
from tests.consultation.factories import make_consultation, question, record, section
from tests.consultation.test_results import address, administrator, numbers, published

__all__ = ["administrator"]


def make(*numbers: int | str, **settings: Any) -> Consultation:
    """A closed consultation in which these numbers were given."""
    given = {"minimum": 0, "maximum": 100, "is_whole": True, **settings}
    past = timezone.now() - timedelta(days=9)
    asked = [
        question("number", "age", "How old are you?", **given),
        question("scale", "trust", "Trust?", low=0, high=5, low_end="none", high_end="full"),
    ]
    page = make_consultation(
        sections=[section("s", "You", *asked)], opens=past, closes=past + timedelta(days=1)
    )
    found = record(page)
    give(found, *numbers)
    return found


def give(consultation: Consultation, *numbers: int | str) -> None:
    """More responses, counted."""
    for number in numbers:
        add_response(consultation, {"age": [AnswerValue(number=Decimal(number))]})
    count_responses(consultation=consultation)


def labels(html: str) -> list[str]:
    """First cells of the table."""
    return [
        part.split("<")[0]
        for part in html.split('<th scope="row" class="govuk-table__header">')[1:]
    ]


@pytest.mark.django_db
def test_groups_with_small_ones_left_out_and_no_single_one(
    administrator: User, client: Client
) -> None:
    found = make(*[15] * 8, *[35] * 20, *[64] * 6, 100, 100)
    result = published(found, administrator, "age")
    assert result.table["edges"] == [str(edge) for edge in range(10, 101, 10)]
    # Below five are the empty groups and the two of 100; the six of 64 go with them, since what is
    # left out has to be five at least.
    assert numbers(result) == [None, 8, None, 20, *[None] * 7]
    html = client.get(address(found)).content.decode()
    assert labels(html)[:3] == ["Under 10", "10 to 19", "20 to 29"]
    assert labels(html)[-1] == "100 or over"
    assert "36 answers, not answered or not asked: 0" in html
    assert "On average" not in html
    assert "median" not in html
    rows = list(csv.reader(io.StringIO(client.get(address(found, ".csv")).content.decode())))
    assert [row[2:4] for row in rows[1:4]] == [
        ["Under 10", "[c]"],
        ["10 to 19", "8"],
        ["20 to 29", "[c]"],
    ]


@pytest.mark.django_db
def test_mean_and_middle_where_nothing_is_left_out(administrator: User, client: Client) -> None:
    found = make(*[0] * 30, *[1] * 40, *[2] * 30, *[3] * 7, minimum=0, maximum=3)
    result = published(found, administrator, "age")
    (table,) = result.table["tables"]
    assert numbers(result) == [30, 40, 30, 7]
    # 121 / 107 to a hundredth of the way from nought to three, rounded: steps of 0.05.
    assert (table["mean"], table["median"]) == ("1.15", 1)
    html = client.get(address(found)).content.decode()
    assert "On average: 1.15" in html
    assert "The middle answer (median) lies in: 1<" in html
    assert labels(html) == ["Under 1", "1", "2", "3 or over"]
    rows = list(csv.reader(io.StringIO(client.get(address(found, ".csv")).content.decode())))
    assert {(row[5], row[9]) for row in rows[1:]} == {("1.15", "1")}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("numbers_given", "limits"),
    [
        ([0] * 30 + [1] * 30, {"maximum": 1}),
        ([0] * 60 + [1] * 60, {"maximum": None}),
        ([0] * 61 + [1] * 60 + [7], {"maximum": 1}),
    ],
    ids=["too few", "no limit to how far one answer can pull", "one beyond the limits"],
)
def test_no_mean_in_which_one_answer_could_stand_out(
    administrator: User, numbers_given: list[int], limits: dict[str, Any]
) -> None:
    result = published(make(*numbers_given, **limits), administrator, "age")
    (table,) = result.table["tables"]
    assert table["mean"] is None
    assert table["median"] == 0


@pytest.mark.django_db
def test_groups_stay_as_they_were_first_published(administrator: User) -> None:
    found = make(*[10] * 10, *[20] * 10, *[30] * 10, minimum=None, maximum=None)
    first = published(found, administrator, "age").table
    assert first["edges"] == [str(edge) for edge in range(12, 31, 2)]
    question_id = PublishedResult.objects.get().question_id
    unpublish_result(consultation=found, question_id=question_id, user=administrator)
    give(found, *[5000] * 10)
    again = published(found, administrator, "age")
    assert again.table["edges"] == first["edges"]
    # 20 is where it was, and those beyond 30 have grown by ten; what was left out once stays so.
    assert [number for number in numbers(again) if number] == [10, 20]
    give(found, 5)
    with pytest.raises(NotPublishableError, match="Fewer than 5 people"):
        published(found, administrator, "age")
    assert PublishedResult.objects.get().table == again.table


@pytest.mark.django_db
def test_nothing_while_rows_and_counts_differ(administrator: User) -> None:
    found = make(*[10] * 20)
    Response.objects.filter(pk=Response.objects.latest("pk").pk).update(is_tallied=False)
    with pytest.raises(NotPublishableError, match="are being counted"):
        published(found, administrator, "age")
    assert not PublishedResult.objects.exists()


@pytest.mark.django_db
def test_few_answers_and_none_are_not_published(administrator: User) -> None:
    for found in (make(), make(1, 2, 3, 4)):
        with pytest.raises(NotPublishableError, match="Fewer than 5 people"):
            published(found, administrator, "age")
    assert not PublishedResult.objects.exists()


@pytest.mark.django_db
def test_special_category_is_not_grouped(administrator: User) -> None:
    found = make(*[10] * 30, is_protected=True)
    with pytest.raises(NotPublishableError, match="not published as numbers"):
        published(found, administrator, "age")


@pytest.mark.django_db
def test_a_scale_is_published_with_all_its_points(administrator: User, client: Client) -> None:
    found = make()
    for point in [2] * 8 + [3] * 9:
        add_response(found, {"trust": [AnswerValue(position=point)]})
    count_responses(consultation=found)
    result = published(found, administrator, "trust")
    positions = [line["position"] for line in result.table["tables"][0]["lines"]]
    assert positions == [0, 1, 2, 3, 4, 5]
    # Nobody chose four of them: that is left out, and cannot be told from others left out.
    assert numbers(result) == [None, None, None, 9, None, None]
    page = client.get(address(found)).content.decode()
    for label in ("0 – none", "2", "5 – full"):
        assert f">{label}</th>" in page


def asked(**settings: Any) -> QuestionDefinition:
    """A question for a number."""
    return QuestionDefinition(uuid.uuid4(), "number", "How many?", settings=settings)


@pytest.mark.parametrize(
    ("settings", "given", "expected"),
    [
        ({"minimum": "0", "maximum": "10", "is_whole": True}, {}, list(range(1, 11))),
        ({"minimum": "18", "maximum": "99", "is_whole": True}, {}, list(range(20, 91, 10))),
        ({"minimum": "0", "maximum": "1", "is_whole": False}, {}, [n / 10 for n in range(1, 11)]),
        ({"minimum": "5", "maximum": "5", "is_whole": True}, {}, [5]),
        ({"minimum": "7", "maximum": "3"}, {}, [3]),
        ({}, {}, [0]),
        ({"is_whole": True}, {1: 10, 1000: 10}, list(range(100, 1001, 100))),
        ({"is_whole": True}, {1: 100, 10**15: 1}, [1]),
        ({"minimum": "-10", "maximum": "10"}, {}, list(range(-8, 11, 2))),
    ],
)  # fmt: skip
def test_where_groups_begin(settings: Any, given: Any, expected: list[Any]) -> None:
    numbers = {Decimal(number): times for number, times in given.items()}
    assert [float(edge) for edge in edges_for(asked(**settings), numbers, 5)] == expected


@arbitrary(
    st.dictionaries(st.decimals(-(10**15), 10**15, places=6), st.integers(1, 40), max_size=30),
    st.booleans(),
    st.integers(1, 10),
)
def test_edges_hold_for_any_answers(
    given: dict[Decimal, int], is_whole: bool, threshold: int
) -> None:
    edges = edges_for(asked(is_whole=is_whole), given, threshold)
    assert edges == sorted(set(edges))
    assert 1 <= len(edges) <= 12
    if sum(given.values()) >= 2 * threshold:
        low, high = inner(given, threshold)
        assert sum(times for number, times in given.items() if number <= low) >= threshold
        assert sum(times for number, times in given.items() if number >= high) >= threshold


def test_words_of_groups() -> None:
    edges = [Decimal(1), Decimal(2), Decimal(1500)]
    groups = groups_between(edges)
    assert [one.words(is_whole=True) for one in groups] == [
        "Under 1", "1", "2 to 1499", "1500 or over",
    ]  # fmt: skip
    with translation.override("pl"):
        assert groups[2].words(is_whole=False) == "od 2 do mniej niż 1500"
    assert groups_between([])[0].words(is_whole=True) == "Any number"


def test_middle_and_round_numbers() -> None:
    assert [middle_group(one) for one in ([1, 1], [1, 2], [0, 0, 3], [5, 0, 6])] == [0, 1, 2, 2]
    assert [round_up(Decimal(n)) for n in ("0.011", "1", "3", "51", "99")] == [
        Decimal("0.02"), 1, 5, 100, 100,
    ]  # fmt: skip
