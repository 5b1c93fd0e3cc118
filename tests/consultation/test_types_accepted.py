"""What the types that choose, rank, weigh and name accept and refuse, and in which words."""

from __future__ import annotations

import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.utils.translation import override

from plan.consultation.answers import AnswerValue
from plan.consultation.forms import typed_in
from tests.consultation.asking import E, Q, V, answered, chosen, definition
from tests.consultation.factories import known_id
from tests.consultation.samples import (
    BUSES,
    CONSENT,
    DAY,
    DROP_DOWN,
    LIGHT,
    MATRIX,
    NIGHT,
    PATROLS,
    POINTS,
    RANKING,
    SAFE,
    SCALE,
    TOP_TWO,
    UNSAFE,
    YES_NO,
    YES_NO_MAYBE,
    lines,
)

GONE = "One of the answers is not offered any more. Choose again."
MALFORMED = "Enter the first half of a postcode, like SW1A."
PHONE = "Enter a phone number with digits, like 01632 960 001 or +44 808 157 0192."


def own(key: str) -> str:
    """The id that a type makes from the question's."""
    return str(uuid.uuid5(uuid.UUID(known_id("q")), key))


YES, NO, MAYBE, AGREED = (own(key) for key in ("yes", "no", "dont_know", "agreed"))


def judged(*pairs: tuple[str, str]) -> list[AnswerValue]:
    """Rows of a matrix with their points."""
    return [AnswerValue(row_id=uuid.UUID(row), option_id=uuid.UUID(o)) for row, o in pairs]


def ranked(*options: str) -> list[AnswerValue]:
    """Answers in their order."""
    return [
        AnswerValue(option_id=uuid.UUID(key), position=rank) for rank, key in enumerate(options, 1)
    ]


def shared(**numbers: int) -> list[AnswerValue]:
    """Numbers of answers."""
    return [
        AnswerValue(option_id=uuid.UUID(known_id(name)), number=Decimal(number))
        for name, number in numbers.items()
    ]


def contact(kind: str, text: str) -> list[AnswerValue]:
    """A contact detail."""
    return [AnswerValue(text=text, contact=kind)]


@pytest.mark.parametrize(
    ("kind", "value", "typed", "expected"),
    [
        ("yes_no", YES_NO, {Q: [YES]}, chosen(YES)),
        ("yes_no", YES_NO, {Q: [NO]}, chosen(NO)),
        ("yes_no", YES_NO_MAYBE, {Q: [MAYBE]}, chosen(MAYBE)),
        ("drop_down", DROP_DOWN, {Q: [V]}, chosen(V)),
        ("drop_down", DROP_DOWN, {Q: [""]}, []),
        ("drop_down", DROP_DOWN, {Q: [E], f"{Q}-other": [" Leeds "]}, chosen(E, text="Leeds")),
        ("drop_down", DROP_DOWN, {Q: [V], f"{Q}-other": ["Leeds"]}, chosen(V)),
        ("scale", SCALE, {Q: ["0"]}, [AnswerValue(position=0)]),
        ("scale", SCALE, {Q: ["10"]}, [AnswerValue(position=10)]),
        ("scale", SCALE, {}, []),
        ("matrix", MATRIX, lines(day=SAFE, night=UNSAFE), judged((DAY, SAFE), (NIGHT, UNSAFE))),
        ("matrix", MATRIX, lines(night=SAFE), judged((NIGHT, SAFE))),
        ("matrix", MATRIX, {**lines(day=SAFE), f"{Q}-{'0' * 32}": [SAFE]}, judged((DAY, SAFE))),
        ("ranking", RANKING, lines(buses="3", light="1", patrols="2"),
         ranked(LIGHT, PATROLS, BUSES)),
        ("ranking", RANKING, lines(buses="1"), ranked(BUSES)),
        ("ranking", RANKING, lines(buses="", light=""), []),
        ("ranking", TOP_TWO, lines(patrols="1", light="2"), ranked(PATROLS, LIGHT)),
        ("points", POINTS, lines(buses="60", light="40"), shared(buses=60, light=40)),
        ("points", POINTS, lines(buses=" 100 ", light="0"), shared(buses=100, light=0)),
        ("points", POINTS, lines(buses="١٠٠"), shared(buses=100)),
        ("points", POINTS, lines(buses="", light=" "), []),
        ("consent", CONSENT, {Q: [AGREED]}, chosen(AGREED)),
        ("consent", CONSENT, {}, []),
        ("postal_district", {}, {Q: ["SW1A"]}, [AnswerValue(text="SW1A")]),
        ("postal_district", {}, {Q: [" n16 "]}, [AnswerValue(text="N16")]),
        ("postal_district", {}, {Q: ["e1"]}, [AnswerValue(text="E1")]),
        ("postal_district", {}, {Q: ["ＳＷ１Ａ"]}, [AnswerValue(text="SW1A")]),
        ("postal_district", {}, {Q: [" "]}, []),
        ("contact_name", {}, {Q: [" Ngozi O’Neill "]}, contact("name", "Ngozi O’Neill")),
        ("contact_phone", {}, {Q: ["+44 808 157 0192"]}, contact("phone", "+44 808 157 0192")),
        ("contact_phone", {}, {Q: ["(01632) 960-001 ext. 12"]},
         contact("phone", "(01632) 960-001 ext. 12")),
        ("contact_phone", {}, {Q: ["٠١٦٣٢٩٦٠٠٠١"]}, contact("phone", "٠١٦٣٢٩٦٠٠٠١")),
        ("contact_address", {}, {Q: ["1 High St\r\nLeeds"]},
         contact("address", "1 High St\nLeeds")),
        ("contact_address", {}, {}, []),
    ],
)  # fmt: skip
def test_accepted(kind: str, value: Any, typed: Any, expected: list[AnswerValue]) -> None:
    assert answered(kind, typed, **value) == expected


