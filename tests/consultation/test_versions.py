"""What publishing makes of a form: numbered versions that never change (design: asking)."""

from __future__ import annotations

import json
from typing import Any

import pytest
from wagtail.models import PageLogEntry

from plan.consultation.builder import definition_by_texts
from plan.consultation.compiler import compile_form
from plan.consultation.models import FormTexts, FormVersion
from tests.consultation.browsing import Walk
from tests.consultation.factories import (
    form_value,
    known_id,
    make_consultation,
    record,
)
from tests.consultation.publishing import (
    languages,
    republish,
    reworded,
    small,
    versions,
)
from tests.factories import fresh, publish, translate

pytestmark = pytest.mark.django_db


def test_first_publication_makes_version_one() -> None:
    page = small()
    version = FormVersion.objects.get()
    assert (version.number, version.consultation) == (1, record(page))
    assert [part["id"] for part in version.structure["sections"]] == [
        known_id("one"),
        known_id("two"),
    ]
    texts = version.texts.get()
    assert (texts.language, texts.revision) == ("en", 1)
    assert texts.texts[f"{known_id('a')}.text"] == "Safety"
    assert "Safety" not in json.dumps(version.structure)


def test_version_is_logged_with_its_number() -> None:
    page = small()
    republish(page, reworded(page))
    entries = PageLogEntry.objects.filter(action="plan_consultation.form_version")
    assert [entry.data["version"] for entry in entries.order_by("pk")] == [1, 2]


def test_publishing_again_unchanged_adds_nothing() -> None:
    page = small()
    publish(page)
    page = fresh(page)
    page.title = "Another title"
    publish(page)
    assert languages(page) == [(1, "en", 1)]


def test_drafts_and_autosave_add_nothing() -> None:
    page = small()
    draft = fresh(page)
    draft.form = form_value(reworded(page))
    draft.save_revision()
    draft.save_revision()
    assert languages(page) == [(1, "en", 1)]
    assert fresh(page).form[0].value["questions"][1].value["text"] == "Where do you live?"


def test_draft_page_has_a_record_and_no_version() -> None:
    page = small(is_live=False)
    assert record(page).opens_at is not None
    assert versions(page) == []


def test_empty_form_makes_no_version() -> None:
    page = make_consultation(sections=[], opens_at=None, closes_at=None)
    assert versions(page) == []


def test_rewording_makes_the_next_version_and_touches_no_answer() -> None:
    page = small()
    first = FormVersion.objects.get()
    words = first.texts.get().texts
    republish(page, reworded(page))
    assert versions(page) == [1, 2]
    first.refresh_from_db()
    assert first.texts.get().texts == words
    newest = FormTexts.objects.get(version__number=2)
    assert newest.texts[f"{known_id('where')}.text"] == "Where do you work?"


def test_autosave_publish_translate_publish_keep_all_ids() -> None:
    page = small()
    before = compile_form(page.form).structure
    page.save_revision()
    page.save_revision()
    publish(page)
    polish = translate(page, "pl")
    publish(page)
    assert compile_form(fresh(page).form).structure == before
    assert compile_form(fresh(polish).form).structure == before


def test_respondents_finish_in_the_version_they_began() -> None:
    page = small()
    walk = Walk(page)
    walk.start()
    republish(page, reworded(page))
    walk.post("section/1/", {})
    walk.post("section/2/", {})
    walk.send()
    response = record(page).responses.get()
    assert response.version.number == 1
    later = Walk(page)
    later.start()
    later.post("section/1/", {})
    later.post("section/2/", {})
    later.send()
    assert record(page).responses.latest("pk").version.number == 2


def test_definition_is_built_once_for_each_row_of_words(
    django_assert_num_queries: Any,
) -> None:
    small()
    key = FormTexts.objects.get().pk
    with django_assert_num_queries(1):
        first = definition_by_texts(key)
        assert definition_by_texts(key) is first
