"""A block of each type of question, and what may be typed into its form."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

from hypothesis import strategies as st

from plan.consultation.definition import QuestionDefinition
from tests.consultation.asking import CHOICES, NUMBER, SEVERAL, SINGLE, Q
from tests.consultation.factories import known_id, option

Typed = dict[str, list[str]]


def item(name: str, text: str, **more: Any) -> dict[str, Any]:
    """An item of a list in a block."""
    return {"type": "item", "id": known_id(name), "value": {"text": text, **more}}


ITEMS = [item(name, name.capitalize(), hint="") for name in ("buses", "light", "patrols")]
ROWS = [item("day", "By day"), item("night", "After dark")]
POINTS_OF_MATRIX = [item("safe", "Safe"), item("unsafe", "Unsafe"), item("unsure", "Not sure")]

SCALE = {"low": 0, "high": 10, "low_end": "Not at all safe", "high_end": "Very safe"}
MATRIX = {"rows": ROWS, "options": POINTS_OF_MATRIX}
RANKING = {"options": ITEMS, "top": None}
TOP_TWO = {"options": ITEMS, "top": 2}
POINTS = {"options": ITEMS, "total": 100, "unit": "points"}
CONSENT = {"statement": "I agree that my answers are read."}
YES_NO: dict[str, Any] = {"options": {}, "with_dont_know": False}
YES_NO_MAYBE: dict[str, Any] = {"options": {}, "with_dont_know": True}
DROP_DOWN = {"option_list": "", "options": [*CHOICES[:3], option("else", "Elsewhere", "other")]}
UPLOAD = {"groups": ["pdf", "images"], "largest": 1}

#: Block values of every type that a form can be made of without a database.
SAMPLES: dict[str, dict[str, Any]] = {
    "single_choice": SINGLE,
    "several_choices": SEVERAL,
    "yes_no": YES_NO_MAYBE,
    "agreement": {"options": {}},
    "drop_down": DROP_DOWN,
    "area": DROP_DOWN,
    "scale": SCALE,
    "matrix": MATRIX,
    "ranking": RANKING,
    "points": POINTS,
    "short_text": {},
    "long_text": {"limit": 500},
    "number": NUMBER,
    "date": {},
    "postal_district": {},
    "file_upload": UPLOAD,
    "consent": CONSENT,
    "email": {},
    "contact_name": {},
    "contact_phone": {},
    "contact_address": {},
}

BUSES, LIGHT, PATROLS = (known_id(name) for name in ("buses", "light", "patrols"))
DAY, NIGHT = known_id("day"), known_id("night")
SAFE, UNSAFE = known_id("safe"), known_id("unsafe")


def line(key: str) -> str:
    """Name of the control of one line."""
    return f"{Q}-{uuid.UUID(key).hex}"


def lines(**typed: str) -> Typed:
    """What is typed beside buses, light, patrols, or the rows day and night."""
    return {line(known_id(name)): [text] for name, text in typed.items()}


words = st.text(min_size=1, max_size=40).filter(lambda text: text.replace("\x00", "").strip())
district = st.from_regex(r"\A[A-Z]{1,2}[0-9][0-9A-Z]?\Z")


def chosen_of(question: QuestionDefinition) -> st.SearchStrategy[Typed]:
    """One option, with words where it asks for them."""

    def typed(option: Any) -> st.SearchStrategy[Typed]:
        base = {Q: [str(option.id)]}
        if not option.is_other:
            return st.just(base)
        return words.map(lambda text: {**base, f"{Q}-other": [text]})

    return st.sampled_from(question.options).flatmap(typed)


def several_of(question: QuestionDefinition) -> st.SearchStrategy[Typed]:
    """As many as may be chosen, none of them special."""
    usual = [str(o.id) for o in question.options if not (o.is_other or o.is_exclusive)]
    return st.permutations(usual).map(lambda ids: {Q: ids[: question.settings["maximum"]]})


def matrix_of(question: QuestionDefinition) -> st.SearchStrategy[Typed]:
    """A point for some of the rows."""
    point = st.sampled_from([str(option.id) for option in question.options])
    rows = st.dictionaries(st.sampled_from([str(row.id) for row in question.rows]), point)
    return rows.map(lambda found: {line(row): [chosen] for row, chosen in found.items()})


def ranks_of(question: QuestionDefinition) -> st.SearchStrategy[Typed]:
    """The first few ranks, given to any answers."""
    orders = st.permutations([str(option.id) for option in question.options])
    number = st.integers(0, len(question.options))
    return st.tuples(orders, number).map(
        lambda found: {line(key): [str(rank)] for rank, key in enumerate(found[0][: found[1]], 1)}
    )


def points_of(question: QuestionDefinition) -> st.SearchStrategy[Typed]:
    """Three numbers that come to the total, or nothing."""
    total = question.settings["total"]
    cuts = st.lists(st.integers(0, total), min_size=2, max_size=2).map(sorted)
    keys = [line(str(option.id)) for option in question.options]
    split = cuts.map(lambda cut: (cut[0], cut[1] - cut[0], total - cut[1]))
    given = split.map(lambda parts: {k: [str(n)] for k, n in zip(keys, parts, strict=True)})
    return given | st.just({})


def day_typed(day: Any) -> Typed:
    """A day in three boxes."""
    boxes = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{Q}-{box}": [str(number)] for box, number in boxes.items()}


def one(strategy: st.SearchStrategy[Any]) -> Any:
    """A single value in the question's own control."""
    return lambda question: strategy.map(lambda value: {Q: [str(value)]})


#: What people may type so that it is accepted, by type.
TYPED: dict[str, Any] = {
    "single_choice": chosen_of,
    "several_choices": several_of,
    "yes_no": chosen_of,
    "agreement": chosen_of,
    "drop_down": chosen_of,
    "area": chosen_of,
    "scale": one(st.integers(0, 10)),
    "matrix": matrix_of,
    "ranking": ranks_of,
    "points": points_of,
    "short_text": one(words),
    "long_text": one(words),
    "number": one(st.decimals(1, 100, places=3)),
    "date": lambda question: st.dates(min_value=date(1000, 1, 1)).map(day_typed),
    "postal_district": one(district),
    "consent": chosen_of,
    "email": one(st.from_regex(r"\A[a-z]{1,9}@[a-z]{1,9}\.org\Z")),
    "contact_name": one(words),
    "contact_phone": one(st.from_regex(r"\A\+?[0-9]{6,14}\Z")),
    "contact_address": one(words),
}
