"""Colours that cannot be read are refused, with the reason; the others reach the page."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Site

from plan.brand import stylesheet, version_of
from plan.colours import contrast_fault, contrast_ratio, validate_hex_colour
from plan.models import Branding, PlanPage
from tests import factories


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.478)],
)
def test_contrast(one: str, other: str, ratio: float) -> None:
    assert contrast_ratio(one, other) == pytest.approx(ratio, abs=0.001)
    assert contrast_ratio(other, one) == contrast_ratio(one, other)


def test_a_colour_that_is_too_light() -> None:
    assert contrast_fault("#767676") == ""
    fault = contrast_fault("#777777")
    assert "is 4.4 to 1" in fault
    assert "choose a darker colour" in fault
    assert contrast_fault("no colour") == ""


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "#1234567", "#123456;}", ""])
def test_what_is_no_colour(value: str) -> None:
    with pytest.raises(ValidationError, match="Write the colour as #"):
        validate_hex_colour(value)


def test_branding_names_each_colour_that_is_refused() -> None:
    branding = Branding(brand_colour="#ffffff", link_colour="#1a5794", button_colour="#eeeeee")
    with pytest.raises(ValidationError) as caught:
        branding.clean()
    assert set(caught.value.message_dict) == {"brand_colour", "button_colour"}
    Branding().clean()


@pytest.mark.django_db
def test_the_stylesheet(client: Client, plan: PlanPage) -> None:
    assert client.get("/en/brand.css").content == b""
    with factories.committing():
        branding = Branding.objects.create(site=Site.objects.get(), brand_colour="#112233")
    css = ".plan-scope{--plan-brand:#112233;--plan-link:#1a5794;--plan-button:#0b6b4f}"
    assert stylesheet(branding) == css
    response = client.get("/en/brand.css")
    assert response.content.decode() == css
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=300"
    assert (
        client.get("/en/brand.css", headers={"If-None-Match": response["ETag"]}).status_code == 304
    )
    address = f"/en/brand.css?v={version_of(css)}"
    assert f'href="{address}"' in client.get(plan.url).content.decode()
    assert client.get(address)["Cache-Control"] == "public, max-age=31536000"
    assert client.get("/en/brand.css?v=old")["Cache-Control"] == "public, max-age=300"
    assert client.post("/en/brand.css").status_code == 405


@pytest.mark.django_db
def test_a_colour_that_got_in_some_other_way_is_left_out() -> None:
    css = stylesheet(Branding(brand_colour="}body{color:red", link_colour="#123456"))
    assert css == ".plan-scope{--plan-link:#123456;--plan-button:#0b6b4f}"
    empty = Branding(brand_colour="", link_colour="", button_colour="")
    assert stylesheet(empty) == ""


@pytest.mark.django_db
def test_another_host_gets_the_default_site(client: Client, plan: PlanPage) -> None:
    Site.objects.all().delete()
    assert client.get("/en/brand.css").content == b""
