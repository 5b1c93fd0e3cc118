"""Editors see pages and blocks as readers will."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from home.models import User
from plan.blocks.formats import FormatBlock, content_languages
from plan.blocks.passages import PassageStreamBlock
from plan.checks import check_localize
from plan.fields import with_children
from plan.models import PlanPage, SectionPage
from tests import factories

pytestmark = pytest.mark.django_db
KINDS = list(PassageStreamBlock().child_blocks)


@pytest.fixture
def editor(client: Client, plan: PlanPage) -> Client:
    """A browser of somebody who may edit."""
    client.force_login(User.objects.create_superuser("editor@example.org", "secret"))
    return client


@pytest.mark.parametrize("kind", KINDS)
def test_each_block_has_a_preview_that_looks_like_the_page(editor: Client, kind: str) -> None:
    factories.make_image(title="Newest picture")
    factories.make_document(title="Newest report")
    factories.make_document(title="Secret report", is_private=True)
    body = SectionPage._meta.get_field("body").stream_block
    block = body.child_blocks[kind]
    assert block.is_previewable
    response = editor.get(f"/admin/block-preview/?id={block.definition_prefix}")
    assert response.status_code == 200
    text = response.content.decode()
    assert "plan/plan.css" in text
    assert '<div class="plan-scope">' in text
    assert "Secret report" not in text
    words = {
        "paragraph": "We will listen",
        "heading": "<h2",
        "list": "<li>safer streets</li>",
        "quotation": "We want to hear from you.",
        "table": ">2025<",
        "image": "<img",
        "document": "Newest report",
        "callout": "Call 999.",
        "measure": "A measure of progress is shown here.",
        "ask": "Questions of a consultation are asked here.",
    }
    assert words[kind] in text


def test_previews_where_there_are_no_files(editor: Client) -> None:
    body = SectionPage._meta.get_field("body").stream_block
    for kind in ("image", "document"):
        prefix = body.child_blocks[kind].definition_prefix
        assert editor.get(f"/admin/block-preview/?id={prefix}").status_code == 200


def test_a_page_that_is_being_edited(editor: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, title="Published")
    chapter.title = "Being edited"
    chapter.body = factories.stream(SectionPage, ["Not yet public."])
    chapter.save_revision()
    draft = editor.get(f"/admin/pages/{chapter.pk}/view_draft/")
    assert draft.status_code == 200
    assert "Being edited" in draft.content.decode()
    assert "Not yet public." in draft.content.decode()
    assert "frame-ancestors 'self'" in draft["Content-Security-Policy"]
    assert "Not yet public." not in Client().get(chapter.url).content.decode()


def test_a_page_that_was_never_saved(editor: Client, plan: PlanPage) -> None:
    page = SectionPage(title="New", slug="new", locale=plan.locale)
    page.body = factories.stream(SectionPage, ["First words."])
    page.path, page.depth = plan._get_children_path_interval(plan.path)[1], plan.depth + 1
    page.set_url_path(plan)
    response = page.make_preview_request()
    assert response.status_code == 200
    assert "First words." in response.content.decode()


def test_the_user_bar_is_for_those_signed_in(editor: Client, plan: PlanPage) -> None:
    assert "wagtail-userbar" in editor.get(plan.url).content.decode()
    assert "wagtail-userbar" not in Client().get(plan.url).content.decode()


def test_a_format_is_one_thing() -> None:
    block = FormatBlock()
    base = {"title": "PDF", "kind": "pdf", "language": "en", "document": None, "page": None}
    assert block.clean(block.normalize({**base, "address": "https://a.example/"}))
    for address, document in (("", None), ("https://a.example/", factories.make_document())):
        with pytest.raises(ValidationError) as caught:
            block.clean(block.normalize({**base, "address": address, "document": document}))
        assert "Give exactly one: a file, a page or an address." in str(
            caught.value.as_json_data()  # type: ignore[attr-defined]
        )
    assert ("cy", "Cymraeg") in content_languages()


def test_labels_of_blocks_begin_with_a_capital(plan: PlanPage) -> None:
    labels = [str(block.label) for block in with_children(PlanPage.formats.field.stream_block)]
    assert "Or address elsewhere" in labels
    assert [label for label in labels if label[:1].islower()] == []


def test_a_site_is_warned_of_translations_that_go_live_untranslated(settings: object) -> None:
    assert check_localize() == []
    settings.WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = True  # type: ignore[attr-defined]
    assert [warning.id for warning in check_localize()] == ["plan.W001"]
