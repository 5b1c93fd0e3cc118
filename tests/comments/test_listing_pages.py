"""The page of all published comments: filters, what it says of itself, and the ways to it."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from plan.comments.models import CommentSettings
from plan.consultation.models import Consultation, ConsultationPage
from plan.models import Passage, PlanPage
from tests.comments.factories import make_comment, make_passage, passages_of
from tests.comments.reading import address_of, ago, listed, page_of, plan, soup_of
from tests.factories import make_section, restrict, translate

__all__ = ["plan"]
pytestmark = pytest.mark.django_db


class TestFilters:
    """Search, language, chapter; whatever is typed is no error."""

    def test_each_and_together(self, taking: CommentSettings, plan: PlanPage) -> None:
        one, two = (make_section(plan, ["Words."], title=title) for title in ("A", "B"))
        [first], [second] = passages_of(one), passages_of(two)
        make_comment(taking, first, "More BENCHES in parks.")
        make_comment(taking, first, "Więcej ławek ŻÓŁTYCH.", language="pl")
        make_comment(taking, second, "More lights.")
        assert listed(taking, q="benches more") == ["More BENCHES in parks."]
        assert listed(taking, q="żółtych") == ["Więcej ławek ŻÓŁTYCH."]
        assert listed(taking, language="pl") == ["Więcej ławek ŻÓŁTYCH."]
        assert listed(taking, chapter=two.translation_key) == ["More lights."]
        assert listed(taking, q="more", chapter=one.translation_key, sort="newest") == [
            "More BENCHES in parks."
        ]
        assert listed(taking, q="more", language="pl") == []
        assert "Nothing fits." in Client().get(address_of(taking), {"q": "zzz"}).content.decode()

    @pytest.mark.parametrize(
        "asked",
        [
            {"q": "\x00%_'\"\\"},
            {"q": "x" * 5000},
            {"language": "\x00"},
            {"language": "zz"},
            {"chapter": "1-2-3"},
            {"chapter": str(uuid.uuid4())},
            {"p": "-1"},
            {"p": "9" * 400},
            {"p": "²"},
            {"sort": "\x00", "p": "999999999"},
        ],
    )
    def test_bad_addresses_are_answered(
        self, taking: CommentSettings, passage: Passage, asked: dict[str, str]
    ) -> None:
        make_comment(taking, passage)
        assert Client().get(address_of(taking), asked).status_code == 200

    def test_per_cent_and_underline_mean_themselves(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage, "Half.")
        make_comment(taking, passage, "Save 5% now.")
        assert listed(taking, q="%") == ["Save 5% now."]


class TestHead:
    """What the page says of itself."""

    def test_languages_canonical_and_robots(
        self, taking: CommentSettings, plan: PlanPage, passage: Passage
    ) -> None:
        make_comment(taking, passage, "Hello.")
        translate(ConsultationPage.objects.get(), "ar")
        plain = Client().get(address_of(taking)).content.decode()
        assert f'rel="canonical" href="http://testserver{address_of(taking)}"' in plain
        assert f'hreflang="ar" href="http://testserver{address_of(taking, "ar")}"' in plain
        assert 'name="robots"' not in plain
        assert 'type="application/atom+xml"' in plain
        assert 'name="robots"' in Client().get(address_of(taking), {"q": "x"}).content.decode()
        later = Client().get(address_of(taking), {"p": 2}).content.decode()
        assert f'href="http://testserver{address_of(taking)}?p=2"' in later
        assert 'name="robots"' not in later

    def test_comments_of_all_languages_stand_together(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        translate(ConsultationPage.objects.get(), "ar")
        make_comment(taking, passage, "مرحبا", language="ar")
        make_comment(taking, passage, "Hello.")
        page = soup_of(Client().get(address_of(taking, "ar")))
        said = page.select("article > div[lang]")
        assert [(one["lang"], one["dir"]) for one in said] == [("ar", "rtl"), ("en", "ltr")]

    def test_kept_by_the_site_for_a_minute_and_without_a_cookie(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage)
        page = Client().get(address_of(taking))
        assert page["Cache-Control"] == "no-cache"
        assert page.plan_kept_for == 60
        assert not page.cookies
        assert not page.has_header("Vary")

    def test_another_language_without_a_page_is_missing(self, taking: CommentSettings) -> None:
        assert Client().get(address_of(taking, "pl")).status_code == 404
        assert Client().get("/en/comments/nosuch/").status_code == 404
        assert Client().post(address_of(taking)).status_code == 405

    def test_behind_a_password_it_leads_to_the_page_that_asks(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage, "Said.")
        Consultation.objects.update(closes_at=ago(1))  # while it is open nobody can be shut out
        page = ConsultationPage.objects.get()
        restrict(page)
        for rest in ("", "feed.atom", "comments.csv"):
            answer = Client().get(address_of(taking, rest=rest))
            assert (answer.status_code, answer["Location"]) == (302, page.get_url())


class TestWaysToIt:
    """Links from the consultation and the plan, and none where there is nothing to read."""

    def test_from_both_pages_once_there_is_one(
        self, taking: CommentSettings, plan: PlanPage, passage: Passage
    ) -> None:
        for text in (page_of(taking), Client().get(plan.url).content.decode()):
            assert address_of(taking) not in text
        make_comment(taking, passage)
        for text in (page_of(taking), Client().get(plan.url).content.decode()):
            assert text.count(address_of(taking)) == 1
            assert "Read all comments from the public" in text

    @pytest.mark.parametrize("which", ["plan", "consultation", "list"])
    def test_the_same_queries_for_three_and_for_thirty(
        self, taking: CommentSettings, plan: PlanPage, which: str
    ) -> None:
        addresses = {
            "plan": plan.url,
            "consultation": ConsultationPage.objects.get().get_url(),
            "list": address_of(taking),
        }
        counts = []
        for _ in range(2):
            for number in range(3 if not counts else 27):
                place = make_passage(plan, f"Passage {number}.", "Next.")
                made = make_comment(taking, place, language="en" if number % 2 else "pl")
                make_comment(taking, place, reply_to=made)
            Client().get(addresses[which])
            with CaptureQueriesContext(connection) as captured:
                Client().get(addresses[which])
            counts.append(len(captured.captured_queries))
        assert counts[0] == counts[1]
        if which == "list":
            # Five of them reckon the figures of moderation, which are kept with the page.
            assert counts[0] <= 17, "\n".join(q["sql"][:200] for q in captured.captured_queries)
