"""The front page, pages of information and the way to them."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page, Site

from plan.models import PlanPage, ServiceDetails
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("only_core", "tasks")]


def test_the_front_page_lists_public_plans(client: Client, plan: PlanPage) -> None:
    factories.make_plan(title="Draft plan", is_live=False)
    shut = factories.make_plan(title="Shut plan")
    factories.restrict(shut)
    text = client.get("/en/").content.decode()
    assert '<h1 class="govuk-heading-xl">Plans</h1>' in text
    assert f'<a class="govuk-link" href="{plan.url}">Safer together</a>' in text
    assert '<strong class="govuk-tag">In consultation</strong>' in text
    assert "Draft plan" not in text
    assert "Shut plan" not in text


def test_the_front_page_is_not_named_twice(client: Client, plan: PlanPage) -> None:
    with factories.committing():
        ServiceDetails.objects.create(locale=factories.make_locale("en"), site_name="Plans")
    assert "<title>Plans</title>" in client.get("/en/").content.decode()


def test_the_newest_plan_comes_first(client: Client, plan: PlanPage) -> None:
    for title, start in (("Older", "2018-04-01"), ("Newer", "2026-04-01")):
        factories.make_plan(title=title, period_start=start)
    text = client.get("/en/").content.decode()
    assert text.index(">Newer<") < text.index(">Older<")


def test_a_page_of_information(client: Client, plan: PlanPage) -> None:
    page = factories.make_information_page(summary="In short.")
    text = client.get(page.url).content.decode()
    assert "Tell us what does not work." in text
    assert '<meta name="description" content="In short.">' in text
    assert "Updated on" in text


def test_the_way_to_the_front_page(client: Client, plan: PlanPage) -> None:
    assert client.get("/en/home/")["Location"] == "/en/"
    assert client.get("/fr/home/")["Location"] == "/en/"
    factories.translate(plan, "pl")
    assert client.get("/pl/home/")["Location"] == "/pl/"
    assert client.get("/")["Location"] == "/en/"


@pytest.mark.parametrize("is_switched_on", [False, True])
def test_a_language_in_which_there_is_nothing(
    client: Client, plan: PlanPage, is_switched_on: bool
) -> None:
    chapter = factories.make_section(plan)
    if is_switched_on:
        factories.make_locale("fr")
    assert client.get("/", headers={"Accept-Language": "fr"})["Location"] == "/fr/"
    assert client.get("/fr/")["Location"] == "/en/"
    for page in (plan, chapter):
        assert client.get(page.url.replace("/en/", "/fr/")).status_code == 404
    assert client.get(f"/fr/whole-plan/{plan.translation_key}/").status_code == 404
    address = f"passages/{chapter.translation_key}/{chapter.body[0].id}/"
    missing = client.get(f"/fr/{address}")
    assert missing.status_code == 404
    assert f'href="/en/{address}"' in missing.content.decode()
    assert client.get("/fr/search/?q=listen").status_code == 200


def test_no_site_at_this_address(client: Client, plan: PlanPage) -> None:
    Site.objects.all().delete()
    assert client.get("/en/home/").status_code == 404


def test_words_around_every_page(client: Client, plan: PlanPage) -> None:
    contact = factories.make_information_page(title="Contact")
    links = [
        ("link", {"text": "Contact us", "page": contact, "address": ""}),
        ("link", {"text": "Our organisation", "page": None, "address": "https://a.example/"}),
    ]
    with factories.committing():
        ServiceDetails.objects.create(
            locale=factories.make_locale("en"),
            site_name="London’s plans",
            organisation_name="Office of the Mayor",
            phase="beta",
            phase_text="This is new.",
            emergency_notice="In danger call 999.",
            footer_links=links,
        )
    text = client.get(plan.url).content.decode()
    assert "<title>Safer together – London’s plans</title>" in text
    assert "In danger call 999." in text
    assert "This is new." in text
    assert f'<a class="govuk-link" href="{contact.url}">Contact us</a>' in text
    assert '<a class="govuk-link" href="https://a.example/">Our organisation</a>' in text
    with factories.committing():
        Page.objects.get(pk=contact.pk).specific.unpublish()
    text = client.get(plan.url).content.decode()
    assert "Contact us" not in text
    assert "Our organisation" in text


def test_a_plain_search_that_asks_for_too_much(client: Client, plan: PlanPage) -> None:
    for question in (
        "%00",
        "x" * 5000,
        "%22%27%3B--",
        "*",
        "AND",
        "NOT+x",
        "NEAR(a",
        "a:b",
        "%E2%82%AC",
        "a&page=999",
        "a&page=x",
    ):
        assert client.get(f"/en/search/?q={question}").status_code == 200
