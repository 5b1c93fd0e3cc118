"""A questionnaire of many routes, rebuilt by the import of forms with nothing left out."""

from __future__ import annotations

import html
import random
import re
import uuid
from typing import Any

from plan.consultation.definition import (
    ContentDefinition,
)
from tests.consultation import questionnaires
from tests.consultation.questionnaires import fuis, walks
from tests.consultation.questionnaires.answering import (
    MARKS,
    asked_in,
    fuis_blocks,
    fuis_file,
    ids,
)

pytestmark = MARKS


def words(text: str) -> str:
    """What is read of a text: without markup, with single spaces."""
    bare = html.unescape(re.sub(r"<[^>]+>", " ", text))
    for name, shown in fuis.GAPS.items():
        bare = bare.replace(f"{{{name}}}", shown)
    return re.sub(r"\s+", "", bare)


def source_words(block: dict[str, Any]) -> list[str]:
    """Every text of a block of the source besides question and options."""
    content, asked = block.get("content", {}), block.get("question", {})
    found = [content["title"]] if content else []
    found += [one["description"] for one in content.get("contents", [])]
    found += asked.get("description", [])
    for answer in asked.get("answers", []):
        guidance = answer.get("guidance", {})
        found += [guidance["show_guidance"]] if guidance else []
        found += [one["description"] for one in guidance.get("contents", [])]
    return [words(one if isinstance(one, str) else one["text"]) for one in found]


def test_nothing_is_left_out_of_the_follow_up_questionnaire() -> None:
    form, blocks = fuis_file().definition, fuis_blocks()
    asked = [block for block in blocks if "question" in block]
    assert len(asked) == 72
    assert sum(len(block["question"]["answers"]) for block in asked) == 75
    questions = list(form.questions())
    assert len(questions) == 72
    options = 0
    keys = {
        field["id"]: made.id
        for block, made in zip(asked, questions, strict=True)
        for field in block["question"]["answers"]
    }
    for block, made in zip(asked, questions, strict=True):
        title = block["question"]["title"]
        assert words(made.text) == words(title if isinstance(title, str) else title["text"])
        fields = block["question"]["answers"]
        wanted = [option for field in fields for option in field.get("options", [])]
        assert [option.text for option in made.options] == [one["label"] for one in wanted]
        hints = [option.hint for option in made.options]
        assert hints == [one.get("description", "") for one in wanted]
        exclusive = [option.is_exclusive for option in made.options]
        assert exclusive == [
            place > 0 and block["question"]["type"] == "MutuallyExclusive"
            for place, field in enumerate(fields)
            for _option in field.get("options", [])
        ]
        needed = block["question"].get("mandatory") or any(f["mandatory"] for f in fields)
        assert made.is_required == bool(needed)
        labels = [field["label"] for field in fields if "label" in field]
        assert [made.hint] == labels if labels else made.hint == ""
        if fields[0]["type"] == "Date":
            assert made.settings == date_limits(fields[0], keys)
        options += len(made.options)
    assert options == 135


def date_limits(field: dict[str, Any], keys: dict[str, uuid.UUID]) -> dict[str, Any]:
    """What the source says of a date: within the window, or after another answer."""
    before = field["minimum"]["value"]
    assert field["maximum"] == {
        "value": {"source": "metadata", "identifier": "WINDOW_CLOSE_DATE"},
        "offset_by": {"days": 0},
    }
    if before["source"] == "metadata":
        assert field["minimum"]["offset_by"] == {"days": -5}
        return {"earliest": "2026-02-24", "latest": "2026-03-31"}
    days = field["minimum"]["offset_by"]["days"]
    return {
        "latest": "2026-03-31",
        "after": str(keys[before["identifier"]]),
        "days_after": days,
    }


def test_every_word_of_the_follow_up_questionnaire_is_on_a_page() -> None:
    form = fuis_file().definition
    shown = [
        words(item.texts["text"])
        for section in form.sections
        for item in section.items
        if isinstance(item, ContentDefinition)
    ]
    wanted = [text for block in fuis_blocks() for text in source_words(block) if text]
    assert len(wanted) > 50
    assert [text for text in wanted if text not in shown] == []
    assert len(shown) == len(wanted)
    titles = {section.title for section in form.sections}
    pages = {b["page_title"] for b in fuis_blocks() if "question" not in b}
    assert pages <= titles


def test_every_rule_of_the_follow_up_questionnaire_leads_where_it_did() -> None:
    form = fuis_file().definition
    keys = dict(zip((b["id"] for b in fuis_blocks() if "question" in b), ids(form), strict=True))
    taken: set[tuple[str, int]] = set()
    routes = set()
    for name, answers in walks.fuis_answers(questionnaires.ONS):
        walk = walks.FuisWalk(questionnaires.ONS, answers)
        assert asked_in(form, keys, answers) == [keys[one] for one in walk.asked], name
        taken |= walk.taken
        routes.add(tuple(walk.pages))
    rules = walks.all_rules(questionnaires.ONS)
    assert len(rules) == 78
    assert rules - taken == set()
    assert len(routes) >= 39


def test_random_answers_lead_where_the_rules_of_the_source_lead() -> None:
    form, blocks = fuis_file().definition, [b for b in fuis_blocks() if "question" in b]
    keys = dict(zip((block["id"] for block in blocks), ids(form), strict=True))
    chance = random.Random(7)
    for _time in range(20):
        answers = {block["id"]: by_chance(block, chance) for block in blocks}
        walk = walks.FuisWalk(questionnaires.ONS, answers)
        assert asked_in(form, keys, answers) == [keys[one] for one in walk.asked]


def by_chance(block: dict[str, Any], chance: random.Random) -> list[str]:
    """Some right answer, or none where none is needed; tests mostly go on."""
    fields = block["question"]["answers"]
    options = [option["value"] for option in fields[0].get("options", [])]
    needed = block["question"].get("mandatory") or fields[0]["mandatory"]
    if not needed and chance.random() < 0.3:
        return []
    if not options:
        place = next(n for n, one in enumerate(walks.ORDINALS) if block["id"].startswith(one))
        return [f"2026-03-{place * 2 + 1:02}"]
    is_way = len(options) == 2 and ("Yes" in options or "Report next test result" in options)
    return [options[0] if is_way and chance.random() < 0.8 else chance.choice(options)]
