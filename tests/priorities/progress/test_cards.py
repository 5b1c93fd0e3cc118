"""A measure on a small page of its own, for frames on other sites."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import make_plan, restrict
from tests.priorities.makers import make_measure, make_priority, quarters, record

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Any:
    page = make_measure(make_priority(make_plan()), title="Good job")
    record(page, quarters(date(2020, 1, 1), [57, 61]))
    return page


def address(page: Any) -> str:
    """The card's address."""
    return reverse("plan:measure_card", args=[page.measure.public_id])


def test_it_has_figure_and_direction_and_leads_to_the_page(client: Client, page: Any) -> None:
    response = client.get(address(page))
    html = response.content.decode()
    assert "61%" in html
    assert "Up 4 percentage points" in html
    assert f'href="{page.get_full_url(response.wsgi_request)}" target="_top"' in html
    assert "<script" not in html
    assert "Set-Cookie" not in response


def test_everybody_may_frame_it_unless_the_owner_says_who(
    client: Client, page: Any, settings: Any
) -> None:
    response = client.get(address(page))
    assert "frame-ancestors *" in response["Content-Security-Policy"]
    assert "X-Frame-Options" not in response
    settings.PLAN_CARD_FRAME_ANCESTORS = ["https://news.example.org"]
    policy = client.get(address(page))["Content-Security-Policy"]
    assert "frame-ancestors https://news.example.org" in policy
    assert "script-src" not in policy
    settings.PLAN_CARD_FRAME_ANCESTORS = []
    assert "frame-ancestors 'none'" in client.get(address(page))["Content-Security-Policy"]


def test_other_pages_may_still_not_be_framed(client: Client, page: Any) -> None:
    assert "frame-ancestors 'none'" in client.get(page.url)["Content-Security-Policy"]


def test_style_sheets_from_elsewhere_are_let_in(client: Client, page: Any, settings: Any) -> None:
    settings.STATIC_URL = "https://static.example.org/files/"
    policy = client.get(address(page))["Content-Security-Policy"]
    assert "style-src 'self' https://static.example.org;" in policy


def test_what_is_not_public_has_no_card(client: Client, page: Any) -> None:
    restrict(page)
    assert client.get(address(page)).status_code == 404


def test_the_page_says_how_to_show_it_elsewhere(client: Client, page: Any) -> None:
    html = client.get(page.url).content.decode()
    assert f'&lt;iframe src="http://testserver{address(page)}"' in html
