"""Words around every page: in the right language, never stale, and never in the way."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import Site

from plan.models import Branding, PlanPage, ServiceDetails
from tests import factories

pytestmark = pytest.mark.django_db


def make_details(language: str = "en", **fields: Any) -> ServiceDetails:
    """Details in a language."""
    with factories.committing():
        details: ServiceDetails = ServiceDetails.objects.create(
            **{"locale": factories.make_locale(language), "site_name": "Plans of ours", **fields}
        )
    return details


def page(client: Client, plan: PlanPage) -> str:
    """A page's HTML."""
    return client.get(plan.url).content.decode()


def test_without_any_words(client: Client, plan: PlanPage) -> None:
    text = page(client, plan)
    assert "<title>Safer together</title>" in text
    assert "mailto:" not in text


def test_each_language_has_its_own_else_the_default(client: Client, plan: PlanPage) -> None:
    english = make_details(help_text="Weekdays, 9 to 5")
    assert str(english) == "Plans of ours"
    translated = factories.translate(plan, "pl")
    assert "Plans of ours" in page(client, translated)
    make_details("pl", site_name="Nasze plany", translation_key=english.translation_key)
    assert "Nasze plany" in page(client, translated)
    assert "Plans of ours" in page(client, plan)


def test_words_in_another_language_than_the_page_say_so(client: Client, plan: PlanPage) -> None:
    words = {"emergency_notice": "In danger call 999.", "help_text": "Weekdays"}
    address = [("link", {"text": "About us", "page": None, "address": "https://a.example/"})]
    english = make_details(help_phone="1", footer_links=address, **words)
    shown = ["In danger call 999.</p>", "Weekdays</span>", "About us</a>", "Plans of ours</a>"]
    for language, attributes in (("pl", ' lang="en"'), ("ar", ' lang="en" dir="ltr"')):
        text = page(client, factories.translate(plan, language))
        assert all(f"{attributes}>{said}" in text for said in shown)
    assert 'lang="en"' not in page(client, plan).split("<footer")[1]
    make_details("pl", translation_key=english.translation_key, emergency_notice="Alarm: 112.")
    in_polish = page(client, factories.translate(factories.make_section(plan), "pl"))
    assert '<p class="govuk-body govuk-!-font-weight-bold">Alarm: 112.</p>' in in_polish


def test_a_change_shows_at_once(client: Client, plan: PlanPage) -> None:
    assert "Plans of ours" not in page(client, plan)
    details = make_details(help_phone="020 7946 0000")
    assert "020 7946 0000" in page(client, plan)
    details.help_email = "help@example.org"
    with factories.committing():
        details.save()
    assert "mailto:help@example.org" in page(client, plan)
    with factories.committing():
        details.delete()
    assert "help@example.org" not in page(client, plan)


def test_the_words_are_kept(client: Client, plan: PlanPage) -> None:
    details = make_details()
    page(client, plan)
    ServiceDetails.objects.filter(pk=details.pk).update(site_name="Behind the cache")
    assert "Behind the cache" not in page(client, plan)


def test_a_logo_unless_it_is_private(client: Client, plan: PlanPage) -> None:
    logo = factories.make_image()
    with factories.committing():
        Branding.objects.create(site=Site.objects.get(), logo=logo)
    assert "plan-header__logo" in page(client, plan)
    logo.is_private = True
    with factories.committing():
        logo.save()
    assert "plan-header__logo" not in page(client, plan)


def test_footer_links_follow_their_pages(client: Client, plan: PlanPage) -> None:
    target = factories.make_information_page(title="Privacy")
    make_details(footer_links=[("link", {"text": "Privacy", "page": target, "address": ""})])
    translated = factories.translate(plan, "pl")
    assert f'href="{target.url}">Privacy' in page(client, plan)
    assert f'href="{target.url}" lang="en">Privacy' in page(client, translated)
    in_polish = factories.translate(target, "pl")
    assert f'href="{in_polish.url}" lang="en">Privacy' in page(client, translated)
    assert f'href="{target.url}">Privacy' in page(client, plan)
    with factories.committing():
        restriction = factories.restrict(target)
    assert ">Privacy<" not in page(client, plan)
    assert ">Privacy<" not in page(client, translated)
    with factories.committing():
        restriction.delete()
    assert ">Privacy<" in page(client, plan)
    with factories.committing():
        factories.fresh(target).delete()
    assert ">Privacy<" not in page(client, plan)


@pytest.mark.parametrize("call", ["get", "set", "incr"])
def test_a_cache_that_fails_fails_no_page(
    client: Client, plan: PlanPage, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    details = make_details()

    def refuse(*args: Any, **kwargs: Any) -> Any:
        raise ConnectionError("no cache")

    real = getattr(cache, call)

    def refuse_ours(key: str, *args: Any, **kwargs: Any) -> Any:
        return refuse() if str(key).startswith("plan:") else real(key, *args, **kwargs)

    monkeypatch.setattr(type(cache._connections[cache._alias]), call, staticmethod(refuse_ours))
    assert "Plans of ours" in page(client, plan)
    with factories.committing():
        details.save()
    assert "Plans of ours" in page(client, plan)
