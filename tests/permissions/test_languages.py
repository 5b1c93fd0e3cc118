"""Translators work in their own language, and publish nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from home.models import User
from plan.models import Organisation, PlanPage, SectionPage
from plan.permissions import can_edit_page, can_edit_words_in, can_publish_page, can_translate_into
from tests.factories import fresh, make_organisation, publish, translate

POLISH = "Translator: Polish"


@pytest.fixture
def polish(section: SectionPage) -> SectionPage:
    """The chapter's draft in Polish; there is one in Arabic too."""
    translate(section, "ar", publish=False)
    return translate(section, "pl", publish=False)


def locale(code: str) -> Locale:
    return Locale.objects.get(language_code=code)


def test_a_translator_edits_pages_of_one_language(
    section: SectionPage, polish: SectionPage, member: Callable[[str], User]
) -> None:
    user = member(POLISH)
    arabic = section.get_translation(locale("ar"))
    assert [can_edit_page(user, page) for page in (section, polish, arabic)] == [False, True, False]
    assert not can_publish_page(user, polish)


@pytest.mark.parametrize(("code", "status"), [("pl", 200), ("en", 302), ("ar", 302)])
def test_a_translator_opens_the_editor_in_one_language(
    section: SectionPage,
    polish: SectionPage,
    signed_in: Callable[[str], Client],
    code: str,
    status: int,
) -> None:
    page = section.get_translation_or_none(locale(code)) or section
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert signed_in(POLISH).get(url).status_code == status


def test_a_translator_starts_translations_into_one_language(
    section: SectionPage, signed_in: Callable[[str], Client]
) -> None:
    client = signed_in(POLISH)
    url = reverse("wagtail_localize:submit_page_translation", args=[section.pk])
    assert client.get(url).status_code == 200
    assert client.post(url, {"locales": [locale("ar").pk]}).status_code == 302
    assert not section.has_translation(locale("ar"))
    client.post(url, {"locales": [locale("pl").pk, "nonsense"]})
    assert not section.has_translation(locale("pl"))
    client.post(url, {"locales": [locale("pl").pk]})
    assert section.has_translation(locale("pl"))
    assert not section.get_translation(locale("pl")).live


@pytest.mark.parametrize(("role", "is_live"), [(POLISH, False), ("Editor", False)])
def test_bringing_translations_up_to_date_publishes_nothing_for_who_may_not(
    section: SectionPage,
    polish: SectionPage,
    signed_in: Callable[[str], Client],
    role: str,
    is_live: bool,
) -> None:
    source = TranslationSource.objects.get_for_instance(section)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    client = signed_in(role)
    client.post(url, {"publish_translations": "on"})
    assert fresh(polish).live is is_live
    assert client.get(url).status_code == 200
    assert client.post(url, {}).status_code == 302


def test_an_administrator_brings_translations_up_to_date_and_publishes_them(
    section: SectionPage, polish: SectionPage, django_capture_on_commit_callbacks: Callable
) -> None:
    administrator = User.objects.create_superuser("administrator@example.org")
    client = Client()
    client.force_login(administrator, "django.contrib.auth.backends.ModelBackend")
    source = TranslationSource.objects.get_for_instance(section)
    url = reverse("wagtail_localize:update_translations", args=[source.pk])
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"publish_translations": "on"})
    assert fresh(polish).live


def test_a_translator_cannot_publish_a_translation(
    polish: SectionPage, signed_in: Callable[[str], Client]
) -> None:
    url = reverse("wagtailadmin_pages:edit", args=[polish.pk])
    signed_in(POLISH).post(url, {"action": "publish"})
    assert not fresh(polish).live


@pytest.mark.parametrize(
    ("role", "is_copy"), [(POLISH, False), ("Editor", False), ("Publisher", True)]
)
def test_only_who_publishes_puts_a_copy_in_place_of_a_translation(
    polish: SectionPage, signed_in: Callable[[str], Client], role: str, is_copy: bool
) -> None:
    publish(polish)
    url = reverse("wagtail_localize:convert_to_alias", args=[polish.pk])
    signed_in(role).post(url)
    assert (fresh(polish).alias_of_id is not None) is is_copy


@pytest.fixture
def organisation(plan: PlanPage) -> Organisation:
    """A body with a name in English, Polish and Arabic."""
    made = make_organisation(name="Volunteers")
    for code in ("pl", "ar"):
        made.copy_for_translation(locale(code)).save()
    return made


@pytest.mark.parametrize(("code", "status"), [("pl", 200), ("en", 302), ("ar", 302)])
def test_a_translator_edits_words_in_one_language(
    organisation: Organisation, signed_in: Callable[[str], Client], code: str, status: int
) -> None:
    words = Organisation.objects.get(
        translation_key=organisation.translation_key, locale=locale(code)
    )
    url = reverse("wagtailsnippets_plan_organisation:edit", args=[words.pk])
    client = signed_in(POLISH)
    assert client.get(url).status_code == status
    client.post(url, {"name": "Changed", "kind": "partner"})
    words.refresh_from_db()
    assert (words.name == "Changed") is (code == "pl")


@pytest.mark.parametrize(("code", "is_written"), [("pl", True), ("ar", False)])
def test_a_translator_translates_words_into_one_language(
    organisation: Organisation, signed_in: Callable[[str], Client], code: str, is_written: bool
) -> None:
    source, _ = TranslationSource.update_or_create_from_instance(organisation)
    translation = Translation.objects.create(source=source, target_locale=locale(code))
    segment = StringSegment.objects.filter(source=source).first()
    url = reverse("wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk])
    signed_in(POLISH).put(url, "value=X", content_type="application/x-www-form-urlencoded")
    assert StringTranslation.objects.filter(data="X").exists() is is_written


@pytest.mark.parametrize(("code", "is_started"), [("pl", True), ("ar", False)])
def test_a_translator_starts_the_translation_of_words_into_one_language(
    plan: PlanPage, signed_in: Callable[[str], Client], code: str, is_started: bool
) -> None:
    made = make_organisation(name="Youth council")
    url = reverse(
        "wagtail_localize:submit_snippet_translation", args=["plan", "organisation", made.pk]
    )
    signed_in(POLISH).post(url, {"locales": [locale(code).pk]})
    assert made.has_translation(locale(code)) is is_started


def test_editors_work_in_every_language(
    section: SectionPage, polish: SectionPage, member: Callable[[str], User]
) -> None:
    user = member("Editor")
    assert all(can_edit_words_in(user, each) for each in Locale.objects.all())
    assert all(can_translate_into(user, section, each) for each in Locale.objects.all())
    assert not can_publish_page(user, publish(section))


def test_who_has_no_front_page_is_judged_by_permissions_alone(
    section: SectionPage, member: Callable[[str], User]
) -> None:
    assert can_edit_words_in(member("Data owner"), locale("ar"))


def test_into_a_language_with_no_pages_translates_who_edits_the_source(
    section: SectionPage, member: Callable[[str], User]
) -> None:
    welsh = Locale.objects.create(language_code="cy")
    assert can_translate_into(member("Editor"), section, welsh)
    assert not can_translate_into(member(POLISH), section, welsh)
    assert Page.objects.filter(locale=welsh).count() == 0
