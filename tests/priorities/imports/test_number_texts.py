"""Numbers as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from priorities.imports.number_texts import (
    BadNumberError,
    DecimalEvidence,
    read_number,
    read_plain,
    read_text,
)


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [
        ("1234", ".", "1234"),
        ("1,234", ".", "1234"),
        ("1,234,567.89", ".", "1234567.89"),
        ("12,34,567", ".", "1234567"),
        ("1.234", ",", "1234"),
        ("1.234.567,8", ",", "1234567.8"),
        ("0,67", ",", "0.67"),
        ("1 234 567", ".", "1234567"),
        ("1\u00a0234,5", ",", "1234.5"),
        ("1\u202f234", ".", "1234"),
        ("1'234'567.5", ".", "1234567.5"),
        (" 7 ", ".", "7"),
        ("-3.5", ".", "-3.5"),
        ("−3.5", ".", "-3.5"),
        ("(1,234)", ".", "-1234"),
        ("+4", ".", "4"),
        (".5", ".", "0.5"),
        ("12.", ".", "12"),
        ("£1,200", ".", "1200"),
        ("-£5", ".", "-5"),
        ("(£5)", ".", "-5"),
        ("5 zł", ".", "5"),
        ("EUR 5", ".", "5"),
        ("45%", ".", "45"),
        ("45 %", ".", "45"),
        ("1.2e3", ".", "1.2E+3"),
        ("٣٤٫٥", ".", "34.5"),
        ("0.123456789", ".", "0.123457"),
        ("12345678901234", ".", "12345678901234"),
        ("-0", ".", "0"),
    ],
)
def test_numbers_are_read(text: str, mark: str, expected: str) -> None:
    assert read_number(text, mark).value == Decimal(expected)


@pytest.mark.parametrize(
    ("cell", "mark", "fault"),
    [
        ("=1+1", ".", "formula"),
        (" =SUM(A1)", ".", "formula"),
        ("nan", ".", "not_finite"),
        ("-Infinity", ".", "not_finite"),
        ("inf", ".", "not_finite"),
        ("1e400", ".", "too_large"),
        ("1e99999999999", ".", "too_large"),
        ("999999999999999", ".", "too_large"),
        ("99999999999999.9999999", ".", "too_many_digits"),
        ("123456789012345678901", ".", "too_many_digits"),
        ("1,23", ".", "separators"),
        ("1.2.3", ".", "separators"),
        ("1,2345", ".", "separators"),
        ("12.5", ",", "separators"),
        ("abc", ".", "no_number"),
        ("12 apples and pears", ".", "no_number"),
        ("(-5)", ".", "no_number"),
        ("", ".", "no_number"),
        ("9" * 101, ".", "no_number"),
    ],
)
def test_what_is_no_number_is_refused_with_its_reason(cell: str, mark: str, fault: str) -> None:
    with pytest.raises(BadNumberError) as error:
        read_number(cell, mark)
    assert error.value.fault == fault


def test_rounding_is_told() -> None:
    assert read_number("0.1234567").was_rounded
    assert not read_number("0.1234560").was_rounded
    assert not read_number(0.5).was_rounded


def test_fractions_become_percentages_before_they_are_rounded() -> None:
    times = Decimal(100)
    assert read_number("0.12345678", ".", times).value == Decimal("12.345678")
    assert read_number("45%", ".", times).value == Decimal(45)
    assert read_number(0.45, ".", times).value == Decimal(45)


@given(st.decimals(-(10**12), 10**12, places=3), st.sampled_from([(",", "."), (".", ",")]))
def test_grouped_numbers_come_back(number: Decimal, marks: tuple[str, str]) -> None:
    thousands, decimal = marks
    text = f"{number:,}".translate(str.maketrans({",": thousands, ".": decimal}))
    assert read_number(text, decimal).value == number


@given(st.text("0123456789.,- ", max_size=16), st.sampled_from([".", ","]))
def test_the_short_way_agrees_with_the_long_way(text: str, mark: str) -> None:
    plain = read_plain(text, mark)
    if plain is not None:
        assert read_text(text, mark, Decimal(1)).value == plain


@given(st.one_of(st.text(max_size=40), st.floats(), st.integers()))
def test_nothing_but_the_one_error_comes_out(cell: str | float | int) -> None:
    try:
        number = read_number(cell)
    except BadNumberError:
        return
    assert abs(number.value) < 10**14
    assert number.value == number.value.quantize(Decimal("0.000001"))


@pytest.mark.parametrize(
    ("texts", "mark", "is_open", "is_conflict"),
    [
        (["0,67", "0,4"], ",", False, False),
        (["1,234", "12.5"], ".", False, False),
        (["1,234"], ".", True, False),
        (["1.234"], ".", True, False),
        (["1.234,5"], ",", False, False),
        (["1,234,567"], ".", False, False),
        (["1.234.567"], ",", False, False),
        (["0,123"], ",", False, False),
        (["12,5", "12.5"], ".", False, True),
        (["5", "text", "12"], ".", False, False),
        (["£1,200.50 [p]"], ".", False, False),
    ],
)
def test_the_decimal_mark_is_decided_by_the_column(
    texts: list[str], mark: str, is_open: bool, is_conflict: bool
) -> None:
    evidence = DecimalEvidence()
    for text in texts:
        evidence.see(text)
    assert evidence.mark == mark
    assert bool(evidence.open_text) == is_open
    assert (evidence.conflict is not None) == is_conflict
