"""Following a passage: asked for, confirmed, told of, ended without signing in."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from plan.comments.enums import Showing
from plan.comments.following.links import link_path
from plan.comments.models import CommentSettings, Follower
from plan.consultation.models import Consultation
from plan.models import Passage
from plan.shown_passages import passage_url
from tests.comments.factories import passages_of
from tests.comments.reading import soup_of
from tests.factories import committing, restrict

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def address(passage: Passage) -> str:
    """Where to ask."""
    return f"{passage_url(passage.translation_key, passage.block_id)}follow/"


@pytest.fixture
def follower(taking: CommentSettings, passage: Passage) -> Follower:
    """An address that has been confirmed."""
    return make_follower(taking, passage, "ada@example.org")


def make_follower(taking: CommentSettings, passage: Passage, email: str, **fields: Any) -> Follower:
    """A follower of a passage."""
    return Follower.objects.create(
        consultation=taking.consultation,
        translation_key=passage.translation_key,
        block_id=passage.block_id,
        email=email,
        **{"language": "en", "confirmed_at": timezone.now(), **fields},
    )


class TestAsking:
    """The public's form."""

    @pytest.mark.parametrize(
        ("is_configured", "showing", "leads"),
        [(True, Showing.CHECKED, 1), (False, Showing.CHECKED, 0), (True, Showing.NEVER, 0)],
    )
    def test_the_passage_leads_to_it_where_there_can_be_news(
        self,
        taking: CommentSettings,
        passage: Passage,
        address: str,
        settings: Any,
        is_configured: bool,
        showing: Showing,
        leads: int,
    ) -> None:
        settings.PLAN_MAIL_IS_CONFIGURED = is_configured
        CommentSettings.objects.filter(pk=taking.pk).update(showing=showing)
        page = soup_of(Client().get(passage_url(passage.translation_key, passage.block_id)))
        assert len(page.select(f'#comments a[href="{address}"]')) == leads

    def test_nothing_but_a_question_is_sent_before_it_is_confirmed(self, address: str) -> None:
        form = soup_of(Client().get(address)).select_one("form[method=post]")
        assert form is not None
        assert form["action"] == address
        done = Client().post(address, {"email": "Ada@Example.org"})
        assert (done.status_code, done["Location"]) == (303, f"{address}?asked=1")
        assert b"Look for our letter" in Client().get(done["Location"]).content
        row = Follower.objects.get()
        assert (row.email, row.language, row.confirmed_at) == ("ada@example.org", "en", None)
        [letter] = mail.outbox
        assert letter.to == ["ada@example.org"]
        assert f"http://testserver{link_path('confirm_following', row)}" in letter.body
        stop = f"http://testserver{link_path('stop_following', row)}"
        assert letter.extra_headers == {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
        assert letter.body.endswith("Office of the Mayor\n")

    def test_asking_again_adds_nothing_and_tells_nothing(
        self, address: str, follower: Follower
    ) -> None:
        done = Client().post(address, {"email": "ada@example.org"})
        assert done["Location"] == f"{address}?asked=1"
        assert Follower.objects.count() == 1
        assert mail.outbox == []

    def test_no_letter_box_is_flooded_whatever_the_passage(
        self, passage: Passage, address: str
    ) -> None:
        other = passages_of(passage.page)[1]
        addresses = [address, f"{passage_url(other.translation_key, other.block_id)}follow/"] * 3
        pages = [Client().post(each, {"email": "Ada@example.org"}) for each in addresses]
        assert [page.status_code for page in pages] == [303] * 3 + [429] * 3
        assert len(mail.outbox) == 3
        assert "several letters went to this address" in pages[3].content.decode()
        assert 'value="Ada@example.org"' in pages[3].content.decode()
        assert Follower.objects.count() == 2
        assert Client().post(address, {"email": "eve@example.org"}).status_code == 303

    def test_whoever_confirms_goes_on_to_other_passages(self, address: str) -> None:
        for _ in range(3):
            Client().post(address, {"email": "ada@example.org"})
        with committing():
            Client().post(link_path("confirm_following", Follower.objects.get()))
        assert Client().post(address, {"email": "ada@example.org"}).status_code == 303

    def test_a_network_floods_nobody(self, address: str) -> None:
        given = {"REMOTE_ADDR": "8.8.8.8"}
        for number in range(21):
            page = Client().post(address, {"email": f"a{number}@example.org"}, **given)
        assert (page.status_code, len(mail.outbox)) == (429, 20)
        assert "very many have asked for news from your network" in page.content.decode()
        elsewhere = {"REMOTE_ADDR": "9.9.9.9"}
        assert Client().post(address, {"email": "b@example.org"}, **elsewhere).status_code == 303

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            ({"email": ""}, "Enter your email address."),
            ({"email": "ada"}, "Enter an email address in the right form, like name@example.com."),
            ({"email": "a@example.org\nBcc: b@example.org"}, "Enter an email address in the right"),
            ({"email": "a@example.org", "website": "x"}, "Leave the last field empty"),
        ],
    )
    def test_what_is_no_address_is_refused(
        self, address: str, data: dict[str, str], error: str
    ) -> None:
        page = Client().post(address, data)
        assert page.status_code == 422
        assert error in soup_of(page).select_one(".govuk-error-summary").get_text()  # type: ignore[union-attr]
        assert (Follower.objects.count(), mail.outbox) == (0, [])

    def test_another_site_asks_for_nobody(self, address: str) -> None:
        page = Client().post(
            address, {"email": "ada@example.org"}, headers={"Sec-Fetch-Site": "cross-site"}
        )
        assert page.status_code == 403
        assert 'value="ada@example.org"' in page.content.decode()
        assert Follower.objects.count() == 0

    def test_nowhere_without_mail_comments_or_a_page(
        self, taking: CommentSettings, passage: Passage, address: str, settings: Any
    ) -> None:
        assert Client().get(address).status_code == 200
        settings.PLAN_MAIL_IS_CONFIGURED = False
        assert Client().get(address).status_code == 404
        settings.PLAN_MAIL_IS_CONFIGURED = True
        CommentSettings.objects.update(showing=Showing.NEVER)
        assert Client().post(address, {"email": "a@example.org"}).status_code == 404
        CommentSettings.objects.update(showing=Showing.CHECKED)
        restrict(passage.page)
        assert Client().get(address).status_code == 404
        assert Follower.objects.count() == 0

    def test_it_is_kept_by_nobody_and_sets_no_cookie(self, address: str) -> None:
        page = Client(enforce_csrf_checks=True).post(address, {"email": ""})
        assert "no-store" in page["Cache-Control"]
        assert page["X-Robots-Tag"] == "noindex, nofollow"
        assert not page.cookies


