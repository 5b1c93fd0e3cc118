"""What it costs to post a comment; `make bench` fails past the limits.

100,000 comments are there where the database is PostgreSQL. Compared with a bare Django form of
the same fields that stores one row, served by the same site: the same middleware is around both.
"""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django import forms
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from cms.urls import urlpatterns as site_urls
from plan.comments.models import Comment, CommentAuthor
from plan.comments.tokens import new_attempt_token
from plan.consultation.models import UpdatesSubscriber
from tests.benchmarks.measuring import ROUNDS, cpu_of, say
from tests.comments.commenting import Commenter
from tests.comments.factories import make_comment, make_passage, make_settings
from tests.factories import make_plan

pytestmark = [pytest.mark.django_db, pytest.mark.bench]

TIMES = 5
PRESENT = 100_000 if connection.vendor == "postgresql" else 1_000
MOST_CPU = 3.5
MOST_QUERIES = 12


class BareForm(forms.Form):
    """The fields of a comment, as a bare Django form has them."""

    name = forms.CharField(max_length=100)
    email = forms.EmailField(required=False)
    quotation = forms.CharField(required=False, widget=forms.Textarea)
    text = forms.CharField(max_length=2000, widget=forms.Textarea)


@csrf_exempt
def bare_form(request: HttpRequest) -> HttpResponse:
    """Validates, inserts one row, and shows the form again as such views do."""
    form = BareForm(request.POST)
    assert form.is_valid()
    with transaction.atomic():
        UpdatesSubscriber.objects.create(
            consultation_id=int(request.GET["consultation"]),
            email=f"{uuid.uuid4().hex}@example.org",
            language="en",
        )
    return HttpResponse(form.as_p())


urlpatterns = [path("bare/", bare_form), *site_urls]


def fill(comment: Comment) -> None:
    """Comments that came before."""
    names = ("about_key", "about_block", "placed_key", "placed_block", "passage_text")
    given: dict[str, Any] = {name: getattr(comment, name) for name in names}
    made = Comment.objects.bulk_create(
        (
            Comment(
                consultation=comment.consultation,
                reference=f"P{place:08}",
                attempt_hash=f"{place:064}",
                text=f"Text {place}",
                state="published",
                state_since=comment.posted_at,
                posted_at=comment.posted_at,
                language="en",
                passage_language="en",
                **given,
            )
            for place in range(PRESENT)
        ),
        batch_size=5_000,
    )
    CommentAuthor.objects.bulk_create(
        (CommentAuthor(comment=row, name="Me") for row in made), batch_size=5_000
    )


@pytest.mark.urls("tests.benchmarks.test_commenting")
def test_posting(client: Client) -> None:
    plan = make_plan()
    settings = make_settings(plan)
    somebody = Commenter(make_passage(plan), client)
    fill(make_comment(settings, somebody.passage))
    opened = timezone.now() - timedelta(minutes=1)
    tokens = iter(
        [
            new_attempt_token(opened, words=somebody.passage.text, language="en")
            for _ in range(ROUNDS * TIMES + 2)
        ]
    )
    fields = {"name": "Me", "email": "me@example.org", "text": "Words", "quotation": ""}

    def send() -> None:
        answer = client.post(somebody.path, {**fields, "attempt": next(tokens)})
        assert answer.status_code == 303

    def bare() -> None:
        answer = client.post(f"/bare/?consultation={settings.consultation_id}", fields)
        assert answer.status_code == 200

    with CaptureQueriesContext(connection) as captured:
        send()
    queries = [query["sql"] for query in captured if "SAVEPOINT" not in query["sql"]]
    plain, cost = cpu_of(bare, TIMES), cpu_of(send, TIMES)
    say(f"A bare Django form view with one insert: {plain:.1f} ms CPU")
    say(
        f"Posting a comment with {PRESENT:,} comments present: {cost:.1f} ms CPU, "
        f"{cost / plain:.2f} × the bare view, {len(queries)} queries"
    )
    assert Comment.objects.count() == PRESENT + 1 + ROUNDS * TIMES + 2
    assert len(queries) <= MOST_QUERIES, "\n".join(sql[:300] for sql in queries)
    assert cost / plain <= MOST_CPU
