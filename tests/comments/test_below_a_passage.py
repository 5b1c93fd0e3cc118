"""Comments below a passage on its own page: which, in what order, what is said of each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from plan.comments.enums import CommentState, Showing
from plan.comments.models import CommentSettings, CommentTranslation, OfficialAnswer
from plan.models import Passage
from tests.comments.commenting import Commenter, page_of, words_of
from tests.comments.factories import make_comment
from tests.factories import restrict, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(taking: CommentSettings, passage: Passage) -> Commenter:
    return Commenter(passage)


def order_of(text: str, *words: str) -> list[str]:
    """These words as they follow each other."""
    assert all(word in text for word in words), text
    return sorted(words, key=text.index)


def test_the_form_and_that_there_is_nothing_yet(reader: Commenter) -> None:
    text = words_of(reader.read())
    assert f"Comments on {reader.passage.number}" in text
    assert "Nobody has commented on this passage yet." in text
    assert "Be civil." in text
    assert "Everybody is welcome to comment." in text
    assert "Send comment" in text
    assert "You can enter up to 2000 characters" in text


def test_only_public_comments_are_shown(taking: CommentSettings, reader: Commenter) -> None:
    for state in CommentState:
        make_comment(taking, reader.passage, f"It is {state.value}.", state=state)
    text = words_of(reader.read())
    shown = [state.value for state in CommentState if f"It is {state.value}." in text]
    assert shown == ["published", "redacted"]
    assert f"Comments on {reader.passage.number} (2)" in text


def test_never_shown_where_only_the_body_reads_them(
    taking: CommentSettings, reader: Commenter
) -> None:
    taking.showing = Showing.NEVER
    taking.save()
    make_comment(taking, reader.passage, "A secret.")
    text = words_of(reader.read())
    assert "A secret." not in text
    assert "not shown to the public" in text
    assert "Send comment" in text


def test_oldest_first_or_newest_first(taking: CommentSettings, reader: Commenter) -> None:
    now = timezone.now()
    for hours, text in ((3, "First."), (2, "Second."), (1, "Third.")):
        make_comment(taking, reader.passage, text, posted_at=now - timedelta(hours=hours))
    names = ("First.", "Second.", "Third.")
    assert order_of(words_of(reader.read()), *names) == list(names)
    assert order_of(words_of(reader.read("?sort=newest")), *names) == list(reversed(names))
    assert order_of(words_of(reader.read("?sort=nonsense")), *names) == list(names)


def test_replies_stand_below_and_stay_when_what_they_reply_to_goes(
    taking: CommentSettings, reader: Commenter
) -> None:
    parent = make_comment(taking, reader.passage, "Benches!", state=CommentState.WITHDRAWN)
    make_comment(taking, reader.passage, "Well said.", reply_to=parent)
    make_comment(taking, reader.passage, "Gone for good.", state=CommentState.REMOVED)
    text = words_of(reader.read())
    assert "Benches!" not in text
    assert order_of(text, "A comment that is no longer shown", "Well said.")[0].startswith("A com")
    assert text.count("A comment that is no longer shown") == 1
    assert f"Comments on {reader.passage.number} (1)" in text


def test_fifty_on_a_page(taking: CommentSettings, reader: Commenter) -> None:
    now = timezone.now()
    for number in range(51):
        moment = now - timedelta(minutes=60 - number)
        make_comment(taking, reader.passage, f"Number {number:02}.", posted_at=moment)
    first, second = words_of(reader.read()), words_of(reader.read("?page=2"))
    assert "Number 49." in first
    assert "Number 50." not in first
    assert "Number 50." in second
    assert "Number 49." not in second
    assert "Page 1 of 2" in first
    for beyond in ("99", "0", "-1", "x", "1" * 30, "²"):
        assert reader.read(f"?page={beyond}").status_code == 200


def test_by_language_with_lang_and_dir(taking: CommentSettings, reader: Commenter) -> None:
    make_comment(taking, reader.passage, "More benches.")
    parent = make_comment(taking, reader.passage, "مزيد من المقاعد", language="ar")
    make_comment(taking, reader.passage, "Więcej ławek", language="pl", reply_to=parent)
    page = page_of(reader.read())
    assert '<div class="plan-comment__text" lang="ar" dir="rtl"><p>مزيد' in page
    assert '<div class="plan-comment__text" lang="pl"><p>Więcej' in page
    only = words_of(reader.read("?language=pl"))
    assert "Więcej ławek" in only
    assert "A reply" in only
    assert "More benches." not in only
    assert f"Comments on {reader.passage.number} (3)" in only
    assert "More benches." in words_of(reader.read("?language=xx"))


def test_the_words_it_was_about_where_they_changed(
    taking: CommentSettings, reader: Commenter
) -> None:
    make_comment(taking, reader.passage, "About now.", passage_text="We listen  to\neverybody.")
    text = words_of(reader.read())
    assert "Written about these earlier words" not in text
    make_comment(taking, reader.passage, "About then.", passage_text="We listen to nobody.")
    text = words_of(reader.read())
    assert text.count("Written about these earlier words") == 1
    assert "We listen to nobody." in text


def test_nothing_in_it_is_html_and_links_wait_for_a_moderator(
    taking: CommentSettings, reader: Commenter
) -> None:
    words = '<script>alert(1)</script> https://example.org/?a="b"&c=d.'
    taking.showing = Showing.AT_ONCE
    taking.save()
    undecided = make_comment(taking, reader.passage, words, name="<b>Me</b>")
    type(undecided).objects.update(decided_at=None)
    page = page_of(reader.read())
    assert "<script>alert" not in page
    assert "&lt;b&gt;Me&lt;/b&gt;" in page
    assert 'href="https://example.org/' not in page
    make_comment(taking, reader.passage, "See https://example.org/a?b=c&d=e. Fine")
    page = page_of(reader.read())
    assert (
        '<a class="govuk-link" href="https://example.org/a?b=c&amp;d=e" '
        'rel="nofollow ugc noopener">https://example.org/a?b=c&amp;d=e</a>. Fine'
    ) in page


def test_a_machine_translation_only_where_switched_on(
    taking: CommentSettings, reader: Commenter
) -> None:
    comment = make_comment(taking, reader.passage, "Więcej ławek", language="pl")
    CommentTranslation.objects.create(comment=comment, language="en", text="More benches")
    assert "More benches" not in words_of(reader.read())
    taking.has_machine_translation = True
    taking.save()
    text = words_of(reader.read())
    assert "Więcej ławek Machine translation More benches" in text


def test_an_official_answer_in_the_readers_language_else_in_its_first(
    taking: CommentSettings, reader: Commenter
) -> None:
    answer = OfficialAnswer.objects.create(
        consultation=taking.consultation, texts={"pl": "Zrobimy to.", "en": "We will do so."}
    )
    make_comment(taking, reader.passage, "More benches.", official_answer=answer)
    assert "Official answer We will do so." in words_of(reader.read())
    OfficialAnswer.objects.update(texts={"pl": "Zrobimy to."})
    assert '<div lang="pl"><p>Zrobimy to.</p></div>' in page_of(reader.read())


@pytest.mark.parametrize(
    ("days", "words"),
    [(-2, "You can comment on this passage from"), (31, "Comments on this passage closed on")],
)
def test_outside_its_time_the_page_says_why(
    taking: CommentSettings, reader: Commenter, days: int, words: str
) -> None:
    move(taking, -days)
    make_comment(taking, reader.passage, "Said before.")
    text = words_of(reader.read())
    assert words in text
    assert "Send comment" not in text
    assert "Said before." in text
    assert "I agree with" not in text


def move(taking: CommentSettings, days: int) -> None:
    """Move the dates of the consultation."""
    consultation = taking.consultation
    consultation.opens_at += timedelta(days=days)
    consultation.closes_at += timedelta(days=days)
    consultation.save()


def test_switched_off_it_says_so(taking: CommentSettings, reader: Commenter) -> None:
    taking.is_taking = False
    taking.save()
    text = words_of(reader.read())
    assert "Comments on this passage are closed." in text
    assert "Send comment" not in text


def test_nothing_where_no_consultation_takes_comments(passage: Passage) -> None:
    CommentSettings.objects.all().delete()
    assert "Comments on" not in words_of(Commenter(passage).read())


def test_nothing_of_a_consultation_behind_a_password(
    taking: CommentSettings, reader: Commenter
) -> None:
    from wagtail.models import PageViewRestriction

    from plan.consultation.models import ConsultationPage

    make_comment(taking, reader.passage, "A secret.")
    page = ConsultationPage.objects.get(translation_key=taking.consultation.translation_key)
    PageViewRestriction.objects.bulk_create(
        [PageViewRestriction(page=page, restriction_type="password", password="secret")]
    )
    text = words_of(reader.read())
    assert "A secret." not in text
    assert "Send comment" not in text


def test_the_page_of_a_passage_behind_a_password_shows_nothing(
    taking: CommentSettings, reader: Commenter
) -> None:
    make_comment(taking, reader.passage, "A secret.")
    restrict(reader.passage.page)
    response = reader.read()
    assert response.status_code == 404
    assert "A secret." not in page_of(response)


def test_in_another_language_the_same_comments(taking: CommentSettings, reader: Commenter) -> None:
    make_comment(taking, reader.passage, "More benches.")
    translate(reader.passage.page, "ar")
    in_arabic = Commenter(
        Passage.objects.get(locale__language_code="ar", block_id=reader.passage.block_id),
        language="ar",
    )
    page = page_of(in_arabic.read())
    assert '<div class="plan-comment__text" lang="en" dir="ltr"><p>More benches.' in page
