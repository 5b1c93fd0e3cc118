"""Feeds of the newest comments: each in its language, none with an address."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from plan.comments.enums import CommentState
from plan.comments.models import CommentAuthor, CommentSettings
from plan.models import Passage
from tests.comments.factories import make_comment
from tests.comments.reading import address_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def feed(taking: CommentSettings, kind: str = "atom") -> ElementTree.Element:
    """The feed as a tree."""
    response = Client().get(address_of(taking, rest=f"feed.{kind}"))
    assert response.status_code == 200
    return ElementTree.fromstring(response.content)  # noqa: S314  # we made it


def test_the_newest_fifty_come_first(taking: CommentSettings, passage: Passage) -> None:
    now = timezone.now()
    for number in range(52):
        make_comment(
            taking, passage, f"Number {number}.", posted_at=now - timedelta(minutes=number)
        )
    said = [entry.findtext(f"{ATOM}summary") for entry in feed(taking).iter(f"{ATOM}entry")]
    assert said == [f"<p>Number {number}.</p>" for number in range(50)]
    items = [item.findtext("description") for item in feed(taking, "rss").iter("item")]
    assert items == said


def test_each_entry_says_its_language_and_its_author_by_name(
    taking: CommentSettings, passage: Passage
) -> None:
    comment = make_comment(
        taking, passage, "مرحبا", language="ar", name="Nadia", email="nadia@example.org"
    )
    tree = feed(taking)
    [entry] = tree.iter(f"{ATOM}entry")
    assert (tree.get(LANG), entry.get(LANG)) == ("en", "ar")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Nadia"
    assert entry.find(f"{ATOM}author/{ATOM}email") is None
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href", "").startswith("http://testserver/en/")
    assert comment.reference in link.get("href", "")
    [item] = feed(taking, "rss").iter("item")
    assert item.findtext("{http://purl.org/dc/elements/1.1/}language") == "ar"
    for kind in ("atom", "rss"):
        text = Client().get(address_of(taking, rest=f"feed.{kind}")).content.decode()
        assert "nadia@example.org" not in text


def test_only_what_everybody_may_read(taking: CommentSettings, passage: Passage) -> None:
    for state in CommentState:
        make_comment(taking, passage, f"State {state.value}.", state=state)
    said = {entry.findtext(f"{ATOM}summary") for entry in feed(taking).iter(f"{ATOM}entry")}
    assert said == {"<p>State published.</p>", "<p>State redacted.</p>"}


def test_a_feed_with_nothing_in_it_and_one_without_names(
    taking: CommentSettings, passage: Passage
) -> None:
    assert list(feed(taking).iter(f"{ATOM}entry")) == []
    make_comment(taking, passage, "A \x0b sign & <tag>.")
    CommentAuthor.objects.all().delete()
    [entry] = feed(taking).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}summary") == "<p>A \ufffd sign &amp; &lt;tag&gt;.</p>"
    assert entry.find(f"{ATOM}author") is None


def test_nothing_that_was_typed_is_markup(taking: CommentSettings, passage: Passage) -> None:
    make_comment(taking, passage, "One <img src=x onerror=alert(1)>\nline & <b>more</b>.\n\nTwo.")
    shown = (
        "<p>One &lt;img src=x onerror=alert(1)&gt;<br>line &amp; &lt;b&gt;more&lt;/b&gt;.</p>"
        "\n\n<p>Two.</p>"
    )
    [entry] = feed(taking).iter(f"{ATOM}entry")
    summary = entry.find(f"{ATOM}summary")
    assert summary is not None
    assert (summary.get("type"), summary.text) == ("html", shown)
    [item] = feed(taking, "rss").iter("item")
    assert item.findtext("description") == shown


@pytest.mark.parametrize("kind", ["atom", "rss"])
def test_the_site_alone_keeps_it_and_it_sets_no_cookie(
    taking: CommentSettings, passage: Passage, kind: str
) -> None:
    make_comment(taking, passage)
    response = Client().get(address_of(taking, rest=f"feed.{kind}"))
    assert response["Content-Type"] == f"application/{kind}+xml; charset=utf-8"
    assert response["Cache-Control"] == "no-cache"
    assert response.plan_kept_for == 60
    assert not response.cookies
    assert Client().post(address_of(taking, rest=f"feed.{kind}")).status_code == 405


def test_the_same_queries_for_three_and_for_thirty(
    taking: CommentSettings, passage: Passage
) -> None:
    counts = []
    for number in (3, 27):
        for _ in range(number):
            make_comment(taking, passage)
        feed(taking)
        with CaptureQueriesContext(connection) as captured:
            feed(taking)
        counts.append(len(captured.captured_queries))
    assert counts[0] == counts[1] <= 9
