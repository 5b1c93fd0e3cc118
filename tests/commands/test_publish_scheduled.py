"""Going live and expiring by the clock acts on every language of a page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from home.models import HomePage
from plan.actions import publish_translations as action
from plan.models import PlanPage, SectionPage
from tests.factories import (
    fresh,
    make_plan,
    make_roles,
    make_section,
    make_site,
    publish,
    store_translations,
    stream,
    translate,
)

SOON = timedelta(hours=1)


@pytest.fixture
def home(db: None) -> HomePage:
    page = make_site()
    for language in ("pl", "ar"):
        translate(page, language)
    return page


@pytest.fixture
def plan(home: HomePage) -> PlanPage:
    page = make_plan(home)
    for language in ("pl", "ar"):
        translate(page, language)
    return page


@pytest.fixture
def section(plan: PlanPage) -> SectionPage:
    """A chapter that is written and not yet public."""
    return make_section(plan, ["We listen."], is_live=False, title="Chapter")


def schedule(page: Page, **dates: object) -> None:
    """Publish the page's draft with dates, as its editor would; then the dates pass."""
    draft = page.get_latest_revision_as_object()
    for name in dates:
        setattr(draft, name, timezone.now() + SOON)
    draft.save_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    if "go_live_at" in dates:
        for revision in Revision.objects.filter(approved_go_live_at__isnull=False):
            revision.content["go_live_at"] = past.isoformat()
            revision.approved_go_live_at = past
            revision.save()
    if "expire_at" in dates:
        Page.objects.filter(pk=page.pk).update(expire_at=past)


def run() -> None:
    """What the site's timer runs."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("publish_scheduled")


def live_languages(page: Page) -> set[str]:
    """Languages in which the page is public."""
    pages = Page.objects.filter(translation_key=page.translation_key, live=True)
    return set(pages.values_list("locale__language_code", flat=True))


def test_finished_translations_go_live_with_the_source(section: SectionPage) -> None:
    polish = translate(section, "pl", publish=False)
    translate(section, "ar", publish=False, words=None)
    schedule(section, go_live_at=True)
    assert live_languages(section) == set()
    run()
    assert live_languages(section) == {"en", "pl"}
    assert fresh(polish).title == "[pl] Chapter"
    assert not fresh(polish).has_unpublished_changes
    entry = PageLogEntry.objects.filter(page=polish.pk, action="wagtail.publish.scheduled")
    assert entry.count() == 1


def test_running_again_changes_nothing(section: SectionPage) -> None:
    translate(section, "pl", publish=False)
    schedule(section, go_live_at=True)
    run()
    count = Revision.objects.count()
    run()
    assert Revision.objects.count() == count


def test_block_identities_are_the_same_in_both_languages(section: SectionPage) -> None:
    polish = translate(section, "pl", publish=False)
    schedule(section, go_live_at=True)
    run()
    ids = [[str(block.id) for block in fresh(page).body] for page in (section, polish)]
    assert ids[0] == ids[1]


def test_a_translation_of_an_older_draft_waits(section: SectionPage) -> None:
    translate(section, "pl", publish=False)
    section.body = stream(SectionPage, ["We listen, and then we act."])
    section.save_revision()
    schedule(section, go_live_at=True)
    run()
    assert live_languages(section) == {"en"}


def test_a_translation_that_is_nearly_finished_waits(section: SectionPage) -> None:
    from wagtail_localize.models import StringTranslation

    translate(section, "pl", publish=False)
    StringTranslation.objects.filter(data__contains="We listen").delete()
    schedule(section, go_live_at=True)
    run()
    assert live_languages(section) == {"en"}


def test_a_new_version_of_a_public_page_takes_its_translation_along(section: SectionPage) -> None:
    from wagtail_localize.models import Translation

    page = publish(section)
    polish = translate(page, "pl")
    page.title = "A new title"
    schedule_with(page, "A new title")
    translation = Translation.objects.get(
        source__object_id=page.translation_key, target_locale=polish.locale
    )
    run_with_words(translation, page)
    assert fresh(page).title == "A new title"
    assert fresh(polish).title == "[pl] A new title"


def schedule_with(page: SectionPage, title: str) -> None:
    """Schedule a new title."""
    page.title = title
    page.save_revision()
    schedule(page, go_live_at=True)


def run_with_words(translation: object, page: SectionPage) -> None:
    """Translate the coming draft first, then let the clock strike."""
    from wagtail_localize.models import TranslationSource

    source: TranslationSource = translation.source  # type: ignore[attr-defined]
    live = fresh(page)
    draft = page.get_latest_revision_as_object()
    source.content_json = draft.to_json()
    source.save()
    source.refresh_segments()
    store_translations(translation, "[{language}] {text}")
    assert live.title != draft.title
    run()


def test_a_translation_under_review_waits(section: SectionPage) -> None:
    make_roles()
    polish = translate(section, "pl", publish=False)
    polish.get_workflow().start(polish, None)
    schedule(section, go_live_at=True)
    run()
    assert live_languages(section) == {"en"}
    assert fresh(polish).workflow_in_progress


def test_a_translation_with_a_later_date_of_its_own_waits(section: SectionPage) -> None:
    polish = translate(section, "pl", publish=False)
    schedule(section, go_live_at=True)
    polish.go_live_at = timezone.now() + timedelta(days=2)
    polish.save_revision().publish()
    run()
    assert live_languages(section) == {"en"}


def test_publishing_by_hand_leaves_translations_as_they_are(section: SectionPage) -> None:
    translate(section, "pl", publish=False)
    publish(section)
    assert live_languages(section) == {"en"}


def test_a_scheduled_translation_leaves_the_others_as_they_are(section: SectionPage) -> None:
    polish = translate(section, "pl", publish=False)
    translate(section, "ar", publish=False)
    schedule(polish, go_live_at=True)
    run()
    assert live_languages(section) == {"pl"}


def test_one_translation_that_fails_does_not_hold_up_the_others(
    section: SectionPage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    translate(section, "pl", publish=False)
    translate(section, "ar", publish=False)
    schedule(section, go_live_at=True)
    publish_one = action.publish_translation

    def refuse_arabic(translation: object) -> Page:
        if translation.target_locale.language_code == "ar":  # type: ignore[attr-defined]
            raise ValidationError("no")
        return publish_one(translation)

    monkeypatch.setattr(action, "publish_translation", refuse_arabic)
    run()
    assert live_languages(section) == {"en", "pl"}
    assert "was not published" in caplog.text


def test_without_wagtail_localize_each_page_goes_live_by_itself(
    section: SectionPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    translate(section, "pl", publish=False)
    schedule(section, go_live_at=True)
    monkeypatch.setattr(action, "is_localize_installed", lambda: False)
    run()
    assert live_languages(section) == {"en"}


def test_when_the_source_expires_every_language_does(section: SectionPage) -> None:
    page = publish(section)
    polish = translate(page, "pl")
    assert live_languages(page) == {"en", "pl"}
    schedule(page, expire_at=True)
    run()
    assert live_languages(page) == set()
    assert fresh(page).expired
    assert fresh(polish).expired
    assert PageLogEntry.objects.filter(
        page=polish.pk, action="wagtail.unpublish.scheduled"
    ).exists()


def test_when_a_translation_expires_the_source_stays(section: SectionPage) -> None:
    page = publish(section)
    polish = translate(page, "pl")
    schedule(polish, expire_at=True)
    run()
    assert live_languages(page) == {"en"}
