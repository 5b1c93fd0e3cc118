"""Editors see what stands between questions as respondents will."""

from __future__ import annotations

import pytest
from django.test import Client

from home.models import User
from tests.consultation.test_contents import block_of
from tests.factories import make_document, make_image, make_plan, make_section

pytestmark = pytest.mark.django_db
WORDS = {
    "content_text": "Please read this",
    "content_facts": "<details",
    "content_image": "<img",
    "content_video": "<video",
    "content_bsl": "British Sign Language",
    "content_passage": "More <b>officers</b>",
}


@pytest.mark.parametrize("kind", WORDS)
def test_each_has_a_preview(client: Client, kind: str) -> None:
    client.force_login(User.objects.create_superuser("editor@example.org", "secret"))
    make_section(make_plan(), ["More <b>officers</b> on night buses."])
    make_image()
    make_document()
    block = block_of(kind)
    assert block.is_previewable
    shown = client.get(f"/admin/block-preview/?id={block.definition_prefix}")
    assert shown.status_code == 200
    assert WORDS[kind] in shown.content.decode()
    assert 'class="plan-scope"' in shown.content.decode()


@pytest.mark.parametrize("kind", WORDS)
def test_each_has_a_preview_where_there_is_nothing_to_show(client: Client, kind: str) -> None:
    client.force_login(User.objects.create_superuser("editor@example.org", "secret"))
    shown = client.get(f"/admin/block-preview/?id={block_of(kind).definition_prefix}")
    assert shown.status_code == 200
