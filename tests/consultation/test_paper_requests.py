"""“Send me a paper copy”: asked for without JavaScript, kept apart, sent and forgotten."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.actions.request_paper import mark_paper_sent
from plan.consultation.models import Consultation, PaperRequest
from tests.consultation.browsing import Walk, heading_of, page_of, stored, summary_errors, text_of
from tests.consultation.factories import record

pytestmark = pytest.mark.django_db

WANTED = {
    "name": "Ada Okafor",
    "address": "1 High Street\r\nHackney",
    "format": "large",
    "language": "en",
}


@pytest.fixture
def wanted(walk: Walk) -> PaperRequest:
    """A request for the walk's consultation."""
    values = {**WANTED, "address": "1 High Street\nHackney"}
    return PaperRequest.objects.create(consultation=record(walk.page), **values)


def send(walk: Walk, **changes: Any) -> Any:
    """Ask for a form by post."""
    return walk.client.post(f"{walk.address}paper-copy/", {**WANTED, **changes})


def rows() -> list[dict[str, Any]]:
    """All requests."""
    return list(PaperRequest.objects.values("name", "address", "format", "language", "sent_at"))


class TestAsking:
    """The public's form."""

    def test_the_consultation_links_to_it_while_open(self, walk: Walk) -> None:
        assert f"{walk.address}paper-copy/" in page_of(Client().get(walk.page.url)).links
        Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        assert f"{walk.address}paper-copy/" not in page_of(Client().get(walk.page.url)).links
        assert walk.get("paper-copy/").status_code == 410
        assert send(walk).status_code == 410
        assert rows() == []

    def test_it_is_noted_and_said(self, walk: Walk) -> None:
        done = send(walk)
        assert done.status_code == 303
        assert heading_of(walk.client.get(done["Location"])) == "We will send you a form"
        assert "Okafor" not in text_of(walk.client.get(done["Location"]))
        [row] = rows()
        assert (row["name"], row["format"], row["language"]) == ("Ada Okafor", "large", "en")
        assert row["address"].splitlines() == ["1 High Street", "Hackney"]
        assert row["sent_at"] is None

    def test_it_sets_no_cookie_and_is_never_cached(self, walk: Walk) -> None:
        page = walk.get("paper-copy/")
        assert not page.cookies
        assert "no-store" in page["Cache-Control"]
        assert "csrf" not in text_of(page).lower()

    def test_a_double_click_is_one_request(self, walk: Walk) -> None:
        send(walk)
        send(walk)
        assert len(rows()) == 1

    @pytest.mark.parametrize(
        ("changes", "error"),
        [
            ({"name": ""}, ("#id_name", "Enter your name, so that the post can find you.")),
            ({"address": " "}, ("#id_address", "Enter the address to send the form to.")),
            (
                {"name": "x" * 201},
                ("#id_name", "Your name can have up to 200 characters."),
            ),
            ({"format": []}, ("#id_format-0", "Choose the format of the form.")),
            (
                {"format": "papyrus"},
                (
                    "#id_format-0",
                    "One of the answers is not offered any more. Choose again.",
                ),
            ),
            (
                {"language": "tlh"},
                (
                    "#id_language-0",
                    "One of the answers is not offered any more. Choose again.",
                ),
            ),
            ({"website": "x"}, ("#id_website", "Leave the last field empty, then send again.")),
        ],
    )
    def test_what_cannot_be_sent_is_said_and_kept(
        self, walk: Walk, changes: dict[str, Any], error: tuple[str, str]
    ) -> None:
        page = send(walk, **changes)
        assert page.status_code == 422
        assert summary_errors(page) == [error]
        if "address" not in changes:
            assert "1 High Street" in text_of(page)
        assert rows() == []

    def test_null_characters_make_no_error_of_the_server(self, walk: Walk) -> None:
        assert send(walk, name="A\x00da").status_code in (303, 422)

    def test_another_site_asks_for_nothing(self, walk: Walk) -> None:
        page = walk.client.post(
            f"{walk.address}paper-copy/", WANTED, headers={"Origin": "https://elsewhere.example"}
        )
        assert page.status_code == 403
        assert "Ada Okafor" in text_of(page)
        assert rows() == []

    def test_it_touches_no_answers(self, walk: Walk) -> None:
        walk.fill()
        before = stored()
        send(walk)
        assert stored() == before


