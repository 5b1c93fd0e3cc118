"""What the final submit costs (design.md, section 7); `make bench` fails past the limits.

Twenty questions in sections that are stored, and 100,000 responses present where the database is
PostgreSQL. Compared with a bare Django form of the same fields that stores one row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.consultation.models import Answer, Attempt, Consultation, FormTexts, Response
from plan.tokens import new_token
from tests.benchmarks.measuring import ROUNDS, cpu_of, say
from tests.consultation.factories import (
    make_consultation,
    name,
    question,
    record,
    section,
)

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

QUESTIONS = 20
TIMES = 5
#: Answers of those that are already there, which make the tables as large as they may become.
PRESENT = 100_000 if connection.vendor == "postgresql" else 1_000
ANSWERS_PRESENT = 2
#: Times the bare form, and queries in all.
MOST_CPU = 3.5
MOST_QUERIES = 8


class BareForm(forms.Form):
    """Twenty fields, as a bare Django form has them."""

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for number in range(QUESTIONS):
            self.fields[f"f{number}"] = forms.CharField(max_length=500)


def bare_form(request: HttpRequest, known: Attempt) -> HttpResponse:
    """Validates, inserts one row, and shows the form again as such views do."""
    form = BareForm(request.POST)
    assert form.is_valid()
    with transaction.atomic():
        Attempt.objects.create(
            token_hash=new_token(),
            consultation_id=known.consultation_id,
            texts_id=known.texts_id,
            doubts=form.cleaned_data,
        )
    return HttpResponse(form.as_p())


def fill(consultation: Consultation) -> None:
    """Responses that came before."""
    texts = FormTexts.objects.get(version__consultation=consultation)
    begun = timezone.now() - timedelta(hours=1)
    made = Response.objects.bulk_create(
        (
            Response(
                consultation=consultation,
                reference=f"P{place:08}",
                version_id=texts.version_id,
                texts=texts,
                language="en",
                received_at=begun,
            )
            for place in range(PRESENT)
        ),
        batch_size=5_000,
    )
    questions = [known.id for known in questions_of(texts)][:ANSWERS_PRESENT]
    Answer.objects.bulk_create(
        (
            Answer(consultation=consultation, response=response, question_id=key, text="Words")
            for response in made
            for key in questions
        ),
        batch_size=5_000,
    )


def questions_of(texts: FormTexts) -> Iterator[Any]:
    """Questions of the form."""
    from plan.consultation.builder import definition_by_texts

    return definition_by_texts(texts.pk).questions()


def test_submitting(client: Client) -> None:
    asked = [question("short_text", f"b{n}", f"Question {n}?") for n in range(QUESTIONS)]
    halves = [section("one", "One", *asked[:10]), section("two", "Two", *asked[10:])]
    consultation = record(make_consultation(sections=halves))
    fill(consultation)
    form = f"/en/take-part/{consultation.public_id}/"
    typed = {name(f"b{number}"): "Words" for number in range(QUESTIONS)}
    tokens = []
    for _ in range(ROUNDS * TIMES + 2):
        client.cookies.clear()
        client.post(form)
        tokens.append(next(iter(client.cookies.values())).value)
        for number in (1, 2):
            client.post(f"{form}section/{number}/", {**typed, "attempt": tokens[-1]})
    waiting = iter(tokens)
    cookie = next(iter(client.cookies))

    def send() -> None:
        token = next(waiting)
        client.cookies.clear()
        client.cookies[cookie] = token
        answer = client.post(f"{form}check/", {"attempt": token})
        assert answer.status_code == 303

    with CaptureQueriesContext(connection) as captured:
        send()
    queries = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    factory, attempt = RequestFactory(), Attempt.objects.latest("pk")
    bare = {f"f{number}": "x" for number in range(QUESTIONS)}
    plain = cpu_of(lambda: bare_form(factory.post("/", bare), attempt), TIMES)
    cost = cpu_of(send, TIMES)
    say(f"A bare Django form of {QUESTIONS} fields and one insert: {plain:.1f} ms CPU")
    say(
        f"Sending {QUESTIONS} answers with {PRESENT:,} responses present: {cost:.1f} ms CPU, "
        f"{cost / plain:.2f} × the bare form, {len(queries)} queries"
    )
    assert Response.objects.count() == PRESENT + ROUNDS * TIMES + 2
    assert len(queries) <= MOST_QUERIES, "\n".join(sql[:300] for sql in queries)
    assert cost / plain <= MOST_CPU
