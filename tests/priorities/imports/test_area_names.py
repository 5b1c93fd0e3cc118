"""Names of areas and their codes."""

from __future__ import annotations

import pytest

from priorities.imports.area_names import AreaTable, normalised, without_footnote

TABLE = AreaTable(
    {
        "Barking and Dagenham": "E09000002",
        "City of London": "E09000001",
        "Kensington and Chelsea": "E09000020",
        "Kingston upon Thames": "E09000021",
        "Richmond upon Thames": "E09000027",
        "Westminster": "E09000033",
        "Avon and Somerset": "E23000036",
    }
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Westminster", "E09000033"),
        ("City of Westminster", "E09000033"),
        ("WESTMINSTER", "E09000033"),
        ("Barking & Dagenham", "E09000002"),
        ("Royal Borough of Kensington and Chelsea", "E09000020"),
        ("London Borough of Barking and Dagenham", "E09000002"),
        ("Kingston-upon-Thames", "E09000021"),
        ("Richmond Upon Thames", "E09000027"),
        ("City of London", "E09000001"),
        ("Avon & Somerset2", "E23000036"),
        ("Westminster [note 3]", "E09000033"),
        ("Westminster¹", "E09000033"),
        ("E09000033", "E09000033"),
        ("e09000033", "E09000033"),
        ("Richmond", None),
        ("Westminter", None),
        ("Unknown", None),
        ("E09000099", None),
    ],
)
def test_names_are_known_without_differences_that_mean_nothing(text: str, code: str | None) -> None:
    assert TABLE.code_of(text) == code


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Westminter", "Westminster"),
        ("Richmond", "Richmond upon Thames"),
        ("Barking Dagenham", "Barking and Dagenham"),
        ("Heathrow", None),
        ("London Heathrow and London City Airports", None),
        ("", None),
    ],
)
def test_names_that_look_alike_are_proposed(text: str, first: str | None) -> None:
    found = TABLE.proposals(text)
    assert (found[0][0] if found else None) == first
    assert len(found) <= 3


def test_two_areas_of_one_normal_form_are_not_guessed() -> None:
    table = AreaTable({"St Helens": "E1", "St. Helens": "E2"})
    assert table.code_of("St Helens") == "E1"
    assert table.code_of("ST HELENS") is None


def test_footnotes_and_normal_forms() -> None:
    assert without_footnote("Total2") == "Total"
    assert without_footnote("2021") == "2021"
    assert normalised("  The City of Łódź ") == "łodz"
    assert TABLE.share_known(["Westminster", "Nowhere"]) == 0.5
    assert TABLE.share_known([]) == 0
