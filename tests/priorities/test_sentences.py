"""A measure in one sentence."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from django.utils.translation import override

from priorities.sentences import direction, headline_figure, sentence
from tests.priorities.makers import make_record, read, series_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english() -> Any:
    """The sentences below are the English ones."""
    with override("en"):
        yield


@pytest.mark.parametrize(
    ("wanted", "values", "expected"),
    [
        (
            "higher",
            [59, 61],
            "61% (April to June 2020), up 2 percentage points from January to March 2020, "
            "which is better.",
        ),
        (
            "lower",
            [59, 60],
            "60% (April to June 2020), up 1 percentage point from January to March 2020, "
            "which is worse.",
        ),
        (
            "lower",
            [59, 50],
            "50% (April to June 2020), down 9 percentage points from January to March 2020, "
            "which is better.",
        ),
        (
            "contextual",
            [59, 50],
            "50% (April to June 2020), down 9 percentage points from January to March 2020.",
        ),
        ("higher", [59, 59], "59% (April to June 2020), the same as in January to March 2020."),
        ("higher", [59], "59% (January to March 2020)."),
        (
            "higher",
            [59, (70, "b")],
            "70% (April to June 2020), not comparable with the figures before.",
        ),
        (
            "higher",
            [59, "c"],
            "[c] for April to June 2020: confidential: withheld so that nobody can be identified; "
            "59% (January to March 2020).",
        ),
        ("higher", ["x"], "[x] for January to March 2020: not available."),
        ("higher", [], "There are no figures yet."),
    ],
)
def test_latest_figure_and_change(wanted: str, values: list[Any], expected: str) -> None:
    assert sentence(series_of(make_record(direction_wanted=wanted), values)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Decimal(57), "2 percentage points above the baseline of 57% (January to March 2020)"),
        (Decimal(60), "1 percentage point below the baseline of 60% (January to March 2020)"),
        (Decimal(59), "the same as the baseline of 59% (January to March 2020)"),
        (None, "9 percentage points above the baseline of 50% (January to March 2020)"),
    ],
)
def test_baseline_as_set_or_from_the_series(value: Decimal | None, expected: str) -> None:
    measure = make_record(
        baseline_value=value,
        baseline_period_start=date(2020, 1, 1),
        baseline_period_end=date(2020, 3, 31),
    )
    assert expected in sentence(series_of(measure, [50, 59]))


@pytest.mark.parametrize(
    ("start", "end", "name"),
    [
        (date(2019, 1, 1), date(2019, 12, 31), "2019"),
        (date(2018, 4, 1), date(2019, 3, 31), "2018/19"),
        (date(2019, 3, 1), date(2019, 3, 31), "March 2019"),
        (date(2018, 7, 1), date(2019, 6, 30), "July 2018 to June 2019"),
    ],
)
def test_the_baseline_period_is_named_by_what_it_looks_like(
    start: date, end: date, name: str
) -> None:
    measure = make_record(
        baseline_value=Decimal(50), baseline_period_start=start, baseline_period_end=end
    )
    assert f"the baseline of 50% ({name})" in sentence(series_of(measure, [59]))


def test_a_break_after_the_baseline_ends_that_comparison_too() -> None:
    measure = make_record(
        baseline_value=Decimal(50),
        baseline_period_start=date(2019, 1, 1),
        baseline_period_end=date(2019, 12, 31),
    )
    assert "baseline" not in sentence(series_of(measure, [50, (59, "b"), 60]))


def test_a_baseline_that_is_withheld_is_not_mentioned() -> None:
    measure = make_record(
        baseline_period_start=date(2020, 1, 1), baseline_period_end=date(2020, 3, 31)
    )
    assert "baseline" not in sentence(series_of(measure, ["c", 59]))


@pytest.mark.parametrize(
    ("wanted", "target", "on", "expected"),
    [
        ("higher", 65, None, "the target of 65% is not yet met"),
        ("higher", 59, None, "the target of 59% is met"),
        ("higher", 65, date(2020, 3, 31), "was not met"),
        ("lower", 59, date(2030, 1, 1), "is met"),
        ("contextual", 65, None, "the target is 65%"),
    ],
)
def test_target(wanted: str, target: int, on: date | None, expected: str) -> None:
    measure = make_record(direction_wanted=wanted, target_value=Decimal(target), target_on=on)
    assert expected in sentence(series_of(measure, [59]))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (15, "within the range wanted, 10% to 20%."),
        (20.4, "within the range wanted, 10% to 20%."),
        (21, "outside the range wanted, 10% to 20%."),
    ],
)
def test_range(value: float, expected: str) -> None:
    measure = make_record(direction_wanted="range", range_low=Decimal(10), range_high=Decimal(20))
    assert sentence(series_of(measure, [value])).endswith(expected)


def test_everything_in_one_sentence() -> None:
    measure = make_record(
        direction_wanted="lower",
        unit="count",
        baseline_value=Decimal(1300),
        baseline_period_start=date(2019, 1, 1),
        baseline_period_end=date(2019, 12, 31),
        target_value=Decimal(1000),
    )
    assert sentence(series_of(measure, [1250, 1204])) == (
        "1,204 (April to June 2020), down 46 from January to March 2020, which is better; "
        "96 below the baseline of 1,300 (2019); the target of 1,000 is not yet met."
    )


@pytest.mark.parametrize(
    ("values", "symbol", "words", "judgement"),
    [
        ([59, 61], "▲", "Up 2 percentage points from January to March 2020", "Better"),
        ([61, 59], "▼", "Down 2 percentage points from January to March 2020", "Worse"),
        ([61, 61], "=", "The same as in January to March 2020", "No change"),
    ],
)
def test_direction_has_a_symbol_and_words(
    values: list[Any], symbol: str, words: str, judgement: str
) -> None:
    found = direction(series_of(make_record(), values))
    assert found is not None
    assert (found.symbol, found.change, found.judgement) == (symbol, words, judgement)


def test_without_a_comparison_there_is_no_direction() -> None:
    assert direction(series_of(make_record(), [50])) is None


@pytest.mark.parametrize(
    ("values", "expected"), [([59], "59%"), ([59, "c"], "[c]"), (["x"], "[x]"), ([], "")]
)
def test_the_large_figure_is_never_a_withheld_number(values: list[Any], expected: str) -> None:
    assert headline_figure(series_of(make_record(), values)) == expected


def test_a_withheld_number_is_not_said_even_if_it_were_stored() -> None:
    """The database refuses it; a reader must be safe without that too."""
    series = series_of(make_record(), [59, "c"])
    leaky = series.points[-1]._replace(value=Decimal(4), lower=Decimal(3), upper=Decimal(5))
    changed = type(series)(series.measure, (*series.points[:-1], leaky))
    assert "4" not in sentence(changed).replace("2020", "")
    assert headline_figure(changed) == "[c]"


@pytest.mark.parametrize("language", ["pl", "ar", "cy"])
def test_every_language_has_a_whole_sentence(language: str) -> None:
    series = series_of(make_record(), [59, 61])
    with override(language):
        said = sentence(series)
    assert "61" in said
    assert "%(" not in said


def test_figures_that_readers_may_not_see_are_not_said() -> None:
    measure = make_record()
    series_of(measure, [59, 61])
    later = timezone.now() + timedelta(days=1)
    measure.observations.filter(period_end=date(2020, 6, 30)).update(published_from=later)
    assert sentence(read(measure)) == "59% (January to March 2020)."
