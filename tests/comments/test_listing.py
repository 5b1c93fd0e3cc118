"""The page of all published comments: what stands on it, in which order, and what does not."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.test import Client

from plan.comments.enums import CommentState, Showing
from plan.comments.models import Comment, CommentSettings, CommentTranslation, OfficialAnswer
from plan.models import Passage, PlanPage, SectionPage
from tests.comments.factories import make_comment, passages_of
from tests.comments.reading import address_of, ago, listed, page_of, plan, soup_of
from tests.factories import fresh, make_section, publish, restrict

__all__ = ["plan"]
pytestmark = pytest.mark.django_db


def headings(taking: CommentSettings, name: str, **asked: Any) -> list[str]:
    """The headings of a level."""
    page = soup_of(Client().get(address_of(taking), asked))
    return [found.get_text(" ", strip=True) for found in page.select(f".plan-main {name}")]


class TestOrder:
    """Passages in the order of the plan, comments in the order asked for."""

    def test_by_passage_with_the_headings_of_the_pages(
        self, taking: CommentSettings, plan: PlanPage
    ) -> None:
        first = make_section(plan, ["We listen.", "We act."], title="Listening")
        second = make_section(plan, ["We spend."], title="Money")
        one, two = passages_of(first)
        [three] = passages_of(second)
        make_comment(taking, three, "On money.", posted_at=ago(9))
        make_comment(taking, two, "On acting.", posted_at=ago(8))
        make_comment(taking, one, "Later on listening.", posted_at=ago(1))
        make_comment(taking, one, "On listening.", posted_at=ago(3))
        assert listed(taking) == [
            "On listening.", "Later on listening.", "On acting.", "On money.",
        ]  # fmt: skip
        assert headings(taking, "h2")[:2] == ["Listening", "Money"]
        assert headings(taking, "h3") == [
            f"Passage {one.number} of “Listening”",
            f"Passage {two.number} of “Listening”",
            f"Passage {three.number} of “Money”",
        ]

    def test_a_reply_follows_what_it_replies_to(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        asked = make_comment(taking, passage, "When?", posted_at=ago(5))
        make_comment(taking, passage, "Another thing.", posted_at=ago(4))
        make_comment(taking, passage, "In May.", posted_at=ago(1), reply_to=asked)
        assert listed(taking) == ["When?", "In May.", "Another thing."]
        page = soup_of(Client().get(address_of(taking)))
        assert f"In reply to {asked.reference}" in " ".join(page.get_text(" ").split())

    def test_a_reply_stays_when_the_comment_is_gone(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        asked = make_comment(taking, passage, "Rude.", state=CommentState.REJECTED)
        make_comment(taking, passage, "Please be civil.", reply_to=asked)
        text = Client().get(address_of(taking)).content.decode()
        assert "In reply to a comment that is no longer shown" in text
        assert asked.reference not in text

    @pytest.mark.parametrize(
        ("sort", "expected"),
        [
            ("newest", ["New.", "Middle.", "Old."]),
            ("agreed", ["Old.", "New.", "Middle."]),
            ("nonsense", ["Old.", "Middle.", "New."]),
        ],
    )
    def test_other_orders(
        self, taking: CommentSettings, passage: Passage, sort: str, expected: list[str]
    ) -> None:
        make_comment(taking, passage, "Old.", posted_at=ago(9), agreements=4)
        make_comment(taking, passage, "Middle.", posted_at=ago(5))
        make_comment(taking, passage, "New.", posted_at=ago(1))
        assert listed(taking, sort=sort) == expected

    def test_fifty_a_page_across_passages(self, taking: CommentSettings, plan: PlanPage) -> None:
        passages = passages_of(make_section(plan, ["One.", "Two.", "Three."]))
        words = [f"Words {number:03}." for number in range(120)]
        for number, said in enumerate(words):
            at = ago(500 - number)
            make_comment(taking, passages[number // 45], said, posted_at=at)
        pages = [listed(taking, p=number) for number in (1, 2, 3)]
        assert pages == [words[:50], words[50:100], words[100:]]
        assert listed(taking, p=4) == []
        assert listed(taking, p="x") == words[:50]
        page = Client().get(address_of(taking), {"p": 2, "q": "Words"}).content.decode()
        assert "120 comments found" in page
        assert "page 2 of 3" in page
        assert 'href="?q=Words"' in page
        assert 'href="?q=Words&amp;p=3"' in page


class TestWhatIsThere:
    """Everything that is published, and nothing else."""

    @pytest.mark.parametrize("state", list(CommentState))
    def test_only_public_states(
        self, taking: CommentSettings, passage: Passage, state: CommentState
    ) -> None:
        make_comment(taking, passage, "Said.", state=state)
        is_public = state in (CommentState.PUBLISHED, CommentState.REDACTED)
        assert listed(taking) == (["Said."] if is_public else [])
        assert ("1 comment has been" in Client().get(address_of(taking)).content.decode()) is (
            is_public
        )

    def test_nothing_where_comments_are_for_the_body_alone(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage)
        CommentSettings.objects.update(showing=Showing.NEVER)
        assert Client().get(address_of(taking)).status_code == 404
        assert address_of(taking) not in page_of(taking)

    def test_text_that_is_gone_comes_last(self, taking: CommentSettings, passage: Passage) -> None:
        gone = {"placed_key": uuid.uuid4(), "placed_block": uuid.uuid4(), "passage_number": "7.7"}
        make_comment(taking, passage, "Where did it go?", **gone, passage_text="Gone words.")
        make_comment(taking, passage, "Still here.")
        assert listed(taking) == ["Still here.", "Where did it go?"]
        assert "About text no longer in the plan" in headings(taking, "h2")
        assert "Gone words." in Client().get(address_of(taking)).content.decode()
        assert listed(taking, chapter="gone") == ["Where did it go?"]
        assert listed(taking, chapter="gone", sort="newest") == ["Where did it go?"]

    def test_what_stands_on_a_page_behind_a_password_is_hidden(
        self, taking: CommentSettings, plan: PlanPage, passage: Passage
    ) -> None:
        section = make_section(plan, ["Secret."], title="Secret chapter")
        make_comment(taking, passages_of(section)[0], "On the secret.")
        make_comment(taking, passage, "In the open.")
        restriction = restrict(section)
        assert listed(taking) == ["In the open."]
        for asked in ({"sort": "newest"}, {"q": "secret"}, {"chapter": section.translation_key}):
            text = Client().get(address_of(taking), asked).content.decode()
            assert "On the secret." not in text
            assert "Secret chapter" not in text
        restriction.delete()
        assert len(listed(taking)) == 2

    def test_what_stands_on_an_unpublished_page_is_hidden(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage, "Said.")
        fresh(passage.page).specific.unpublish()
        assert listed(taking) == []

    def test_the_words_before_an_edit_are_shown(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        make_comment(taking, passage, "Why?", passage_text="We used to listen.")
        page = soup_of(Client().get(address_of(taking)))
        assert "We used to listen." in page.select_one("article q").get_text()
        Comment.objects.update(passage_text=passage.text)
        assert soup_of(Client().get(address_of(taking))).select("article q") == []

    def test_answer_agreements_quotation_and_redaction(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        answer = OfficialAnswer.objects.create(
            consultation=taking.consultation, texts={"pl": "Tak.", "en": "We will."}
        )
        make_comment(
            taking, passage, "Act █████.", state=CommentState.REDACTED, official_answer=answer,
            agreements=3, quotation="We listen",
        )  # fmt: skip
        text = " ".join(soup_of(Client().get(address_of(taking))).get_text(" ").split())
        for part in ("We will.", "3 people agree", "Published with redaction", "We listen"):
            assert part in text
        CommentSettings.objects.update(has_agreements=False)
        assert "3 people agree" not in Client().get(address_of(taking)).content.decode()

    def test_html_is_text(self, taking: CommentSettings, passage: Passage) -> None:
        make_comment(taking, passage, "<script>alert(1)</script>", name="<b>Bob</b>")
        text = Client().get(address_of(taking)).content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
        assert "<b>Bob</b>" not in text

    def test_translations_only_where_they_are_switched_on(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        comment = make_comment(taking, passage, "Więcej ławek.", language="pl")
        CommentTranslation.objects.create(comment=comment, language="en", text="More benches.")
        assert "More benches." not in Client().get(address_of(taking)).content.decode()
        CommentSettings.objects.update(has_machine_translation=True)
        text = Client().get(address_of(taking)).content.decode()
        assert "More benches." in text
        assert "Translation by a machine" in text


def test_a_section_that_moves_takes_its_comments_along(taking: CommentSettings) -> None:
    assert taking.consultation.plan is not None
    plan = PlanPage.objects.get(translation_key=taking.consultation.plan.translation_key)
    first, second = (make_section(plan, ["Words."], title=title) for title in ("A", "B"))
    make_comment(taking, passages_of(first)[0], "On A.")
    make_comment(taking, passages_of(second)[0], "On B.")
    assert listed(taking) == ["On A.", "On B."]
    fresh(second).move(fresh(first), pos="left")
    publish(SectionPage.objects.get(pk=second.pk))
    assert listed(taking) == ["On B.", "On A."]
