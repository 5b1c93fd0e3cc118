"""A sensitive form is told in which languages nothing points at answers that disclose harm."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plan.consultation.linter import faults_of
from plan.consultation.models import ConsultationPage, WatchedWords
from tests.consultation.factories import form_value
from tests.consultation.publishing import raw_form, small
from tests.factories import fresh, translate

pytestmark = pytest.mark.django_db

SENTENCE = (
    "The form is sensitive, but there is no list of watched words in {}: nothing will point at "
    "answers that may disclose harm. Write one under “Snippets”, or have every answer read soon."
)


def told(page: ConsultationPage) -> list[tuple[str, str]]:
    """The warnings on watched words, and what they are about."""
    found = [fault for fault in faults_of(page) if "watched words" in fault.sentence]
    assert not any(fault.is_error for fault in found)
    return [(fault.sentence, fault.path) for fault in found]


def draft(**fields: Any) -> ConsultationPage:
    """A consultation that has not opened."""
    return small(opens_at=None, closes_at=None, **fields)


def test_a_form_that_is_not_sensitive_is_told_nothing_and_costs_nothing() -> None:
    page = draft()
    with CaptureQueriesContext(connection) as captured:
        assert told(page) == []
    assert not any("watchedwords" in query["sql"] for query in captured)


def test_a_sensitive_form_without_any_list() -> None:
    assert told(draft(is_sensitive=True)) == [(SENTENCE.format("English"), "is_sensitive")]


def test_a_sensitive_section_without_any_list() -> None:
    page = draft()
    raw = raw_form(page)
    raw[1]["value"]["is_sensitive"] = True
    page.form = form_value(raw)
    assert told(page) == [(SENTENCE.format("English"), raw[1]["id"])]


def test_a_list_without_words_watches_nothing() -> None:
    WatchedWords.objects.create(language="en", words=" \n")
    assert len(told(draft(is_sensitive=True))) == 1


def test_a_list_in_each_language_is_enough() -> None:
    WatchedWords.objects.create(language="en", words="abuse")
    page = draft(is_sensitive=True, promised_languages=["pl"])
    assert told(page) == [(SENTENCE.format("Polski"), "is_sensitive")]
    WatchedWords.objects.create(language="pl", words="przemoc")
    assert told(page) == []


def test_public_translations_count_without_a_promise() -> None:
    WatchedWords.objects.create(language="en", words="abuse")
    page = draft(is_sensitive=True)
    translate(page, "pl")
    assert told(fresh(page)) == [(SENTENCE.format("Polski"), "is_sensitive")]
