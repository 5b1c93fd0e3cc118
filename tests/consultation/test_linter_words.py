"""Length and words of a form, against what its page says and what people read with ease."""

from __future__ import annotations

from typing import Any

from tests.consultation.factories import known_id, question, section
from tests.consultation.linting import told


def one(*questions: Any) -> list[Any]:
    """A form of one section."""
    return [section("one", "Section one", *questions)]


def text(name: str = "text", words: str = "What else?", **value: Any) -> dict[str, Any]:
    """A question that is answered in words."""
    return question("short_text", name, words, **value)


def test_longer_than_the_page_says() -> None:
    form = one(*(question("long_text", f"q{n}", f"Why {n}?", limit=500) for n in range(5)))
    assert told(form, estimated_minutes=3) == [
        (
            "warning",
            "The page says that it takes 3 minutes; reading and answering takes about 6. Ask "
            "less, or change the number.",
            "estimated_minutes",
        )
    ]
    assert told(form, estimated_minutes=5) == []


HARD = (
    "To what extent do you consider that the prioritisation methodology adequately incorporates "
    "considerations of proportionality and accountability?"
)


def test_hard_words_in_english_only() -> None:
    (fault,) = told(one(text("hard", HARD)))
    assert fault[0] == "warning"
    assert fault[2] == known_id("hard")
    assert "is hard to read (reading age about 31)" in fault[1]
    assert told(one(text("hard", HARD)), language="de") == []
    plain = "What would make you feel safer when you walk home at night in your area?"
    assert told(one(text("plain", plain))) == []
