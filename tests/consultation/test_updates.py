"""News by email: asked for, confirmed by link, ended by link, apart from every answer."""

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
from wagtail.models import ModelLogEntry

from plan.consultation.asking_for.links import link_path
from plan.consultation.asking_for.updates_mail import send_confirmation
from plan.consultation.models import Consultation, ConsultationPage, UpdatesSubscriber
from tests.consultation.browsing import Walk, heading_of, page_of, stored, summary_errors, text_of
from tests.consultation.factories import record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture
def subscriber(walk: Walk) -> UpdatesSubscriber:
    """An address that has not been confirmed."""
    return UpdatesSubscriber.objects.create(
        consultation=record(walk.page), email="ada@example.org", language="en"
    )


def ask(walk: Walk, **data: Any) -> Any:
    """Ask for news."""
    return walk.client.post(f"{walk.address}updates/", {"email": "Ada@Example.org", **data})


class TestAsking:
    """The public's form."""

    def test_confirmation_and_consultation_lead_to_it(self, walk: Walk) -> None:
        assert f"{walk.address}updates/" in page_of(Client().get(walk.page.url)).links
        walk.finish_form()
        assert f"{walk.address}updates/" in page_of(walk.get("sent/")).links

    def test_without_mail_it_is_nowhere(self, walk: Walk, settings: Any) -> None:
        settings.PLAN_MAIL_IS_CONFIGURED = False
        assert f"{walk.address}updates/" not in page_of(Client().get(walk.page.url)).links
        assert walk.get("updates/").status_code == 404
        assert ask(walk).status_code == 404
        assert UpdatesSubscriber.objects.count() == 0

    def test_nothing_but_a_question_is_sent_before_it_is_confirmed(self, walk: Walk) -> None:
        done = ask(walk)
        assert heading_of(walk.client.get(done["Location"])) == "Look for our letter in your email"
        row = UpdatesSubscriber.objects.get()
        assert (row.email, row.language, row.confirmed_at) == ("ada@example.org", "en", None)
        [letter] = mail.outbox
        assert letter.to == ["ada@example.org"]
        assert f"http://testserver{link_path('confirm_updates', row)}" in letter.body
        stop = f"http://testserver{link_path('stop_updates', row)}"
        assert letter.extra_headers == {
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }

    def test_asking_again_adds_nothing_and_tells_nothing(
        self, walk: Walk, subscriber: UpdatesSubscriber
    ) -> None:
        UpdatesSubscriber.objects.update(confirmed_at=timezone.now())
        done = ask(walk)
        assert done["Location"].endswith("/updates/?asked=1")
        assert UpdatesSubscriber.objects.count() == 1
        assert mail.outbox == []

    def test_no_letter_box_is_flooded(self, walk: Walk) -> None:
        assert {ask(walk).status_code for _ in range(5)} == {303}
        assert len(mail.outbox) == 3

    @pytest.mark.parametrize(
        ("data", "error"),
        [
            ({"email": ""}, ("#id_email", "Enter your email address.")),
            (
                {"email": "ada"},
                (
                    "#id_email",
                    "Enter an email address in the right form, like name@example.com.",
                ),
            ),
            ({"website": "x"}, ("#id_website", "Leave the last field empty, then send again.")),
        ],
    )
    def test_what_is_no_address_is_refused(
        self, walk: Walk, data: dict[str, str], error: tuple[str, str]
    ) -> None:
        page = ask(walk, **data)
        assert page.status_code == 422
        assert summary_errors(page) == [error]
        assert UpdatesSubscriber.objects.count() == 0
        assert mail.outbox == []

    def test_another_site_subscribes_nobody(self, walk: Walk) -> None:
        page = walk.client.post(
            f"{walk.address}updates/",
            {"email": "ada@example.org"},
            headers={"Sec-Fetch-Site": "cross-site"},
        )
        assert page.status_code == 403
        assert UpdatesSubscriber.objects.count() == 0

    def test_it_is_tied_to_no_response(self, walk: Walk) -> None:
        walk.finish_form()
        before = stored()
        ask(walk)
        assert stored() == before
        names = {field.name for field in UpdatesSubscriber._meta.get_fields()}
        assert not {"response", "attempt"} & names

    def test_a_line_end_in_a_title_makes_no_header(
        self, walk: Walk, subscriber: UpdatesSubscriber
    ) -> None:
        ConsultationPage.objects.update(title="Have\r\nBcc: x@example.org")
        send_confirmation.call(subscriber.pk, "http://testserver")
        assert mail.outbox[0].recipients() == ["ada@example.org"]
        assert "\n" not in mail.outbox[0].subject