RANK_TWICE = "“Buses” and “Light” are both 1st. Give each rank once."
NO_NUMBER = "Enter a whole number from 0 to 100 for “Buses”."


@pytest.mark.parametrize(
    ("kind", "value", "typed", "messages"),
    [
        ("yes_no", YES_NO, {Q: [YES, NO]}, ["Choose one answer only."]),
        ("yes_no", YES_NO, {Q: [MAYBE]}, [GONE]),
        ("drop_down", DROP_DOWN, {Q: ["Hackney"]}, [GONE]),
        ("drop_down", DROP_DOWN, {Q: [E]}, ["Say what you mean by “Elsewhere”."]),
        ("scale", SCALE, {Q: ["11"]}, [GONE]),
        ("scale", SCALE, {Q: ["-1"]}, [GONE]),
        ("scale", SCALE, {Q: ["1", "2"]}, ["Choose one answer only."]),
        ("matrix", MATRIX, lines(day="x", night=SAFE), [GONE]),
        ("matrix", MATRIX, {next(iter(lines(day=""))): [SAFE, UNSAFE]},
         ["Choose one answer only for “By day”."]),
        ("ranking", RANKING, lines(buses="1", light="1"), [RANK_TWICE]),
        ("ranking", RANKING, lines(buses="4"), ["That rank is not offered. Choose again."]),
        ("ranking", RANKING, lines(buses="x", light="1"),
         ["That rank is not offered. Choose again."]),
        ("ranking", TOP_TWO, lines(buses="3"), ["That rank is not offered. Choose again."]),
        ("ranking", RANKING, lines(buses="1", light="3"), ["Say which answer comes 2nd."]),
        ("points", POINTS, lines(buses="60"),
         ["There are 40 left to give: the numbers must come to 100."]),
        ("points", POINTS, lines(buses="99"),
         ["There is 1 left to give: the numbers must come to 100."]),
        ("points", POINTS, lines(buses="60", light="50"),
         ["You have given 10 too many: the numbers must come to 100."]),
        ("points", POINTS, lines(buses="-1", light="100"), [NO_NUMBER]),
        ("points", POINTS, lines(buses="1.5", light="100"), [NO_NUMBER]),
        ("points", POINTS, lines(buses="half", light="100"), [NO_NUMBER]),
        ("points", POINTS, lines(buses="9" * 5000), [NO_NUMBER]),
        ("points", POINTS, lines(buses="101"), [NO_NUMBER]),
        ("consent", CONSENT, {Q: ["yes"]}, [GONE]),
        ("postal_district", {}, {Q: ["London"]}, [MALFORMED]),
        ("postal_district", {}, {Q: ["S"]}, [MALFORMED]),
        ("postal_district", {}, {Q: ["x" * 101]}, [MALFORMED]),
        ("contact_phone", {}, {Q: ["call me"]}, [PHONE]),
        ("contact_phone", {}, {Q: ["1234"]}, [PHONE]),
        ("contact_phone", {}, {Q: ["1" * 16]}, [PHONE]),
        ("contact_name", {}, {Q: ["x" * 201]},
         ["Your answer can have up to 200 characters. You have written 201."]),
    ],
)  # fmt: skip
def test_refused(kind: str, value: Any, typed: Any, messages: list[str]) -> None:
    assert answered(kind, typed, **value) == messages


