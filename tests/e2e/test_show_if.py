"""What the browser shows by a condition is what the server asks: both rules on the same values."""

from __future__ import annotations

import datetime
import random
import uuid
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser

from plan.consultation.answers import AnswerValue
from plan.consultation.definition import ClauseDefinition, ConditionDefinition
from plan.consultation.logic import OPERATORS, holds
from tests.e2e.conftest import SOURCES

pytestmark = pytest.mark.browser

TRIALS = 2_000
OPTIONS = [str(uuid.UUID(int=number)) for number in range(3)]
WORDS = ["", "Straße", "STRASSE", " yes ", "Yes", "ΟΔΟΣ", "οδος", "7", "7.0", "x"]
NUMBERS = ["7", "7.00", " 8 ", "-1", "+0.5", ".5", "1e1", "seven", "", "0x10", "Infinity", "NaN"]
DAYS = ["2026-03-27", "20260328", "2024-02-29", "2025-02-29", "2026-3-1", "", "0000-01-01"]


@dataclass
class Trial:
    """One question's values and one condition, as each side has them."""

    values: list[AnswerValue]
    given: list[dict[str, Any]]
    clauses: list[tuple[str, list[str]] | bool]
    needs_all: bool

    def by_server(self) -> bool:
        """What `logic` says; a clause that is settled is one on a question of its own."""
        asked, settled = uuid.uuid4(), uuid.uuid4()
        clauses = [
            ClauseDefinition(settled, "answered" if clause else "not_answered")
            if isinstance(clause, bool)
            else ClauseDefinition(asked, clause[0], tuple(clause[1]))
            for clause in self.clauses
        ]
        known = {asked: self.values, settled: [AnswerValue(text="x")]}
        return holds(ConditionDefinition(uuid.uuid4(), self.needs_all, tuple(clauses)), known)

    def for_browser(self) -> dict[str, Any]:
        """The rule as a page carries it, and the values as a page's controls give them."""
        clauses = [
            clause
            if isinstance(clause, bool)
            else {"name": "q-1", "operator": clause[0], "values": clause[1]}
            for clause in self.clauses
        ]
        return {"rule": {"all": self.needs_all, "clauses": clauses}, "given": self.given}


def values(chance: random.Random) -> tuple[list[AnswerValue], list[dict[str, Any]]]:
    """Values of one kind, on both sides."""
    kind = chance.choice(["option", "number", "day", "text"])
    if kind == "option":
        picked = chance.sample(OPTIONS, chance.randint(0, 2))
        both = [(AnswerValue(option_id=uuid.UUID(key)), {"text": key}) for key in picked]
    elif kind == "number":
        number = chance.choice([Decimal("7.00"), Decimal("8"), Decimal("0.5"), Decimal(-1)])
        both = [(AnswerValue(number=number), {"number": float(number)})]
    elif kind == "day":
        day = datetime.date(2026, 3, chance.choice([26, 27, 28]))
        both = [(AnswerValue(date=day), {"day": day.isoformat()})]
    else:
        text = chance.choice([word for word in WORDS if word])
        both = [(AnswerValue(text=text), {"text": text})]
    return [one for one, _ in both], [{"kind": kind, **other} for _, other in both]


def trial(chance: random.Random) -> Trial:
    """A random one."""
    clauses: list[tuple[str, list[str]] | bool] = []
    for _ in range(chance.randint(0, 3)):
        if chance.random() < 0.2:
            clauses.append(chance.random() < 0.5)
            continue
        limits = chance.choices(OPTIONS + WORDS + NUMBERS + DAYS, k=chance.randint(0, 3))
        clauses.append((chance.choice(OPERATORS), limits))
    return Trial(*values(chance), clauses, chance.random() < 0.5)


def test_browser_and_server_agree(browser: Browser) -> None:
    chance = random.Random(20260327)
    trials = [trial(chance) for _ in range(TRIALS)]
    source = (SOURCES / "js" / "show_if.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(type="module", content=f"{source}\nwindow.holds = holds")
    page.wait_for_function("() => Boolean(window.holds)")
    found = page.evaluate(
        "(trials) => trials.map(({ rule, given }) => window.holds(rule, () => given))",
        [one.for_browser() for one in trials],
    )
    page.close()
    expected = [one.by_server() for one in trials]
    wrong = [one for one, here, there in zip(trials, found, expected, strict=True) if here != there]
    assert wrong == []
    assert {True, False} == set(expected)


@pytest.mark.parametrize(
    ("typed", "is_it", "is_answered"),
    [("40", True, True), ("0", False, True), ("٠", False, True), ("", False, False)],
)
def test_an_option_that_is_given_nought_is_not_the_answer(
    browser: Browser, typed: str, is_it: bool, is_answered: bool
) -> None:
    source = (SOURCES / "js" / "show_if.js").read_text(encoding="utf-8")
    page = browser.new_page()
    page.set_content(
        f'<form><input inputmode="numeric" name="q-1-a" data-plan-value="a" value="{typed}"></form>'
    )
    page.add_script_tag(type="module", content=f"{source}\nwindow.both = [holds, valuesIn]")
    page.wait_for_function("() => Boolean(window.both)")
    found = page.evaluate(
        "() => [['is', ['a']], ['answered', []]].map(([operator, values]) => window.both[0]("
        "{ all: true, clauses: [{ name: 'q-1', operator, values }] },"
        " (name) => window.both[1](document.forms[0], name)))"
    )
    page.close()
    assert found == [is_it, is_answered]
