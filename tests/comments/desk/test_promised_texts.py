"""Whether a text outlasts its author: what was promised to those who commented already."""

from __future__ import annotations

import pytest

from plan.comments.enums import CommentState
from plan.comments.models import Comment, CommentSettings
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import words
from tests.comments.desk.test_settings import chosen, stored, url_of
from tests.comments.factories import make_comment

pytestmark = pytest.mark.django_db


def test_texts_that_were_to_go_with_their_authors_do(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    client, url = signed_in("Publisher"), url_of(taking.consultation)
    make_comment(taking, passage)
    make_comment(taking, passage, state=CommentState.REJECTED)
    page = client.post(url, chosen(taking, keeps_text=False), follow=True)
    assert "The texts of 2 comments go with their authors now" in words(page)
    taking.refresh_from_db()
    assert taking.keeps_text is False
    refused = client.post(url, chosen(taking, keeps_text=True))
    assert refused.status_code == 422
    said = "2 comments were written when their texts were to go with their authors. That promise"
    assert said in words(refused)
    assert stored(taking)["keeps_text"] is False
    Comment.objects.all().delete()
    client.post(url, chosen(taking, keeps_text=True))
    assert stored(taking)["keeps_text"] is True


def test_another_setting_says_nothing_of_texts(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    make_comment(taking, passage)
    url = url_of(taking.consultation)
    page = signed_in("Publisher").post(url, chosen(taking, promised_hours=9), follow=True)
    assert "The settings are stored, and hold at once." in words(page)
    assert "comment goes with its author now" not in words(page)
