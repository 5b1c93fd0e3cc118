"""What is hidden in comments reaches nothing public: a canary in each field, and no hit."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from plan.comments import threads
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.own_comment import withdraw_comment
from plan.comments.enums import CommentState, Decision, HintKind
from plan.comments.models import (
    Comment,
    CommentAuthor,
    CommentOriginal,
    CommentReport,
    CommentSettings,
    CommentTranslation,
    Follower,
)
from plan.comments.rules import rules_of
from plan.consultation.models import ConsultationPage
from plan.models import Passage, PlanPage
from plan.page_cache import pages
from tests.comments.commenting import passage_path
from tests.comments.factories import make_comment, post
from tests.comments.reading import address_of
from tests.factories import committing, translate
from tests.kept import changing, is_kept, kept_pages, was_kept

CANARY = "Kanarienvogel"
__all__ = ["kept_pages"]
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("tasks", "kept_pages"),
]

HIDDEN = [state for state in CommentState if state not in ("published", "redacted")]
FILTERS = (
    "",
    "?sort=newest",
    "?sort=agreed",
    f"?q={CANARY}",
    "?language=en",
    "?chapter=gone",
    "?p=2",
)
#: What can be asked of a passage's page; there the number of the page has another name.
ASKED_OF_PASSAGE = ("", "?page=2", "?sort=newest", "?page=2&language=en", "?language=pl")
#: What lies below the permanent link of a comment.
OF_A_COMMENT = ("", "report/", "report/?reported=1", "agree/", "reply/", "0000/", "confirm/0000/")
FILES = ("feed.atom", "feed.rss", "comments.csv", "comments.xlsx", "comments.jsonl")


def addresses(taking: CommentSettings, passage: Passage) -> Iterator[str]:
    """Everything public that could tell of a comment."""
    for language in ("en", "ar"):
        for asked in FILTERS:
            yield f"{address_of(taking, language)}{asked}"
        for name in FILES:
            yield address_of(taking, language, name)
        yield f"/{language}/search/?q={CANARY}"
        yield f"/sitemap-{language}.xml"
    for page in Page.objects.filter(depth__gt=1):
        if page.url:
            yield page.url
    plan = PlanPage.objects.get(locale__language_code="en")
    yield f"/en/whole-plan/{plan.translation_key}/"
    address = passage_path(passage)
    for asked in ASKED_OF_PASSAGE:
        yield f"{address}{asked}"
    yield f"{address}follow/"
    yield "/sitemap.xml"
    yield from addresses_of_comments()


def addresses_of_comments() -> Iterator[str]:
    """What leads to each comment, whatever its state, for whoever guesses the reference."""
    for reference in Comment.objects.values_list("reference", flat=True):
        for rest in OF_A_COMMENT:
            yield f"/en/comment/{reference}/{rest}"
        yield f"/ar/comment/{reference}/reply/"


def words_of(response: Any, address: str) -> str:
    """Everything a response says, unpacked; without what was asked for itself."""
    content = b"".join(response) if response.streaming else response.content
    if address.endswith(".xlsx"):
        book = ZipFile(io.BytesIO(content))
        content = b"".join(book.read(name) for name in book.namelist())
    text = content.decode()
    quoted = (f"“{CANARY}”", f"«{CANARY}»", f"„{CANARY}”")
    for said in (f'value="{CANARY}"', *quoted, f"?q={CANARY}", f"q={CANARY}"):
        text = text.replace(said, "")
    return text + str(dict(response.items()))


def assert_no_canary(taking: CommentSettings, passage: Passage) -> None:
    """No public answer holds it, nor any page that is kept; what can be is asked for twice."""
    asked = list(addresses(taking, passage))
    for address in (*asked, *(one for one in asked if "?" not in one)):
        response = Client().get(address)
        assert response.status_code < 500, address
        assert CANARY.lower() not in words_of(response, address).lower(), address
    assert is_kept(address_of(taking))
    assert CANARY.encode() not in b"".join(pages()._cache.values())  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def in_two_languages(taking: CommentSettings, passage: Passage) -> None:
    """The consultation can be read in two languages, and machines translate."""
    taking.has_machine_translation = True
    taking.save()
    translate(ConsultationPage.objects.get(), "ar")


def surround(comment: Comment) -> None:
    """Put the canary into everything private that belongs to a comment."""
    Comment.objects.filter(pk=comment.pk).update(told=CANARY, doubts=[CANARY])
    CommentAuthor.objects.filter(comment=comment).update(email=f"{CANARY}@example.org".lower())
    CommentOriginal.objects.create(comment=comment, text=CANARY, quotation=CANARY, name=CANARY)
    CommentReport.objects.create(comment=comment, browser_hash=CANARY, words=CANARY, language="en")
    comment.hints.create(kind=HintKind.HARM, found=CANARY, note=CANARY)
    Follower.objects.create(
        consultation=comment.consultation,
        translation_key=comment.placed_key,
        block_id=comment.placed_block,
        email=f"{CANARY}@example.net",
        language="en",
        confirmed_at=timezone.now(),
    )


def test_the_canary_is_found_where_nothing_hides_it(
    taking: CommentSettings, passage: Passage
) -> None:
    make_comment(taking, passage, CANARY)
    for name in ("", *FILES):
        address = address_of(taking, rest=name)
        assert CANARY in words_of(Client().get(address), address), name


def test_what_lies_beside_a_published_comment(taking: CommentSettings, passage: Passage) -> None:
    surround(make_comment(taking, passage, "Fine."))
    assert_no_canary(taking, passage)


@pytest.mark.parametrize("state", HIDDEN)
def test_every_word_of_a_hidden_comment(
    taking: CommentSettings,
    passage: Passage,
    state: CommentState,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(threads, "ON_A_PAGE", 1)
    make_comment(taking, passage, "Fine.")
    comment = make_comment(
        taking, passage, CANARY, state=state, name=CANARY, quotation=CANARY, page_title=CANARY,
        passage_text=CANARY, passage_number=CANARY[:5], language="pl",
    )  # fmt: skip
    CommentTranslation.objects.create(comment=comment, language="ar", text=CANARY)
    make_comment(taking, passage, "A reply that stays.", reply_to=comment)
    surround(comment)
    assert_no_canary(taking, passage)
    second = passage_path(passage) + "?page=2"
    assert "A reply that stays." in Client().get(second).content.decode()
    page = Client().get(address_of(taking)).content.decode()
    assert "2 comments have been published." in page
    assert 'value="pl"' not in page
    assert comment.reference not in page


def keep(taking: CommentSettings) -> None:
    """Let the pages that show comments be kept, with the canary on them."""
    for name in ("", "feed.atom", "feed.rss"):
        address = address_of(taking, rest=name)
        assert not is_kept(address)
        kept = Client().get(address)
        assert was_kept(kept)
        assert CANARY in kept.content.decode()


@pytest.mark.parametrize("decision", [Decision.REJECT, Decision.REMOVE, Decision.RETURN])
def test_what_is_taken_down(
    taking: CommentSettings, passage: Passage, admin_user: Any, decision: Decision
) -> None:
    comment = make_comment(taking, passage, CANARY, name=CANARY)
    reason = rules_of(taking, "en").reasons[0] if decision is Decision.REJECT else None
    keep(taking)
    with changing():
        decide_comment(
            comment=comment, decision=decision, user=admin_user, why=CANARY, reason=reason
        )
    assert_no_canary(taking, passage)


def test_what_is_redacted(taking: CommentSettings, passage: Passage, admin_user: Any) -> None:
    comment = make_comment(taking, passage, f"Ask {CANARY} now.", name=CANARY, quotation=CANARY)
    CommentTranslation.objects.create(comment=comment, language="ar", text=CANARY)
    keep(taking)
    whole = ((0, len(CANARY)),)
    redaction = Redaction(text=((4, 4 + len(CANARY)),), quotation=whole, name=True)
    with changing():
        decide_comment(
            comment=comment, decision=Decision.REDACT, user=admin_user, why=CANARY,
            redaction=redaction,
        )  # fmt: skip
    assert_no_canary(taking, passage)
    assert "Ask █████ now." in Client().get(address_of(taking)).content.decode()


def test_what_is_withdrawn(taking: CommentSettings, passage: Passage) -> None:
    comment = make_comment(taking, passage, CANARY, name=CANARY, email=f"{CANARY}@example.org")
    keep(taking)
    with changing():
        withdraw_comment(comment=comment)
    assert_no_canary(taking, passage)


def test_nothing_of_it_is_in_the_servers_log(
    taking: CommentSettings, passage: Passage, admin_user: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    for logger in ("django.db.backends", "django.template", "asyncio"):
        caplog.set_level(logging.WARNING, logger=logger)
    with committing():
        comment = post(
            taking, passage, CANARY, name=CANARY, email=f"{CANARY}@example.org", wants_mail=True
        )
    with committing():
        decide_comment(comment=comment, decision=Decision.REMOVE, user=admin_user, why=CANARY)
    Client().get(address_of(taking))
    assert CANARY.lower() not in caplog.text.lower()
