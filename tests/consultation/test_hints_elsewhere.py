"""Responses that do not come in through the website's form are looked into for harm too."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from plan.consultation import hints
from plan.consultation.models import ConsultationPage, DisclosureHint, Response, WatchedWords
from plan.consultation.private_links import private_path
from tests.consultation.browsing import Walk
from tests.consultation.entering import entered, person, sheet, url
from tests.consultation.factories import known_id, make_consultation, name
from tests.consultation.importing import bring_in, row, table
from tests.factories import committing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks", "folder")]
WORDS = {name("missing"): "There is abuse at home"}


@pytest.fixture
def page() -> ConsultationPage:
    """A consultation, and a word that is looked for."""
    WatchedWords.objects.create(language="en", words="abuse")
    return make_consultation()


def hinted() -> list[tuple[str, str]]:
    """References and questions of all hints."""
    rows = DisclosureHint.objects.order_by("pk")
    return [(hint.response.reference, str(hint.question_id)) for hint in rows]


def test_staff_entry_is_looked_into(page: ConsultationPage) -> None:
    with committing():
        response = entered(person("clerk"), page, **WORDS)
    assert hinted() == [(response.reference, known_id("missing"))]


def test_a_correction_is_looked_into(page: ConsultationPage) -> None:
    clerk = person("clerk")
    with committing():
        response = entered(clerk, page)
    assert hinted() == []
    with committing():
        answer = clerk.post(
            url("correct", page, response.reference),
            {**sheet(page, **WORDS), "reason": "Misread"},
        )
    assert answer.status_code == 302
    assert hinted() == [(response.reference, known_id("missing"))]


def test_an_import_is_looked_into_by_one_task(page: ConsultationPage, monkeypatch: Any) -> None:
    calls: list[int] = []
    look = hints.find_hints

    def find(rows: Any) -> int:
        calls.append(rows.count())
        return look(rows)

    monkeypatch.setattr(hints, "find_hints", find)
    importer = person("importer", "view_response", "import_response")
    with committing():
        bring_in(
            importer,
            page,
            table(row(id="1", q8="Abuse"), row(id="2", q8="Buses"), row(id="3", q8="No abuse")),
        )
    assert Response.objects.count() == 3
    assert calls == [3]
    assert len(hinted()) == 2


def test_a_queue_that_fails_never_fails_an_entry_or_an_import(
    page: ConsultationPage, monkeypatch: Any
) -> None:
    class Broken:
        """A queue whose server is away."""

        def enqueue(self, *args: Any) -> None:
            raise ConnectionError

    monkeypatch.setattr(hints, "look_for_hints", Broken())
    monkeypatch.setattr(hints, "look_into_import", Broken())
    with committing():
        entered(person("clerk"), page, **WORDS)
        bring_in(person("i", "view_response", "import_response"), page, table(row(id="1")))
    assert Response.objects.count() == 2
    assert hinted() == []


def test_a_change_on_the_private_page_is_looked_into(page: ConsultationPage) -> None:
    walk = Walk(page, Client())
    walk.start()
    walk.first()
    walk.second()
    with committing():
        walk.send()
    response = Response.objects.get()
    assert hinted() == []
    change = Walk(page, Client())
    change.client.post(f"{private_path(response, response.consultation, 'en')}change/")
    change.second(**WORDS)
    with committing():
        change.send()
    assert Response.objects.get().changed_at is not None
    assert hinted() == [(response.reference, known_id("missing"))]