class TestSending:
    """The admin's list."""

    @pytest.fixture
    def manager(self, client: Client) -> User:
        """Somebody who may do all, signed in."""
        user = User.objects.create_user("manager@example.org")
        names = ["access_admin", "view_response", "view_paperrequest"]
        more = ["change_paperrequest", "delete_paperrequest"]
        user.user_permissions.set(Permission.objects.filter(codename__in=[*names, *more]))
        client.force_login(user)
        return user

    def address(self, wanted: PaperRequest) -> str:
        """The admin's page."""
        return f"/admin/consultations/{wanted.consultation.public_id}/paper-requests"

    def test_open_ones_come_first(
        self, wanted: PaperRequest, client: Client, manager: User
    ) -> None:
        PaperRequest.objects.filter(pk=wanted.pk).update(sent_at=timezone.now())
        values = {**WANTED, "name": "Later"}
        PaperRequest.objects.create(consultation=wanted.consultation, **values)
        words = page_of(client.get(f"{self.address(wanted)}/")).words
        assert words.index("Later") < words.index("Ada Okafor")

    def test_one_is_marked_as_sent_with_who_and_when(
        self, wanted: PaperRequest, client: Client, manager: User
    ) -> None:
        client.post(f"{self.address(wanted)}/", {"row": wanted.pk, "sent": "1"})
        wanted.refresh_from_db()
        first = wanted.sent_at
        assert (wanted.sent_by, first is None) == (manager, False)
        mark_paper_sent(request=wanted, user=User.objects.create_superuser("b@example.org"))
        wanted.refresh_from_db()
        assert (wanted.sent_by, wanted.sent_at) == (manager, first)
        [entry] = ModelLogEntry.objects.filter(action="plan_consultation.mark_paper_sent")
        assert entry.data == {"request": wanted.pk}

    def test_one_is_erased_and_the_log_names_nobody(
        self, wanted: PaperRequest, client: Client, manager: User
    ) -> None:
        client.post(f"{self.address(wanted)}/", {"row": wanted.pk, "erase": "1"})
        assert rows() == []
        entry = ModelLogEntry.objects.get(action="plan_consultation.erase_paper_request")
        assert "Okafor" not in repr((entry.data, entry.label))

    @pytest.mark.parametrize("row", ["", "x", "0", "99999999999999999999", "-1"])
    def test_a_row_that_is_none_is_not_found(
        self, wanted: PaperRequest, client: Client, manager: User, row: str
    ) -> None:
        path = f"{self.address(wanted)}/"
        answer = client.post(path, {"row": row, "erase": "1"}, follow=True)
        assert answer.status_code == 404
        assert len(rows()) == 1

    def test_the_file_is_harmless_and_logged(
        self, wanted: PaperRequest, client: Client, manager: User
    ) -> None:
        PaperRequest.objects.update(name='=HYPERLINK("x")')
        answer = client.get(f"{self.address(wanted)}.csv")
        lines = b"".join(answer.streaming_content).decode()
        assert "'=HYPERLINK" in lines
        assert "1 High Street" in lines
        assert ModelLogEntry.objects.filter(
            action="plan_consultation.export_paper_requests", user=manager
        ).exists()

    def test_who_may_only_look_changes_nothing(
        self, wanted: PaperRequest, client: Client, manager: User
    ) -> None:
        manager.user_permissions.remove(
            *Permission.objects.filter(codename__in=["change_paperrequest", "delete_paperrequest"])
        )
        page = client.get(f"{self.address(wanted)}/")
        assert "Mark as sent" not in text_of(page)
        for button in ("sent", "erase"):
            client.post(f"{self.address(wanted)}/", {"row": wanted.pk, button: "1"})
        assert [row["sent_at"] for row in rows()] == [None]
        assert not ModelLogEntry.objects.filter(action__endswith="paper_sent").exists()

    def test_who_may_read_responses_does_not_see_addresses(
        self, wanted: PaperRequest, client: Client, manager: User
    ) -> None:
        manager.user_permissions.remove(Permission.objects.get(codename="view_paperrequest"))
        for end in ("/", ".csv"):
            answer = client.get(f"{self.address(wanted)}{end}", follow=True)
            assert b"Okafor" not in answer.getvalue()

    @pytest.mark.parametrize("many", [3, 30])
    def test_queries_do_not_grow_with_requests(
        self,
        wanted: PaperRequest,
        client: Client,
        manager: User,
        many: int,
        django_assert_max_num_queries: Any,
    ) -> None:
        PaperRequest.objects.bulk_create(
            PaperRequest(
                consultation=wanted.consultation, sent_at=timezone.now(), sent_by=manager, **WANTED
            )
            for _ in range(many)
        )
        with django_assert_max_num_queries(22):
            client.get(f"{self.address(wanted)}/")


def test_they_go_with_the_retention_of_the_consultation(wanted: PaperRequest) -> None:
    call_command("delete_expired_requests", stdout=StringIO())
    assert len(rows()) == 1
    Consultation.objects.update(retain_until=timezone.now().date() - timedelta(days=1))
    call_command("delete_expired_requests", stdout=StringIO())
    assert rows() == []
