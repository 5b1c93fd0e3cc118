"""An address that was public once leads to where the page is now, in each language."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.models import PlanPage
from tests import factories

pytestmark = pytest.mark.django_db


def follow(client: Client, address: str) -> str:
    """Where an old address leads, for good."""
    response = client.get(address)
    assert response.status_code == 301, address
    return str(response["Location"])


def test_a_slug_that_changed(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, slug="first")
    old = chapter.url
    chapter.slug = "better"
    chapter = factories.publish(chapter)
    assert chapter.url == old.replace("first", "better")
    assert follow(client, old) == chapter.url


def test_a_slug_above_that_changed(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan)
    old_plan, old_chapter = plan.url, chapter.url
    plan.slug = "renamed"
    plan = factories.publish(plan)
    assert follow(client, old_plan) == plan.url == "/en/renamed/"
    assert follow(client, old_chapter) == factories.fresh(chapter).url


def test_a_page_that_moved_with_what_is_below_it(client: Client, plan: PlanPage) -> None:
    parent = factories.make_information_page(slug="help")
    page = factories.make_information_page(slug="contact")
    below = factories.make_information_page(page, slug="by-post")
    old_page, old_below = page.url, below.url
    with factories.committing():
        page.move(parent, pos="last-child")
    assert follow(client, old_page) == "/en/help/contact/"
    assert follow(client, old_below) == "/en/help/contact/by-post/"


def test_each_language_by_itself(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, slug="first")
    polish = factories.translate(chapter, "pl")
    old = polish.url
    polish.slug = "pierwszy"
    polish = factories.publish(polish)
    assert follow(client, old) == polish.url
    assert polish.url.endswith("/pierwszy/")
    assert client.get(chapter.url).status_code == 200


def test_a_slug_that_changed_twice_and_back(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, slug="one")
    for slug in ("two", "three", "one"):
        chapter.slug = slug
        chapter = factories.publish(chapter)
    base = plan.url
    assert client.get(f"{base}one/").status_code == 200
    assert follow(client, f"{base}two/") == chapter.url
    assert follow(client, f"{base}three/") == chapter.url


def test_a_redirect_to_a_page_that_was_taken_down(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, slug="one")
    old = chapter.url
    chapter.slug = "two"
    chapter = factories.publish(chapter)
    with factories.committing():
        chapter.unpublish()
    response = client.get(old, follow=True)
    assert response.status_code == 404
