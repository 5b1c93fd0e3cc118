"""The admin's front page says which languages nobody has checked."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from home.models import User
from plan import conf
from tests import factories
from tests.conftest import ROOT

WARNING = "No native reader has checked the words of this software in these languages."


def admin_home(client: Client) -> str:
    """The front page of the admin, as an administrator sees it."""
    client.force_login(User.objects.create_superuser("boss@example.org", "secret"))
    return client.get("/admin/").content.decode()


@pytest.mark.django_db
def test_a_language_that_is_switched_on_is_named(client: Client) -> None:
    for language in ("pl", "fr"):
        factories.make_locale(language)
    panel = admin_home(client).partition('id="unchecked-languages')[2].partition("</section>")[0]
    assert WARNING in panel
    assert "<li>Polish</li>" in panel
    assert "Arabic" not in panel
    assert "French" not in panel


@pytest.mark.django_db
def test_a_site_that_had_them_checked_is_left_in_peace(client: Client, settings: Any) -> None:
    factories.make_locale("pl")
    settings.PLAN_UNCHECKED_LANGUAGES = ("ar",)
    assert WARNING not in admin_home(client)


def test_the_catalogues_that_say_so_are_those_that_are_warned_of() -> None:
    unchecked = {
        path.parts[-3]
        for package in ("plan", "priorities")
        for path in (ROOT / package / "locale").glob("*/LC_MESSAGES/django.po")
        if "not checked by a native reader" in path.read_text("utf-8").partition("\n")[0]
    }
    assert set(conf.unchecked_languages()) == unchecked