@pytest.mark.parametrize(
    ("kind", "value", "typed", "messages"),
    [
        ("yes_no", YES_NO, {}, ["Choose an answer."]),
        ("drop_down", DROP_DOWN, {Q: [""]}, ["Choose an answer."]),
        ("scale", SCALE, {}, ["Choose an answer."]),
        ("matrix", MATRIX, {},
         ["Choose an answer for “By day”.", "Choose an answer for “After dark”."]),
        ("matrix", MATRIX, lines(day=SAFE), ["Choose an answer for “After dark”."]),
        ("ranking", RANKING, lines(buses="1"), ["Say which answer comes 2nd."]),
        ("ranking", TOP_TWO, {}, ["Say which answer comes 1st."]),
        ("points", POINTS, {}, ["Share out 100 between the answers."]),
        ("consent", CONSENT, {},
         ["Tick the box if you agree. Without it these answers cannot be sent."]),
        ("postal_district", {}, {}, ["Answer this question."]),
        ("contact_name", {}, {}, ["Answer this question."]),
        ("contact_phone", {}, {}, ["Answer this question."]),
        ("contact_address", {}, {}, ["Answer this question."]),
        ("file_upload", {"groups": ["pdf"], "largest": 1}, {}, ["Choose a file."]),
    ],
)  # fmt: skip
def test_needed_but_missing(kind: str, value: Any, typed: Any, messages: list[str]) -> None:
    assert answered(kind, typed, is_required=True, **value) == messages


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("SW1A 1AA", ("SW1A", True)),
        ("sw1a1aa", ("SW1A", True)),
        ("SW11AA", ("SW1", True)),
        ("N16 8", ("N16", True)),
        ("E1 6AN", ("E1", True)),
        ("N16", ("N16", False)),
        (" n16 ", ("N16", False)),
        ("10 Downing Street, SW1A 2AA", ("10 DOWNING STREET, SW1A", True)),
        ("Not telling", ("Not telling", False)),
    ],
)
def test_only_the_district_of_a_postcode_is_ever_kept(typed: str, kept: tuple[str, bool]) -> None:
    section = definition("postal_district").sections[0]
    found = typed_in(section, {Q: [typed]})
    assert (found[Q], f"{Q}-cut" in found) == ([kept[0]], kept[1])


def test_a_page_cannot_claim_that_something_was_cut() -> None:
    section = definition("postal_district").sections[0]
    assert typed_in(section, {Q: ["N16"], f"{Q}-cut": ["1"]}) == {Q: ["N16"]}


def test_districts_of_another_country(settings: Any) -> None:
    settings.PLAN_POSTAL_DISTRICT_PATTERN = r"(?P<district>[0-9]{2})(-?[0-9]{3})?"
    settings.PLAN_POSTAL_DISTRICT_EXAMPLE = "00"
    section = definition("postal_district").sections[0]
    assert typed_in(section, {Q: ["00-950"]}) == {Q: ["00"], f"{Q}-cut": ["1"]}
    assert answered("postal_district", {Q: ["00"]}) == [AnswerValue(text="00")]
    assert answered("postal_district", {Q: ["SW1A"]}) == [
        "Enter the first half of a postcode, like 00."
    ]


def test_numbers_are_read_as_the_language_writes_them() -> None:
    budget = {**POINTS, "total": 2000000}
    with override("pl"):
        assert answered("points", lines(buses="2 000 000"), **budget) == shared(buses=2000000)
