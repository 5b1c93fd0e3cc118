"""What search engines are told."""

from __future__ import annotations

import pytest
from django.test import Client

from plan.models import PlanPage, ServiceDetails
from tests import factories

pytestmark = pytest.mark.django_db


def test_each_language_has_a_sitemap_of_its_own(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan)
    shut = factories.make_section(plan, title="Shut")
    factories.restrict(shut)
    polish = factories.translate(plan, "pl")
    factories.make_locale("fr")
    index = client.get("/sitemap.xml")
    assert index["Content-Type"] == "application/xml"
    text = index.content.decode()
    assert "http://testserver/sitemap-en.xml" in text
    assert "http://testserver/sitemap-pl.xml" in text
    assert "sitemap-fr.xml" not in text
    english = client.get("/sitemap-en.xml").content.decode()
    assert english.count("<loc>") == 3
    assert f"<loc>http://testserver{chapter.url}</loc>" in english
    assert shut.slug not in english
    in_polish = client.get("/sitemap-pl.xml").content.decode()
    assert f"<loc>http://testserver{polish.url}</loc>" in in_polish
    assert "/en/" not in in_polish


def test_a_language_the_site_does_not_have(client: Client, plan: PlanPage) -> None:
    factories.make_locale("fr")
    assert client.get("/sitemap-xx.xml").status_code == 404
    assert client.get("/sitemap-fr.xml").content.count(b"<loc>") == 0


def test_robots_stay_away_from_forms(client: Client, plan: PlanPage) -> None:
    text = client.get("/robots.txt").content.decode()
    assert text.splitlines()[:3] == ["User-agent: *", "Disallow: /admin/", "Disallow: /accounts/"]
    assert "Disallow: /*/take-part/\n" in text
    assert "Sitemap: http://testserver/sitemap.xml\n" in text


def test_a_demonstration_is_not_indexed(client: Client, plan: PlanPage) -> None:
    ServiceDetails.objects.create(
        locale=factories.make_locale("en"), site_name="Demo", demonstration_notice="Not real."
    )
    assert "Disallow: /\n" in client.get("/robots.txt").content.decode()
    text = client.get(plan.url).content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in text
    assert "Not real." in text


@pytest.mark.parametrize("address", ["/en/search/", "whole"])
def test_lists_made_of_other_pages_are_not_indexed(
    client: Client, plan: PlanPage, address: str
) -> None:
    whole = f"/en/whole-plan/{plan.translation_key}/"
    text = client.get(whole if address == "whole" else address).content.decode()
    assert '<meta name="robots" content="noindex, nofollow">' in text
