"""What readers do with a comment: follow its link, report it, agree with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from plan.comments.actions import agree_with_comment as agreeing
from plan.comments.actions.report_comment import report_comment
from plan.comments.enums import CommentState, Showing
from plan.comments.models import Agreement, Comment, CommentReport, CommentSettings
from plan.comments.rules import rules_of
from plan.comments.views import public
from plan.consultation.models import ConsultationPage
from plan.models import Passage
from tests.comments.commenting import one, page_of, passage_path, words_of
from tests.comments.factories import make_comment
from tests.factories import restrict, translate

pytestmark = pytest.mark.django_db

ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}
NETWORK = {"REMOTE_ADDR": "81.2.69.142"}
NAME = "plan_comments_reader_en"


@pytest.fixture
def comment(taking: CommentSettings, passage: Passage) -> Comment:
    return make_comment(taking, passage, "More benches.")


def test_the_link_of_a_comment_leads_to_its_place(
    comment: Comment, passage: Passage, client: Client
) -> None:
    response = client.get(one("comment", comment))
    assert response.status_code == 302
    assert response["Location"] == f"{passage_path(passage)}#c-{comment.reference}"
    assert f'id="c-{comment.reference}"' in page_of(client.get(response["Location"]))


def test_it_leads_to_the_right_page(
    taking: CommentSettings, passage: Passage, client: Client
) -> None:
    now = timezone.now()
    made = [
        make_comment(taking, passage, posted_at=now - timedelta(minutes=90 - number))
        for number in range(51)
    ]
    reply = make_comment(taking, passage, reply_to=made[-1])
    for last in (made[-1], reply):
        target = client.get(one("comment", last))["Location"]
        assert target == f"{passage_path(passage)}?page=2#c-{last.reference}"
        assert f'id="c-{last.reference}"' in page_of(client.get(target))
    assert "page=" not in client.get(one("comment", made[49]))["Location"]


def test_in_a_language_that_has_the_passage(
    comment: Comment, passage: Passage, client: Client
) -> None:
    english = client.get(one("comment", comment, "ar"))["Location"]
    assert english.startswith(passage_path(passage))
    translate(passage.page, "ar")
    arabic = client.get(one("comment", comment, "ar"))["Location"]
    assert arabic.startswith(passage_path(passage, "ar"))


def test_where_its_passage_is_gone_it_leads_to_the_list(comment: Comment, client: Client) -> None:
    Comment.objects.update(placed_key="9d1ce0f5-3ad5-4e0f-9d0a-3d9b9e0f1c11")
    response = client.get(one("comment", comment))
    assert response.status_code == 302
    assert response["Location"].endswith(f"#c-{comment.reference}")
    assert comment.consultation.public_id in response["Location"]


@pytest.mark.parametrize("name", ["comment", "report_comment", "agree_with_comment"])
@pytest.mark.parametrize("state", [s for s in CommentState if s not in {"published", "redacted"}])
def test_nothing_of_a_comment_that_is_not_public(
    comment: Comment, client: Client, name: str, state: CommentState
) -> None:
    Comment.objects.update(state=state)
    for response in (client.get(one(name, comment)), client.post(one(name, comment))):
        assert response.status_code in {404, 405}
        assert "More benches." not in page_of(response)
        assert not response.cookies
    assert not CommentReport.objects.exists()
    assert not Agreement.objects.exists()


@pytest.mark.parametrize("name", ["comment", "report_comment", "agree_with_comment"])
def test_nothing_where_the_public_may_not_read(
    taking: CommentSettings, comment: Comment, passage: Passage, client: Client, name: str
) -> None:
    taking.showing = Showing.NEVER
    taking.save()
    assert client.get(one(name, comment)).status_code == 404
    taking.showing = Showing.CHECKED
    taking.save()
    restrict(passage.page)
    response = client.get(one(name, comment))
    assert response.status_code == 404
    assert "More benches." not in page_of(response)


def reason_of(taking: CommentSettings) -> str:
    """A rule, as the form sends it."""
    return str(rules_of(taking, "en").reasons[0].id)


def test_a_report_once_for_each_browser(
    taking: CommentSettings, comment: Comment, client: Client
) -> None:
    form = client.get(one("report_comment", comment))
    assert "Be civil." in words_of(form)
    assert not form.cookies
    first = client.post(one("report_comment", comment), {"reason": reason_of(taking)})
    cookie = first.cookies[NAME]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/en/comment/", True, "Lax")
    assert cookie["max-age"] == cookie["expires"] == ""
    again = client.post(one("report_comment", comment), {"reason": reason_of(taking)})
    assert first["Location"] == again["Location"]
    assert words_of(client.get(first["Location"])).startswith("Thank you for your report")
    report = CommentReport.objects.get()
    assert str(report.rule_id) == reason_of(taking)
    assert cookie.value not in report.browser_hash
    Client().post(one("report_comment", comment), {"reason": reason_of(taking)})
    assert CommentReport.objects.count() == 2
    entries = ModelLogEntry.objects.filter(action="plan_comments.report")
    assert [entry.user for entry in entries] == [None, None]


def test_a_report_in_words_of_ones_own(comment: Comment, client: Client) -> None:
    path = one("report_comment", comment)
    refused = client.post(path, {"reason": "other"})
    assert refused.status_code == 422
    assert "Say in a few words" in words_of(refused)
    assert client.post(path, {"reason": "other", "words": "It is spam."}).status_code == 303
    report = CommentReport.objects.get()
    assert (report.rule_id, report.words) == (None, "It is spam.")


@pytest.mark.parametrize(
    "fields", [{}, {"reason": "nonsense"}, {"reason": "other", "words": "x" * 1001}]
)
def test_a_report_that_says_nothing_is_not_stored(
    comment: Comment, client: Client, fields: Any
) -> None:
    response = client.post(one("report_comment", comment), fields)
    assert response.status_code == 422
    assert "There is a problem" in words_of(response)
    assert not CommentReport.objects.exists()


def test_a_comment_that_goes_while_it_is_reported(
    comment: Comment, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(**given: Any) -> bool:
        Comment.objects.all().delete()
        return bool(report_comment(**given))

    monkeypatch.setattr(public, "report_comment", too_late)
    response = client.post(one("report_comment", comment), {"reason": "other", "words": "Spam."})
    assert (response.status_code, CommentReport.objects.count()) == (404, 0)


def test_without_house_rules_words_are_needed(
    taking: CommentSettings, comment: Comment, client: Client
) -> None:
    taking.house_rules_key = None
    taking.save()
    assert client.post(one("report_comment", comment), {}).status_code == 422
    assert client.post(one("report_comment", comment), {"words": "Spam"}).status_code == 303


def test_a_network_cannot_flood_the_moderators(comment: Comment) -> None:
    path, fields = one("report_comment", comment), {"reason": "other", "words": "Spam"}
    for _ in range(20):
        assert Client(**NETWORK).post(path, fields).status_code == 303
    refused = Client(**NETWORK).post(path, fields)
    assert refused.status_code == 429
    assert "Spam" in page_of(refused)
    assert CommentReport.objects.count() == 20
    assert Client(REMOTE_ADDR="8.8.8.8").post(path, fields).status_code == 303


@pytest.mark.parametrize("name", ["report_comment", "agree_with_comment"])
def test_from_another_site_nothing_is_counted(comment: Comment, client: Client, name: str) -> None:
    fields = {"reason": "other", "words": "Spam"}
    response = client.post(one(name, comment), fields, headers=ELSEWHERE)
    assert response.status_code == 403
    assert "came from another site" in words_of(response)
    assert not response.cookies
    assert not CommentReport.objects.exists()
    assert not Agreement.objects.exists()


def test_agreeing_and_taking_it_back(comment: Comment, client: Client) -> None:
    path = one("agree_with_comment", comment)
    assert "Do you agree with this comment?" in words_of(client.get(path))
    response = client.post(path)
    assert (response.status_code, response["Location"]) == (303, path)
    page = words_of(client.get(path))
    assert "You agree with this comment" in page
    assert "1 reader agrees" in page
    assert "only an indication" in page
    client.post(path)
    assert Comment.objects.get().agreements == 1
    client.post(path, {"undo": "1"})
    client.post(path, {"undo": "1"})
    assert Comment.objects.get().agreements == 0
    assert not Agreement.objects.exists()


def sent_to(client: Client, path: str) -> Client:
    """The browser with those cookies alone that it would send to an address."""
    browser = Client()
    for name, cookie in client.cookies.items():
        if path.startswith(cookie["path"]):
            browser.cookies[name] = cookie.value
    return browser


def test_one_browser_counts_once_in_all_languages(
    comment: Comment, passage: Passage, client: Client
) -> None:
    translate(ConsultationPage.objects.get(), "ar")
    client.post(one("agree_with_comment", comment))
    assert len({cookie.value for cookie in client.cookies.values()}) == 1
    path = one("agree_with_comment", comment, "ar")
    arabic = sent_to(client, path)
    assert list(arabic.cookies) == ["plan_comments_reader_ar"]
    assert list(sent_to(client, passage_path(passage, "ar")).cookies) == []
    assert arabic.post(path).status_code == 303
    assert Comment.objects.get().agreements == 1
    report = one("report_comment", comment, "ar")
    words = {"reason": "other", "words": "Spam"}
    client.post(one("report_comment", comment), words)
    sent_to(client, report).post(report, words)
    assert CommentReport.objects.count() == 1
    sent_to(client, path).post(path, {"undo": "1"})
    assert Comment.objects.get().agreements == 0


def test_one_browser_is_another_for_another_comment(
    taking: CommentSettings, comment: Comment, passage: Passage, client: Client
) -> None:
    other = make_comment(taking, passage)
    client.post(one("agree_with_comment", comment))
    client.post(one("agree_with_comment", other))
    assert len(set(Agreement.objects.values_list("browser_hash", flat=True))) == 2


def test_twenty_a_day_from_one_network(
    taking: CommentSettings, comment: Comment, passage: Passage
) -> None:
    for _ in range(agreeing.MOST_PER_NETWORK):
        assert Client(**NETWORK).post(one("agree_with_comment", comment)).status_code == 303
    refused = Client(**NETWORK).post(one("agree_with_comment", comment))
    assert refused.status_code == 429
    assert "You were not counted" in words_of(refused)
    assert Comment.objects.get().agreements == agreeing.MOST_PER_NETWORK
    other = make_comment(taking, passage)
    assert Client(**NETWORK).post(one("agree_with_comment", other)).status_code == 303
    cache.clear()  # the next day, when the salt is another one
    assert Client(**NETWORK).post(one("agree_with_comment", comment)).status_code == 303


def test_nobody_agrees_once_comments_are_closed(
    taking: CommentSettings, comment: Comment, client: Client
) -> None:
    taking.consultation.closes_at = timezone.now() - timedelta(minutes=1)
    taking.consultation.save()
    response = client.post(one("agree_with_comment", comment))
    assert response.status_code == 410
    assert "Comments are closed" in words_of(response)
    taking.consultation.closes_at = None
    taking.consultation.save()
    taking.has_agreements = False
    taking.save()
    assert client.post(one("agree_with_comment", comment)).status_code == 410
    assert not Agreement.objects.exists()
    assert not response.cookies


def test_cookies_that_are_not_ours_are_nothing(comment: Comment, client: Client) -> None:
    client.cookies[NAME] = "x" * 3000
    assert client.get(one("agree_with_comment", comment)).status_code == 200
    response = client.post(one("agree_with_comment", comment))
    assert 0 < len(response.cookies[NAME].value) < 100
