"""Whatever is sent to an address of comments is answered by a page, and never by a 500."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plan.comments.enums import CommentState
from plan.comments.links import token_of
from plan.comments.models import Comment, CommentSettings
from plan.models import Passage
from tests.comments.commenting import Commenter, one, page_of, path_of, words_of
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
QUIET = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
AWKWARD = (
    "",
    "\x00",
    "\u202eabc\u202c שלום مرحبا",
    "\ud7ff\ufffe",
    "9" * 400,
    "<script>alert(1)</script>",
    "a" * 20_000,
    "%s%(x)s{}{{}}",
)


@pytest.fixture
def somebody(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage, Client(raise_request_exception=False))


@pytest.fixture
def addresses(taking: CommentSettings, somebody: Commenter) -> list[str]:
    """Every address that takes a form."""
    comment = make_comment(taking, somebody.passage)
    waiting = make_comment(taking, somebody.passage, state=CommentState.WAITING)
    own = (waiting.reference, token_of(waiting))
    return [
        somebody.path,
        *(one(name, comment) for name in ("reply_to_comment", "report_comment")),
        one("agree_with_comment", comment),
        path_of("edit_own_comment", *own),
        path_of("withdraw_own_comment", *own),
        path_of("confirm_comment", *own),
    ]


def test_any_bytes(somebody: Commenter, addresses: list[str]) -> None:
    kinds = st.sampled_from([FORM, "multipart/form-data; boundary=x", "text/plain", "", "a/b; c"])

    @QUIET
    @given(body=st.binary(max_size=300), kind=kinds, path=st.sampled_from(addresses))
    def try_one(body: bytes, kind: str, path: str) -> None:
        answer = somebody.client.generic("POST", path, body, content_type=kind)
        assert answer.status_code < 500
        assert answer.status_code == 303 or "<h1" in page_of(answer)

    try_one()


def test_any_fields(somebody: Commenter, addresses: list[str]) -> None:
    names = ("text", "name", "email", "quotation", "preview", "change", "subject", "reason", "x")
    values = st.sampled_from(AWKWARD) | st.text(max_size=30).filter(is_sendable)
    fields = st.dictionaries(st.sampled_from(names), st.lists(values, max_size=3), max_size=8)

    @QUIET
    @given(fields=fields, has_token=st.booleans(), path=st.sampled_from(addresses))
    def try_one(fields: Any, has_token: bool, path: str) -> None:
        token = {"attempt": somebody.token} if has_token else {}
        answer = somebody.client.post(path, {**fields, **token})
        assert answer.status_code < 500
        assert answer.status_code == 303 or "<h1" in page_of(answer)

    try_one()


def is_sendable(text: str) -> bool:
    """Half of a pair of code points is in no request."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)


def test_too_large_says_so(somebody: Commenter, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    answer = somebody.send("é" * 10_001)
    assert answer.status_code == 413
    assert "more than this page can take" in words_of(answer)
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    ("kind", "status"),
    [("application/json", 415), (f"{FORM}; charset=utf-16", 400), ("multipart/form-data", 400)],
)
def test_what_is_no_form(somebody: Commenter, kind: str, status: int) -> None:
    answer = somebody.client.generic("POST", somebody.path, b'{"text": "x"}', content_type=kind)
    assert answer.status_code == status
    assert "We could not read what was sent" in words_of(answer)
    assert answer["X-Robots-Tag"] == "noindex, nofollow"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS"])
def test_other_methods(somebody: Commenter, addresses: list[str], method: str) -> None:
    for path in addresses:
        answer = somebody.client.generic(method, path)
        assert answer.status_code == 405
        assert "GET" in answer["Allow"]


@pytest.mark.parametrize("name", ["comment", "reply_to_comment", "report_comment"])
def test_references_that_never_were(somebody: Commenter, name: str) -> None:
    for reference in ("AAAAAAAA", "a", "x" * 200, "-_-"):
        answer = somebody.client.get(path_of(name, reference))
        assert answer.status_code == 404
        assert "This comment is not shown" in words_of(answer)
        posted = somebody.client.post(path_of(name, reference), {"text": "Kept."})
        assert posted.status_code in {404, 405}
