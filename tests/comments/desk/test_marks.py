"""Marks around what is to go: found exactly, or refused."""

from __future__ import annotations

import random

import pytest

from plan.comments.desk.marks import (
    MARKS,
    TextChangedError,
    UnpairedMarkError,
    highlighted,
    marked_ranges,
    marks_for,
)

SQUARE = MARKS[0]


@pytest.mark.parametrize(
    ("original", "typed", "ranges"),
    [
        ("My name is Ann.", "My name is Ann.", ()),
        ("My name is Ann.", "My name is [[Ann]].", ((11, 14),)),
        ("My name is Ann.", "[[My name]] is [[Ann.]]", ((0, 7), (11, 15))),
        ("My name is Ann.", "[[My name is Ann.]]", ((0, 15),)),
        ("My name is Ann.", "My [[]]name is Ann.", ()),
        ("one\r\ntwo", "one\n[[two]]", ((5, 8),)),
        ("one\ntwo", "one\r\n[[two]]", ((4, 7),)),
        ("one\r\ntwo", "[[one\r\ntwo]]", ((0, 8),)),
        ("  kept ", "  [[kept]] ", ((2, 6),)),
        ("مرحبا بكم", "مرحبا [[بكم]]", ((6, 9),)),
        ("👩‍👧 here", "[[👩‍👧]] here", ((0, 3),)),
        ("", "", ()),
    ],
)
def test_what_stands_between_marks(
    original: str, typed: str, ranges: tuple[tuple[int, int], ...]
) -> None:
    assert marked_ranges(original, typed, SQUARE) == ranges


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("My name is Bob.", 11),
        ("My name is [[Bob]].", 11),
        ("My name is Ann", 14),
        ("My name is Ann. Yes", 15),
        ("", 0),
        ("my name is Ann.", 0),
    ],
)
def test_another_text_is_refused_with_the_place(typed: str, place: int) -> None:
    with pytest.raises(TextChangedError) as caught:
        marked_ranges("My name is Ann.", typed, SQUARE)
    assert caught.value.place == place


@pytest.mark.parametrize(
    "typed",
    ["My [[name is Ann.", "My name]] is Ann.", "[[My [[name]] is]] Ann.", "[[My name is Ann."],
)
def test_marks_without_their_other_half(typed: str) -> None:
    with pytest.raises(UnpairedMarkError):
        marked_ranges("My name is Ann.", typed, SQUARE)


@pytest.mark.parametrize(
    ("texts", "marks"),
    [
        (("plain", ""), ("[[", "]]")),
        (("see [[1]]", ""), ("{{", "}}")),
        (("a ]", "b {"), ("<<", ">>")),
        (("[", "{ >"), ("⟦", "⟧")),
    ],
)
def test_marks_that_the_text_does_not_hold(texts: tuple[str, str], marks: tuple[str, str]) -> None:
    assert marks_for(*texts) == marks


def test_any_ranges_come_back() -> None:
    source = random.Random(20)
    for _ in range(300):
        text = "".join(source.choice("ab [](){}\n") for _ in range(source.randint(1, 40)))
        cuts = sorted(source.sample(range(len(text) + 1), k=min(4, len(text) + 1) // 2 * 2))
        pairs = list(zip(cuts[::2], cuts[1::2], strict=True))
        marks = marks_for(text)
        typed, place = "", 0
        for start, end in pairs:
            typed += text[place:start] + marks[0] + text[start:end] + marks[1]
            place = end
        typed += text[place:]
        assert marked_ranges(text, typed, marks) == tuple(pairs)


@pytest.mark.parametrize(
    ("text", "found", "shown"),
    [
        ("Call 020 now", ["020"], "Call <mark>020</mark> now"),
        ("IDIOT & idiot", ["idiot"], "<mark>IDIOT</mark> &amp; <mark>idiot</mark>"),
        ("<b>x</b>", ["<b>"], "<mark>&lt;b&gt;</mark>x&lt;/b&gt;"),
        ("nothing", [""], "nothing"),
        ("a.b@x.org", ["a.b@x.org", "x.org"], "<mark>a.b@x.org</mark>"),
    ],
)
def test_words_found_are_marked(text: str, found: list[str], shown: str) -> None:
    assert highlighted(text, found) == shown