class TestLinks:
    """Confirm and stop, without signing in."""

    def test_opening_asks_and_pressing_confirms(self, subscriber: UpdatesSubscriber) -> None:
        path = link_path("confirm_updates", subscriber)
        assert heading_of(Client().get(path)) == "Do you want our news?"
        subscriber.refresh_from_db()
        assert subscriber.confirmed_at is None
        assert heading_of(Client().post(path)) == "You are on the list"
        subscriber.refresh_from_db()
        first = subscriber.confirmed_at
        assert first is not None
        Client().post(path)
        subscriber.refresh_from_db()
        assert subscriber.confirmed_at == first

    def test_opening_asks_and_pressing_stops(self, subscriber: UpdatesSubscriber) -> None:
        path = link_path("stop_updates", subscriber)
        assert heading_of(Client().get(path)) == "Do you want no more news?"
        assert UpdatesSubscriber.objects.count() == 1
        assert heading_of(Client().post(path)) == "You are not on the list"
        assert UpdatesSubscriber.objects.count() == 0
        assert Client().post(path).status_code == 200

    def test_the_pages_say_whose_news_it_is_and_lead_back(
        self, subscriber: UpdatesSubscriber
    ) -> None:
        page = ConsultationPage.objects.get()
        for name in ("confirm_updates", "stop_updates"):
            for ask in (Client().get, Client().post):
                text = ask(link_path(name, subscriber)).content.decode()
                assert f'<span class="govuk-caption-l">{page.title}</span>' in text
                assert f'href="{page.get_url()}">Back to' in text

    def test_a_mail_program_stops_with_one_click(self, subscriber: UpdatesSubscriber) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post(
            link_path("stop_updates", subscriber), {"List-Unsubscribe": "One-Click"}
        )
        assert answer.status_code == 200
        assert UpdatesSubscriber.objects.count() == 0

    def test_stopping_works_when_the_consultation_has_no_page_any_more(
        self, subscriber: UpdatesSubscriber
    ) -> None:
        ConsultationPage.objects.update(live=False)
        Client().post(link_path("stop_updates", subscriber))
        assert UpdatesSubscriber.objects.count() == 0

    @pytest.mark.parametrize("name", ["confirm_updates", "stop_updates"])
    def test_a_wrong_token_does_nothing(self, subscriber: UpdatesSubscriber, name: str) -> None:
        path = link_path(name, subscriber)
        for wrong in (
            re.sub(r"[0-9a-f]{64}", "0" * 64, path),
            path.replace(f"/{subscriber.pk}/", f"/{subscriber.pk + 1}/"),
        ):
            Client().post(wrong)
        subscriber.refresh_from_db()
        assert subscriber.confirmed_at is None

    def test_the_pages_are_kept_by_nobody(self, subscriber: UpdatesSubscriber) -> None:
        page = Client().get(link_path("confirm_updates", subscriber))
        assert "no-store" in page["Cache-Control"]
        assert page["Referrer-Policy"] == "strict-origin"
        assert "ada@" not in text_of(page)


class TestAdmin:
    """The list, for those who may see it."""

    def address(self, subscriber: UpdatesSubscriber) -> str:
        """The admin's page."""
        return f"/admin/consultations/{subscriber.consultation.public_id}/news"

    def test_it_counts_and_erases(
        self, subscriber: UpdatesSubscriber, admin_client: Client
    ) -> None:
        UpdatesSubscriber.objects.update(confirmed_at=timezone.now())
        page = admin_client.get(f"{self.address(subscriber)}/")
        assert "1 confirmed address wants news." in text_of(page)
        admin_client.post(f"{self.address(subscriber)}/", {"row": subscriber.pk, "erase": "1"})
        assert UpdatesSubscriber.objects.count() == 0
        entry = ModelLogEntry.objects.get(action="plan_consultation.erase_subscriber")
        assert "ada" not in repr((entry.data, entry.label))

    def test_the_file_holds_confirmed_addresses_with_their_way_out(
        self, subscriber: UpdatesSubscriber, admin_client: Client
    ) -> None:
        UpdatesSubscriber.objects.update(confirmed_at=timezone.now())
        UpdatesSubscriber.objects.create(
            consultation=subscriber.consultation, email="unsure@example.org", language="en"
        )
        answer = admin_client.get(f"{self.address(subscriber)}.csv")
        lines = b"".join(answer.streaming_content).decode().splitlines()
        assert len(lines) == 2
        assert lines[1].startswith("ada@example.org,en,")
        assert lines[1].endswith(f"http://testserver{link_path('stop_updates', subscriber)}")
        assert ModelLogEntry.objects.filter(action="plan_consultation.export_subscribers").exists()


def test_addresses_nobody_confirmed_go_after_a_week_and_all_with_the_retention(
    subscriber: UpdatesSubscriber,
) -> None:
    now = timezone.now()
    other = UpdatesSubscriber.objects.create(
        consultation=subscriber.consultation,
        email="sure@example.org",
        language="en",
        confirmed_at=now,
    )
    call_command("delete_expired_requests", stdout=StringIO())
    assert UpdatesSubscriber.objects.count() == 2
    UpdatesSubscriber.objects.update(created_at=now - timedelta(days=8))
    call_command("delete_expired_requests", stdout=StringIO())
    assert list(UpdatesSubscriber.objects.all()) == [other]
    Consultation.objects.update(retain_until=now.date() - timedelta(days=1))
    call_command("delete_expired_requests", stdout=StringIO())
    assert UpdatesSubscriber.objects.count() == 0
