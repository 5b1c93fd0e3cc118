"""The guards at the doors people use: the admin, its bulk actions, the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import clear_url_caches
from django.utils import timezone
from wagtail.models import APIToken, Page, PageViewRestriction

from home.models import User
from plan.consultation.models import Consultation, ConsultationPage
from tests.consultation.browsing import Walk, stored, text_of
from tests.consultation.factories import make_consultation
from tests.factories import fresh, make_plan

pytestmark = pytest.mark.django_db

OPEN = "“Have your say” is open for responses. Close it first"
HAS = "“Have your say” has 1 response, which belongs to it for good."


@pytest.fixture
def page() -> ConsultationPage:
    """An open consultation with a response."""
    page = make_consultation()
    Walk(page).finish_form()
    return fresh(page)


def close() -> None:
    """Let it be over."""
    Consultation.objects.update(closes_at=timezone.now() - timedelta(hours=1))


def pages() -> Any:
    """Places and states of all pages."""
    rows = Page.objects.order_by("path").exclude(title="Other")
    return list(rows.values("pk", "path", "live", "expire_at")), stored()


def test_admin_deletes_neither_page_nor_plan(page: ConsultationPage, admin_client: Client) -> None:
    close()
    before = pages()
    for held in (page, page.get_parent()):
        response = admin_client.post(f"/admin/pages/{held.pk}/delete/", follow=True)
        assert response.status_code == 200
        assert HAS in text_of(response)
    assert pages() == before


def test_admin_deletes_nothing_in_bulk(page: ConsultationPage, admin_client: Client) -> None:
    close()
    before = pages()
    address = f"/admin/bulk/wagtailcore/page/delete/?id={page.pk}"
    response = admin_client.post(address, follow=True)
    assert HAS in text_of(response)
    assert pages() == before


@pytest.mark.parametrize(
    "address", ["/admin/pages/{}/unpublish/", "/admin/bulk/wagtailcore/page/unpublish/?id={}"]
)
def test_admin_does_not_unpublish_while_open(
    page: ConsultationPage, admin_client: Client, address: str
) -> None:
    before = pages()
    response = admin_client.post(address.format(page.pk), follow=True)
    assert OPEN in text_of(response)
    assert pages() == before


def test_admin_does_not_move_it_to_another_plan(
    page: ConsultationPage, admin_client: Client
) -> None:
    close()
    other = make_plan(title="Other")
    before = pages()
    response = admin_client.post(f"/admin/pages/{page.pk}/move/{other.pk}/confirm/", follow=True)
    assert HAS in text_of(response)
    assert pages() == before


def test_admin_moves_nothing_in_bulk(page: ConsultationPage, admin_client: Client) -> None:
    close()
    other = make_plan(title="Other")
    before = pages()
    address = f"/admin/bulk/wagtailcore/page/move/?id={page.pk}"
    response = admin_client.post(address, {"chooser": other.pk}, follow=True)
    assert HAS in text_of(response)
    assert pages() == before


def test_admin_does_not_restrict_while_open(page: ConsultationPage, admin_client: Client) -> None:
    data = {"restriction_type": "login", "password": "", "groups": []}
    response = admin_client.post(f"/admin/pages/{page.pk}/privacy/", data)
    assert OPEN in response.json()["html"]
    assert PageViewRestriction.objects.count() == 0


@pytest.fixture
def api(settings: Any) -> Iterator[Client]:
    """A host with Wagtail's API v3, and an administrator's token."""
    settings.ROOT_URLCONF = "tests.consultation.api_urls"
    clear_url_caches()
    user = User.objects.create_superuser("robot@example.com", "pw")
    _token, secret = APIToken.create_token(user=user, name="robot")
    yield Client(headers={"Authorization": f"Bearer {secret}"}, raise_request_exception=False)
    clear_url_caches()


@pytest.mark.parametrize("is_plan", [False, True])
def test_api_deletes_nothing(page: ConsultationPage, api: Client, is_plan: bool) -> None:
    close()
    held = page.get_parent() if is_plan else page
    before = pages()
    response = api.delete(f"/api/v3/pages/{held.pk}/")
    connection.set_rollback(False)  # outside of tests the request's own transaction ends here
    assert response.status_code == 403
    assert pages() == before


def test_api_neither_moves_nor_unpublishes(page: ConsultationPage, api: Client) -> None:
    other = make_plan(title="Other")
    before = pages()
    moved = api.post(
        f"/api/v3/pages/{page.pk}/actions/move/",
        {"destination_id": other.pk, "position": "last-child"},
        content_type="application/json",
    )
    hidden = api.post(
        f"/api/v3/pages/{page.pk}/actions/unpublish/", {}, content_type="application/json"
    )
    assert (moved.status_code, hidden.status_code) == (403, 403)
    assert pages() == before
