"""An administrator switches a language on in the admin, and readers find it there."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale

from tests import factories
from tests.consultation.browsing import text_of

pytestmark = pytest.mark.django_db


def test_a_language_needs_no_developer(admin_client: Client, client: Client) -> None:
    plan = factories.make_plan()
    source = Locale.get_default()
    form = admin_client.get(reverse("wagtaillocales:add"))
    assert "Cymraeg" in text_of(form) or "Welsh" in text_of(form)
    given = {
        "language_code": "cy",
        "component-wagtail_localize_localesynchronization-sync_from": str(source.pk),
        "component-wagtail_localize_localesynchronization-enabled": "",
    }
    answer = admin_client.post(reverse("wagtaillocales:add"), given)
    assert answer.status_code == 302, text_of(answer)
    assert Locale.objects.filter(language_code="cy").exists()
    welsh = factories.translate(plan, "cy")
    page = client.get(welsh.url)
    assert (page.status_code, page["Content-Language"]) == (200, "cy")
    text = text_of(page)
    assert '<html lang="cy" dir="ltr"' in text
    assert "[cy] Safer together" in text
    assert 'lang="cy"' in text_of(client.get(plan.url)).split("<main")[0]
