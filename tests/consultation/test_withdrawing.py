"""A response is withdrawn by its author, or gets a new private link from staff."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation.models import (
    Answer,
    Attempt,
    Consultation,
    ContactDetail,
    ProtectedAnswer,
    Response,
    TallyState,
)
from plan.consultation.private_links import private_path
from plan.consultation.references import new_salt
from tests.consultation.browsing import Walk, heading_of, stored, text_of
from tests.consultation.factories import (
    known_id,
)

pytestmark = pytest.mark.django_db


def link_of(response: Response, language: str = "en") -> str:
    """The address of the private page."""
    return private_path(response, response.consultation, language)


@pytest.fixture
def sent(walk: Walk) -> Response:
    """A response that was sent in the walk's browser."""
    return walk.finish_form()


class TestWithdrawing:
    """Everything but the fact goes."""

    def test_it_asks_once_more(self, sent: Response) -> None:
        before = stored()
        page = Client().get(f"{link_of(sent)}withdraw/")
        assert heading_of(page) == "Do you want to withdraw your response?"
        assert stored() == before

    def test_answers_and_contacts_go_and_the_reference_still_answers(
        self, walk: Walk, sent: Response
    ) -> None:
        Response.objects.update(is_tallied=True)
        done = walk.client.post(f"{link_of(sent)}withdraw/")
        assert (done.status_code, done["Location"]) == (303, link_of(sent))
        assert Answer.objects.count() == ContactDetail.objects.count() == 0
        assert Attempt.objects.count() == 0
        fresh = Response.objects.get()
        assert fresh.reference == sent.reference
        assert fresh.withdrawn_at is not None
        assert Response.objects.counted().count() == 0
        assert TallyState.objects.get().needs_recount is True
        page = Client().get(link_of(sent))
        assert heading_of(page) == "This response has been withdrawn"
        assert sent.reference in text_of(page)
        entry = ModelLogEntry.objects.get(action="plan_consultation.withdraw_response")
        assert entry.data == {"reference": sent.reference}

    def test_twice_is_once(self, sent: Response) -> None:
        Client().post(f"{link_of(sent)}withdraw/")
        first = Response.objects.get().withdrawn_at
        again = Client().post(f"{link_of(sent)}withdraw/")
        assert again.status_code == 303
        assert Response.objects.get().withdrawn_at == first
        entries = ModelLogEntry.objects.filter(action="plan_consultation.withdraw_response")
        assert entries.count() == 1

    def test_it_takes_a_change_that_was_begun_with_it(self, sent: Response) -> None:
        Client().post(f"{link_of(sent)}change/")
        Client().post(f"{link_of(sent)}withdraw/")
        assert Attempt.objects.count() == 0
        assert Client().post(f"{link_of(sent)}change/").status_code == 410

    def test_it_is_possible_after_closing(self, sent: Response) -> None:
        Consultation.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
        Client().post(f"{link_of(sent)}withdraw/")
        assert Response.objects.get().withdrawn_at is not None

    def test_another_site_withdraws_nothing(self, sent: Response) -> None:
        before = stored()
        page = Client().post(
            f"{link_of(sent)}withdraw/", headers={"Origin": "https://elsewhere.example"}
        )
        assert page.status_code == 403
        assert stored() == before


class TestNewLink:
    """Staff end a link and make another."""

    @pytest.fixture
    def manager(self) -> User:
        """Somebody who may read and erase everything but special categories."""
        user = User.objects.create_user("manager@example.org")
        names = ["access_admin", "view_response", "erase_response", "view_contactdetail"]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        return user

    def address(self, response: Response) -> str:
        """The admin's page."""
        place = f"{response.consultation.public_id}/responses/{response.reference}"
        return f"/admin/consultations/{place}/new-link/"

    def test_the_old_link_ends_and_the_new_one_is_shown_once(
        self, sent: Response, manager: User, client: Client
    ) -> None:
        old = link_of(sent)
        client.force_login(manager)
        assert client.get(self.address(sent)).status_code == 200
        assert Client().get(old).status_code == 200
        page = client.post(self.address(sent))
        new = link_of(Response.objects.get())
        assert new != old
        assert f"http://testserver{new}" in text_of(page)
        assert Client().get(old).status_code == 404
        assert Client().get(new).status_code == 200
        entry = ModelLogEntry.objects.get(action="plan_consultation.renew_private_link")
        assert entry.data == {"reference": sent.reference}

    def test_whoever_may_not_read_special_categories_gets_no_link_to_them(
        self, sent: Response, manager: User, client: Client
    ) -> None:
        ProtectedAnswer.objects.create(
            consultation=sent.consultation, response=sent, question_id=known_id("health")
        )
        client.force_login(manager)
        client.post(self.address(sent))
        assert Response.objects.get().link_salt == sent.link_salt
        manager.user_permissions.add(Permission.objects.get(codename="view_protectedanswer"))
        client.post(self.address(sent))
        assert Response.objects.get().link_salt != sent.link_salt

    def test_readers_alone_may_not(self, sent: Response, client: Client) -> None:
        user = User.objects.create_user("reader@example.org")
        names = ["access_admin", "view_response", "view_contactdetail"]
        user.user_permissions.set(Permission.objects.filter(codename__in=names))
        client.force_login(user)
        client.post(self.address(sent))
        assert Response.objects.get().link_salt == sent.link_salt


def test_salts_differ() -> None:
    assert len({new_salt() for _ in range(100)}) == 100
