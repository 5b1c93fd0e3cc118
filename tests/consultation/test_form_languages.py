"""Words of a form in other languages: which version they hold for, and when they are complete."""

from __future__ import annotations

import copy
import uuid

import pytest
from wagtail.models import Locale

from plan.consultation.builder import definition_of
from plan.consultation.models import ConsultationPage, FormTexts
from plan.consultation.queries import form_languages, words_in_force
from tests.consultation.factories import (
    form_value,
    known_id,
    question,
    record,
)
from tests.consultation.publishing import (
    SMALL,
    by_hand,
    correct,
    languages,
    moved,
    polish_words,
    publish_translation,
    raw_form,
    republish,
    reworded,
    small,
    versions,
)
from tests.factories import add, fresh, make_locale, make_plan, translate

pytestmark = pytest.mark.django_db


def test_finished_translation_brings_words_for_the_version_in_force() -> None:
    page = small()
    translate(page, "pl")
    assert languages(page) == [(1, "en", 1), (1, "pl", 1)]
    polish = FormTexts.objects.get(language="pl")
    assert polish.texts[f"{known_id('a')}.text"] == "[pl] Safety"
    assert form_languages(record(page)) == ["en", "pl"]


def test_half_finished_translation_brings_none() -> None:
    from wagtail_localize.models import StringTranslation

    page = small()
    polish = translate(page, "pl", publish=False)
    StringTranslation.objects.filter(data="[pl] Safety").delete()
    publish_translation(page, "pl")
    assert languages(page) == [(1, "en", 1)]
    assert fresh(polish).live
    assert form_languages(record(page)) == ["en"]
    assert words_in_force(record(page), "pl") is None


def test_untranslated_words_bring_none() -> None:
    page = small()
    translate(page, "pl", words=None)
    assert languages(page) == [(1, "en", 1)]


def test_corrected_translation_is_the_next_revision() -> None:
    page = small()
    translate(page, "pl")
    correct("[pl] Safety", "Bezpieczeństwo")
    publish_translation(page, "pl")
    assert languages(page) == [(1, "en", 1), (1, "pl", 1), (1, "pl", 2)]
    in_force = FormTexts.objects.get(pk=words_in_force(record(page), "pl"))
    assert in_force.texts[f"{known_id('a')}.text"] == "Bezpieczeństwo"
    assert in_force.revision == 2


def test_translation_published_again_unchanged_adds_nothing() -> None:
    page = small()
    translate(page, "pl")
    publish_translation(page, "pl")
    assert languages(page) == [(1, "en", 1), (1, "pl", 1)]


def test_other_languages_keep_their_version_until_retranslated() -> None:
    page = small()
    translate(page, "pl")
    page = republish(page, reworded(page))
    assert languages(page) == [(1, "en", 1), (1, "pl", 1), (2, "en", 1)]
    in_force = FormTexts.objects.get(pk=words_in_force(record(page), "pl"))
    assert in_force.version.number == 1
    publish_translation(page, "pl")
    assert (2, "pl", 1) not in languages(page)
    translate(page, "pl")
    assert (2, "pl", 1) in languages(page)
    newest = FormTexts.objects.get(pk=words_in_force(record(page), "pl"))
    assert newest.texts[f"{known_id('where')}.text"] == "[pl] Where do you work?"


def test_moving_a_question_leaves_no_language_behind() -> None:
    page = small()
    translate(page, "pl")
    translate(page, "ar")
    republish(page, moved(page))
    assert languages(page) == [
        (1, "ar", 1),
        (1, "en", 1),
        (1, "pl", 1),
        (2, "ar", 1),
        (2, "en", 1),
        (2, "pl", 1),
    ]
    definition = definition_of(FormTexts.objects.get(version__number=2, language="pl"))
    titles = [[q.text for q in part.questions] for part in definition.sections]
    assert titles == [["[pl] Which matters?"], ["[pl] Why?", "[pl] Where do you live?"]]


def test_needing_an_answer_is_structure_not_words() -> None:
    page = small()
    translate(page, "pl")
    raw = raw_form(page)
    raw[1]["value"]["questions"][0]["value"]["is_required"] = True
    republish(page, raw)
    polish = definition_of(FormTexts.objects.get(version__number=2, language="pl"))
    asked = polish.question(uuid.UUID(known_id("why")))
    assert asked is not None
    assert asked.is_required is True


def test_dropping_a_question_nobody_answered_keeps_the_languages() -> None:
    page = small()
    translate(page, "pl")
    raw = raw_form(page)
    del raw[1]
    republish(page, raw)
    words = FormTexts.objects.get(version__number=2, language="pl").texts
    assert f"{known_id('why')}.text" not in words
    assert f"{known_id('where')}.text" in words


def test_new_question_waits_for_its_translation() -> None:
    page = small()
    translate(page, "pl")
    raw = raw_form(page)
    raw[1]["value"]["questions"].append(question("short_text", "new", "Anything else?"))
    page = republish(page, raw)
    assert [row for row in languages(page) if row[0] == 2] == [(2, "en", 1)]
    translate(page, "pl")
    assert [row for row in languages(page) if row[0] == 2] == [(2, "en", 1), (2, "pl", 1)]


def test_page_written_by_hand_brings_words_when_it_is_complete() -> None:
    page = small()
    by_hand(page, "pl", polish_words(page))
    words = FormTexts.objects.get(version__number=1, language="pl").texts
    assert words[f"{known_id('a')}.text"] == "Spokój"


def test_page_written_by_hand_that_lacks_words_brings_none() -> None:
    page = small()
    raw = polish_words(page)
    raw[0]["value"]["questions"][1]["value"]["text"] = " "
    by_hand(page, "pl", raw)
    assert languages(page) == [(1, "en", 1)]


def test_site_without_wagtail_localize(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("plan.consultation.translations.is_localize_installed", lambda: False)
    page = small()
    translate(page, "pl", words=None)
    assert languages(page) == [(1, "en", 1), (1, "pl", 1)]


def test_structure_comes_from_the_source_page_only() -> None:
    page = small()
    raw = polish_words(page)
    raw[0]["value"]["questions"].append(question("short_text", "stray", "Nur hier?"))
    by_hand(page, "pl", raw)
    assert versions(page) == [1]
    words = FormTexts.objects.get(language="pl").texts
    assert f"{known_id('stray')}.text" not in words


def test_consultation_written_in_polish_first() -> None:
    make_plan()
    make_locale("pl")
    plan = translate(make_plan(title="Another", slug="another"), "pl")
    page = ConsultationPage(
        title="Powiedz",
        slug="powiedz",
        summary="Co sądzisz?",
        form=form_value(copy.deepcopy(SMALL)),
        locale=Locale.objects.get(language_code="pl"),
    )
    page = add(plan, page)
    assert languages(page) == [(1, "pl", 1)]