class TestLinks:
    """Confirm and stop, without signing in."""

    def test_opening_asks_and_pressing_confirms(
        self, taking: CommentSettings, passage: Passage
    ) -> None:
        row = make_follower(taking, passage, "a@example.org", confirmed_at=None)
        path = link_path("confirm_following", row)
        assert b"Do you want news of comments?" in Client().get(path).content
        row.refresh_from_db()
        assert row.confirmed_at is None
        assert b"You are on the list" in Client().post(path).content
        row.refresh_from_db()
        assert row.confirmed_at is not None

    def test_opening_asks_and_pressing_stops_from_wherever(self, follower: Follower) -> None:
        path = link_path("stop_following", follower)
        assert b"Stop sending me news" in Client().get(path).content
        assert Follower.objects.count() == 1
        client = Client(enforce_csrf_checks=True)
        assert client.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert Follower.objects.count() == 0
        assert client.post(path).status_code == 200

    @pytest.mark.parametrize("name", ["confirm_following", "stop_following"])
    def test_a_wrong_token_does_nothing(self, follower: Follower, name: str) -> None:
        Follower.objects.update(confirmed_at=None)
        path = link_path(name, follower)
        Client().post(re.sub(r"[0-9a-f]{64}", "0" * 64, path))
        Client().post(path.replace(f"/{follower.pk}/", f"/{follower.pk + 1}/"))
        follower.refresh_from_db()
        assert follower.confirmed_at is None

    def test_the_pages_name_no_address(self, follower: Follower) -> None:
        page = Client().get(link_path("stop_following", follower))
        assert b"ada@" not in page.content
        assert page["Referrer-Policy"] == "strict-origin"


def test_addresses_nobody_confirmed_go_after_a_week_and_all_with_the_retention(
    taking: CommentSettings, passage: Passage, follower: Follower
) -> None:
    make_follower(taking, passage, "unsure@example.org", confirmed_at=None)
    call_command("send_comment_news", stdout=StringIO())
    assert Follower.objects.count() == 2
    Follower.objects.update(created_at=timezone.now() - timedelta(days=8))
    call_command("send_comment_news", stdout=StringIO())
    assert list(Follower.objects.all()) == [follower]
    Consultation.objects.update(retain_until=timezone.now().date() - timedelta(days=1))
    call_command("send_comment_news", stdout=StringIO())
    assert Follower.objects.count() == 0
