"""What is private never reaches anything public: a canary in every private field, and no hit."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page

from home.models import User
from plan.models import Passage, PlanPage, SectionPage
from tests import factories

CANARY = "Kanarienvogel"
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


def public_addresses(plan: PlanPage) -> list[str]:
    """Every public address there is, of this site."""
    pages = [page.url for page in Page.objects.filter(depth__gt=1) if page.url]
    passages = [
        f"/{row.locale.language_code}/passages/{row.translation_key}/{row.block_id}/"
        for row in Passage.objects.select_related("locale")
    ]
    return [
        *pages,
        *passages,
        f"/en/whole-plan/{plan.translation_key}/",
        f"/pl/whole-plan/{plan.translation_key}/",
        f"/en/search/?q={CANARY}",
        f"/pl/search/?q={CANARY}",
        "/sitemap.xml",
        "/sitemap-en.xml",
        "/sitemap-pl.xml",
        "/robots.txt",
        "/en/brand.css",
        "/en/no-such-page/",
    ]


def assert_no_canary(client: Client, plan: PlanPage) -> None:
    """No public response holds the canary, except for saying again what was asked for."""
    for address in public_addresses(plan):
        response = client.get(address)
        text = response.content.decode()
        for said in (f'value="{CANARY}"', f"“{CANARY}”", f"„{CANARY}”", f'value="{address}"'):
            text = text.replace(said, "")
        assert CANARY.lower() not in text.lower(), address


@pytest.fixture
def hidden(plan: PlanPage) -> SectionPage:
    """A chapter whose every word is a canary."""
    return factories.make_section(
        plan, [CANARY], title=CANARY, slug=CANARY.lower(), summary=CANARY, search_description=CANARY
    )


def test_the_canary_is_found_where_nothing_hides_it(
    client: Client, plan: PlanPage, hidden: SectionPage
) -> None:
    with pytest.raises(AssertionError):
        assert_no_canary(client, plan)
    assert CANARY in client.get(f"/en/search/?q={CANARY}").content.decode()


def test_a_restricted_page(client: Client, plan: PlanPage, hidden: SectionPage) -> None:
    factories.make_section(plan, ["Before.", ("measure", {"page": hidden.pk}), "After."])
    factories.restrict(hidden)
    assert_no_canary(client, plan)


def test_a_page_below_a_restricted_one_in_another_language(
    client: Client, plan: PlanPage, hidden: SectionPage
) -> None:
    translated = factories.translate(hidden, "pl")
    factories.restrict(translated)
    assert_no_canary(client, plan)


def test_an_unpublished_page(client: Client, plan: PlanPage, hidden: SectionPage) -> None:
    factories.make_section(plan, ["Before.", ("measure", {"page": hidden.pk}), "After."])
    with factories.committing():
        hidden.unpublish()
    assert_no_canary(client, plan)


def test_a_draft_of_a_published_page(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan)
    chapter.title = CANARY
    chapter.body = factories.stream(SectionPage, [CANARY])
    chapter.save_revision()
    assert_no_canary(client, plan)


def test_a_page_never_published(client: Client, plan: PlanPage) -> None:
    factories.make_section(plan, [CANARY], title=CANARY, is_live=False)
    assert_no_canary(client, plan)


def test_private_images_and_documents(client: Client, plan: PlanPage) -> None:
    image = factories.make_image(title=CANARY, is_private=True)
    document = factories.make_document(title=CANARY, is_private=True, name=f"{CANARY}.pdf")
    picture = {"image": image.pk, "alt_text": CANARY, "decorative": False}
    body = [
        ("image", {"image": picture, "caption": CANARY}),
        ("document", {"document": document.pk, "text": CANARY}),
        ("document", {"document": document.pk, "text": ""}),
        "Words.",
    ]
    chapter = factories.make_section(plan, body, bsl_file=document)
    factories.make_statement(
        plan,
        body,
        portrait=image,
        portrait_alt=CANARY,
        video_file=document,
        captions_file=document,
        bsl_file=document,
    )
    plan = factories.fresh(plan)
    plan.social_image = image
    plan.formats = [("format", format_value(document))]
    factories.publish(plan)
    assert_no_canary(client, plan)
    assert [row.text for row in chapter.plan_passages.order_by("position")] == [
        "",
        "",
        "",
        "Words.",
    ]
    assert chapter.plan_passages.get(text="Words.").number == "1.4"


def format_value(document: object) -> dict[str, object]:
    """A format in English that is a file."""
    return {
        "title": CANARY,
        "kind": "pdf",
        "language": "en",
        "document": document,
        "page": None,
        "address": "",
    }


def test_an_image_that_becomes_private_leaves_the_index(client: Client, plan: PlanPage) -> None:
    image = factories.make_image()
    picture = {"image": image.pk, "alt_text": CANARY, "decorative": False}
    factories.make_section(plan, [("image", {"image": picture, "caption": ""})])
    assert Passage.objects.filter(text=CANARY).count() == 1
    with factories.committing():
        image.is_private = True
        image.save()
    assert not Passage.objects.filter(text=CANARY).exists()
    assert_no_canary(client, plan)


def test_an_untranslated_copy_is_not_a_translation(client: Client, plan: PlanPage) -> None:
    chapter = factories.make_section(plan, ["Only in English."], title="Chapter in English")
    factories.translate(plan, "pl")
    copy = factories.translate(chapter, "pl", words=None)
    assert copy.live
    for address in (
        factories.translate(plan, "pl").url,
        f"/pl/whole-plan/{plan.translation_key}/",
        "/pl/search/?q=English",
        "/sitemap-pl.xml",
    ):
        text = client.get(address).content.decode()
        assert "Chapter in English" not in text, address
        assert copy.slug not in text, address
    block = chapter.body[0].id
    missing = client.get(f"/pl/passages/{chapter.translation_key}/{block}/")
    assert missing.status_code == 404
    assert f"/en/passages/{chapter.translation_key}/{block}/" in missing.content.decode()
    assert b'hreflang="pl"' not in client.get(chapter.url).content


def test_a_reader_with_the_password_sees_the_contents_and_others_do_not(
    client: Client, plan: PlanPage
) -> None:
    chapter = factories.make_section(plan, ["Behind the door."], title="Door")
    restriction = factories.restrict(plan)
    before = client.get(chapter.url)
    assert b"Behind the door." not in before.content
    asked = client.post(
        f"/en/_util/authenticate_with_password/{restriction.pk}/{chapter.pk}/",
        {"password": "secret", "return_url": chapter.url},
    )
    assert asked.status_code == 302
    after = client.get(plan.url)
    assert b"Door" in after.content
    assert "Cookie" in after["Vary"]
    assert b"Door" not in Client().get(plan.url).content
    assert b"Behind the door." in client.get(chapter.url).content


def test_a_preview_of_a_draft_shows_nothing_else_that_is_shut(
    client: Client, plan: PlanPage, hidden: SectionPage
) -> None:
    chapter = factories.make_section(plan)
    factories.restrict(hidden)
    client.force_login(User.objects.create_superuser("a@example.org", "secret"))
    response = chapter.make_preview_request()
    assert response.status_code == 200
    assert CANARY not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/en/", "/en/search/?q=plan", "plan", "chapter", "whole", "passage"]
)
def test_reading_sets_no_cookie_and_depends_on_none(
    client: Client, plan: PlanPage, path: str
) -> None:
    chapter = factories.make_section(plan)
    address = {
        "plan": plan.url,
        "chapter": chapter.url,
        "whole": f"/en/whole-plan/{plan.translation_key}/",
        "passage": f"/en/passages/{chapter.translation_key}/{chapter.body[0].id}/",
    }.get(path, path)
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "Vary" not in response
