"""After an entry its author's private link can be passed on, by whoever typed it alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from home.models import User
from plan.consultation.actions.withdraw_response import withdraw_response
from plan.consultation.models import Consultation, ConsultationPage, Response
from plan.consultation.private_links import private_path
from tests.consultation.browsing import text_of
from tests.consultation.entering import entered, person, url
from tests.consultation.factories import make_consultation

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return make_consultation()


@pytest.fixture
def clerk() -> Client:
    return person("clerk")


def shown(client: Client, page: ConsultationPage, response: Response) -> str:
    """The page after the entry."""
    return text_of(client.get(url("entered", page, response.reference)))


def link_of(response: Response) -> str:
    """The private link."""
    return f"http://testserver{private_path(response, response.consultation, response.language)}"


def test_the_link_stands_below_the_reference_and_opens_the_response(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    html = shown(clerk, page, response)
    assert f'<code dir="ltr" id="private-link">{link_of(response)}</code>' in html
    assert "change them until the consultation closes" in html
    own = Client().get(link_of(response))
    assert own.status_code == 200
    assert "Hackney" in text_of(own)
    assert Client().post(f"{link_of(response)}change/").status_code == 200


def test_after_closing_it_says_that_answers_can_be_withdrawn_only(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    Consultation.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    html = shown(clerk, page, response)
    assert link_of(response) in html
    assert "change them" not in html


def test_others_who_see_entries_are_not_shown_it(page: ConsultationPage, clerk: Client) -> None:
    response = entered(clerk, page)
    for name in ("check_response", "enter_response"):
        other = person(name, name, "view_response")
        html = shown(other, page, response)
        assert response.reference in html
        assert "private-link" not in html
    superuser = Client()
    superuser.force_login(User.objects.create_superuser("a@example.org", "pw"))
    assert "private-link" not in shown(superuser, page, response)


def test_it_is_gone_with_the_right_to_enter_and_with_what_was_typed(
    page: ConsultationPage, clerk: Client
) -> None:
    response = entered(clerk, page)
    Response.objects.filter(pk=response.pk).update(changed_at=timezone.now())
    assert "private-link" not in shown(clerk, page, response)
    Response.objects.filter(pk=response.pk).update(changed_at=None)
    assert "private-link" in shown(clerk, page, response)
    user = User.objects.get(email="clerk@example.org")
    user.user_permissions.remove(Permission.objects.get(codename="enter_response"))
    assert "private-link" not in shown(clerk, page, response)
    user.user_permissions.add(Permission.objects.get(codename="enter_response"))
    withdraw_response(response=response)
    assert "private-link" not in shown(clerk, page, response)
