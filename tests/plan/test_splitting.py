"""Text typed or pasted as one becomes passages whose identities never change."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from plan.blocks.passages import words_of_html
from plan.models import PlanPage, SectionPage
from plan.splitting import parts_of, split_paragraphs
from tests import factories

BLOCK = "7f3c1f63-5f57-4f0a-9a44-0d2f6b0f3d11"
LONG = (
    '<h2 data-block-key="aaaaa">Why &amp; how</h2>'
    '<p data-block-key="bbbbb">First <b>bold</b>.</p>'
    '<p data-block-key="ccccc">Second<br/>line&#160;two.</p>'
    '<p data-block-key="ddddd"></p>'
    '<ul><li data-block-key="eeeee">one</li><li data-block-key="fffff">two</li></ul>'
)


def stream(raw: list[dict[str, Any]]) -> Any:
    """A body with this raw data."""
    return SectionPage._meta.get_field("body").stream_block.to_python(raw)


def raw_of(value: Any) -> list[dict[str, Any]]:
    """Raw data of a body, as plain dictionaries."""
    return [dict(block) for block in value.get_prep_value()]


def test_parts_of_a_text() -> None:
    parts = parts_of(LONG)
    assert [part.tag for part in parts] == ["h2", "p", "p", "ul"]
    assert [part.key for part in parts] == ["aaaaa", "bbbbb", "ccccc", "eeeee"]
    assert parts[1].html == '<p data-block-key="bbbbb">First <b>bold</b>.</p>'
    assert parts[2].html == '<p data-block-key="ccccc">Second<br/>line&#160;two.</p>'


def test_words_of_a_text_stand_as_they_are_read() -> None:
    html = '<p><b>Trust</b>, <a href="/">law</a> &amp; order</p><ul><li>one</li><li>two</li></ul>'
    assert words_of_html(html) == "Trust, law & order one two"


def test_words_outside_any_element_are_a_part() -> None:
    parts = parts_of("Loose words<p>Paragraph</p>more &amp; <b>more</b>")
    assert [part.html for part in parts] == [
        "Loose words",
        "<p>Paragraph</p>",
        "more &amp;",
        "<b>more</b>",
    ]


def test_a_long_text_becomes_blocks_of_their_own_kind() -> None:
    blocks = raw_of(split_paragraphs(stream([{"type": "paragraph", "value": LONG, "id": BLOCK}])))
    assert [block["type"] for block in blocks] == ["heading", "paragraph", "paragraph", "list"]
    assert blocks[0]["value"] == {"text": "Why & how", "level": "2"}
    assert [block["id"] for block in blocks] == [
        BLOCK,
        *(str(uuid.uuid5(uuid.UUID(BLOCK), key)) for key in ("bbbbb", "ccccc", "eeeee")),
    ]


def test_one_paragraph_stays_as_it_is() -> None:
    assert (
        split_paragraphs(stream([{"type": "paragraph", "value": "<p>One</p>", "id": BLOCK}]))
        is None
    )


def test_other_blocks_stay_as_they_are() -> None:
    raw = {"type": "heading", "value": {"text": "One", "level": "2"}, "id": BLOCK}
    assert split_paragraphs(stream([raw])) is None


def test_a_lone_list_changes_its_kind_and_keeps_its_identity() -> None:
    raw = {"type": "paragraph", "value": "<ol><li>One</li></ol>", "id": BLOCK}
    blocks = raw_of(split_paragraphs(stream([raw])))
    assert [(block["type"], block["id"]) for block in blocks] == [("list", BLOCK)]


def test_splitting_again_changes_nothing() -> None:
    once = split_paragraphs(stream([{"type": "paragraph", "value": LONG, "id": BLOCK}]))
    assert split_paragraphs(once) is None


def test_a_stale_browser_that_sends_the_long_text_again_makes_nothing_twice() -> None:
    long = {"type": "paragraph", "value": LONG, "id": BLOCK}
    once = raw_of(split_paragraphs(stream([long])))
    again = raw_of(split_paragraphs(stream([long, *once[1:]])))
    assert [block["id"] for block in again] == [block["id"] for block in once]


@pytest.mark.django_db
def test_identities_through_autosave_publication_and_translation(plan: PlanPage) -> None:
    page = factories.make_section(plan, [], is_live=False)
    page.body = stream([{"type": "paragraph", "value": LONG, "id": BLOCK}])
    first = raw_of(page.save_revision().as_object().body)
    page.body = stream([{"type": "paragraph", "value": LONG, "id": BLOCK}])
    second = raw_of(page.save_revision().as_object().body)
    identities = [block["id"] for block in first]
    assert len(identities) == 4
    assert [block["id"] for block in second] == identities
    published = factories.publish(page)
    assert [block.id for block in published.body] == identities
    translated = factories.translate(published, "pl")
    assert [block.id for block in translated.body] == identities
    assert "[pl]" in str(translated.body[1].value)
    assert [block.id for block in factories.publish(factories.fresh(published)).body] == identities
    assert [block.id for block in factories.publish(translated).body] == identities


@pytest.mark.django_db
def test_a_translation_is_never_split(plan: PlanPage) -> None:
    page = factories.make_section(plan, ["One paragraph."])
    translated = factories.translate(page, "pl")
    translated.body = stream([{"type": "paragraph", "value": LONG, "id": page.body[0].id}])
    translated.save()
    assert len(factories.fresh(translated).body) == 1
