"""What the demonstration is made of: notation, dates, catalogues, the owner's introduction."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from home.demo.blocks import has_measures, known_id, passages
from home.demo.content_files import (
    FOLDER,
    TARGET_LANGUAGES,
    area_codes,
    read_catalogue,
    read_figures,
)
from home.demo.introduction import parse_introduction, read_introduction
from home.demo.load import CannotLoadError
from home.demo.progress import quarter_of
from home.demo.states import ZONE, State, moments
from plan.enums import PlanStage
from priorities.figure_rows import key_of_dimensions
from tests.factories import make_site

#: The day after the clocks went back, when London's time is Greenwich's again.
NOW = datetime(2026, 10, 26, 12, tzinfo=UTC)


def test_text_becomes_passages_with_ids_that_repeat() -> None:
    written = ["One.", "## Two", ["a", "b"], {"callout": ["T", "<p>c</p>"]}, {"measure": "m"}]
    found = passages(written, "page")
    assert [raw["type"] for raw in found] == ["paragraph", "heading", "list", "callout"]
    assert found[2]["value"] == "<ul><li>a</li><li>b</li></ul>"
    assert passages(written, "page") == found
    assert len({raw["id"] for raw in found}) == 4
    assert has_measures(written)
    assert not has_measures(written[:-1])
    assert known_id("a", "b") != known_id("b", "a")


def test_open_means_from_two_weeks_ago_until_five_weeks_on_at_the_last_minute() -> None:
    found = moments(State.OPEN, NOW)
    today = NOW.astimezone(ZONE).date()
    assert found.opens_at.date() == today - timedelta(weeks=2)
    assert found.closes_at.isoformat() == "2026-11-30T23:59:00+00:00"
    assert found.opens_at.isoformat() == "2026-10-12T09:00:00+01:00"
    assert found.facts["results_due_on"] == today + timedelta(weeks=17)


@pytest.mark.parametrize(
    ("state", "stage", "has_opened", "has_closed"),
    [
        (State.SCHEDULED, PlanStage.DRAFTING, False, False),
        (State.OPEN, PlanStage.IN_CONSULTATION, True, False),
        (State.CLOSED, PlanStage.REVISING, True, True),
        (State.ISSUED, PlanStage.ISSUED, True, True),
    ],
)
def test_states(state: State, stage: PlanStage, has_opened: bool, has_closed: bool) -> None:
    found = moments(state, NOW)
    assert found.stage == stage
    assert (found.opens_at <= NOW, found.closes_at <= NOW) == (has_opened, has_closed)
    assert found.has_outcome is (state is State.ISSUED)
    assert found.stage_since <= NOW.date()


@pytest.mark.parametrize("language", TARGET_LANGUAGES)
def test_translations_keep_links_bold_words_and_numbers_to_call(language: str) -> None:
    for english, words in read_catalogue(language).items():
        assert words.strip(), english
        assert re.findall(r"</?[ab]\b[^>]*>", words) == re.findall(r"</?[ab]\b[^>]*>", english)
        for kept in ("999", "101", "020 7946 0000", "help@demonstration.example"):
            assert (kept in words) == (kept in english), english


def test_both_catalogues_translate_the_same_words() -> None:
    polish, arabic = (read_catalogue(language) for language in TARGET_LANGUAGES)
    assert list(polish) == list(arabic)


def test_every_series_is_in_order_and_without_gaps() -> None:
    for path in (FOLDER / "figures").glob("*.csv"):
        series: dict[tuple[str, str], list[date]] = {}
        for row in read_figures(path.stem, "E23000001"):
            assert row.value is not None, path.name
            key = row.area, key_of_dimensions(row.dimensions)
            series.setdefault(key, []).append(row.period_end)
        assert next(iter(series)) == ("E23000001", ""), path.name
        for ends in series.values():
            assert ends == sorted(set(ends)), path.name


def test_areas_and_groups_have_figures_of_each_period() -> None:
    found = read_figures("violence-with-injury", "E23000001")
    assert len(found) == 24 + 24 * 32
    assert area_codes("violence-with-injury") == [f"E090000{place:02}" for place in range(2, 34)]
    assert found[24].area == "E09000002"
    assert (found[24].period_start, found[24].period_end) == (date(2018, 11, 1), date(2018, 11, 30))
    groups = {key_of_dimensions(row.dimensions) for row in read_figures("homicide-victims")}
    assert {"", "sex=female", "sex=male", "age=65-and-over"} < groups
    assert area_codes("homicide-victims") == []


@pytest.mark.parametrize(
    ("day", "starts_on", "ends_on"),
    [
        (date(2026, 11, 27), date(2026, 10, 1), date(2026, 12, 31)),
        (date(2026, 1, 1), date(2026, 1, 1), date(2026, 3, 31)),
        (date(2027, 6, 30), date(2027, 4, 1), date(2027, 6, 30)),
        (date(2026, 9, 5), date(2026, 7, 1), date(2026, 9, 30)),
    ],
)
def test_the_quarter_of_a_day(day: date, starts_on: date, ends_on: date) -> None:
    assert quarter_of(day) == (starts_on, ends_on)


def test_an_introduction_has_a_title_passages_and_words_for_the_button() -> None:
    text = "Title\n\nFirst line\nsecond line\n\n• one\n\n• two\n  goes on\n\nLast\n\nStart\n"
    found = parse_introduction(text)
    assert found.title == "Title"
    assert found.parts == ("First line second line", ("one", "two goes on"), "Last")
    assert found.call_to_action == "Start"
    assert found.body == parse_introduction(text).body


def test_words_of_an_introduction_are_no_html() -> None:
    found = parse_introduction("T\n\nA <b> & c\n\n• <i>\n\nGo")
    assert [raw["value"] for raw in found.body] == [
        "<p>A &lt;b&gt; &amp; c</p>",
        "<ul><li>&lt;i&gt;</li></ul>",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "at least one paragraph"),
        ("Title\n\nGo", "at least one paragraph"),
        ("Title\n\n\x00\n\nGo", "not plain text"),
        (f"{'T' * 256}\n\nWords.\n\nGo", "255 characters and has 256"),
        (f"Title\n\nWords.\n\n{'G' * 121}", "120 characters and has 121"),
    ],
)
def test_an_introduction_that_does_not_fit_is_refused(text: str, problem: str) -> None:
    with pytest.raises(CannotLoadError, match=problem):
        parse_introduction(text)


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.txt"
    path.write_bytes("Título\n\nAño\n\nGo".encode("latin-1"))
    with pytest.raises(CannotLoadError, match="Save it as UTF-8"):
        read_introduction(path)
    path.write_bytes(b"\xef\xbb\xbfTitle\r\n\r\nWords.\r\n\r\nGo")
    assert read_introduction(path).title == "Title"
    path.write_bytes(b"a" * 1_000_001)
    with pytest.raises(CannotLoadError, match="too large"):
        read_introduction(path)
    with pytest.raises(CannotLoadError, match="cannot be read"):
        read_introduction(tmp_path)


@pytest.mark.django_db
def test_a_site_that_is_not_the_demonstration_is_left_alone() -> None:
    home = make_site()
    with pytest.raises(CommandError, match="an empty one"):
        call_command("load_demo", verbosity=0)
    home.refresh_from_db()
    assert home.title == "Plans"
