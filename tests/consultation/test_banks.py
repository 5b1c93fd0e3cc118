"""Question banks: written once, translated once, asked in many forms under their own ids."""

from __future__ import annotations

import uuid
from io import StringIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from plan.consultation.builder import definition_by_texts
from plan.consultation.models import (
    Answer,
    ConsultationPage,
    FormTexts,
    FormVersion,
    ProtectedAnswer,
    QuestionBank,
)
from plan.consultation.queries import words_in_force
from plan.consultation.shipped_banks.reading import bank_id, shipped_banks
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import (
    form_value,
    known_id,
    make_consultation,
    option,
    question,
    record,
    section,
)
from tests.consultation.publishing import raw_form
from tests.factories import (
    committing,
    fresh,
    make_locale,
    make_plan,
    publish,
    store_translations,
    translate,
)

pytestmark = pytest.mark.django_db
EXPLANATION = "We ask to learn who we have heard from."


def bank_questions(**changes: Any) -> list[dict[str, Any]]:
    """A protected question, and one that follows from it."""
    yes_no = [option("bank-yes", "Yes"), option("bank-no", "No")]
    asked = question(
        "single_choice", "ill", "Are you ill?", options=yes_no, is_required=True, is_protected=True
    )
    follows = question("short_text", "how", "How?", is_protected=True)
    follows["value"]["show_if"] = known_id("is-ill")
    asked["value"].update(changes)
    return [asked, follows]


def is_ill() -> dict[str, Any]:
    """The condition that the bank brings along."""
    clause = {"question": known_id("ill"), "operator": "is", "answers": known_id("bank-yes")}
    clauses = [{"type": "item", "id": known_id("is-ill-clause"), "value": clause}]
    value = {"name": "Is ill", "match": "all", "clauses": clauses}
    return {"type": "condition", "id": known_id("is-ill"), "value": value}


def stream(field: str, raw: list[dict[str, Any]]) -> Any:
    """A stream of a bank."""
    declared: Any = QuestionBank._meta.get_field(field)
    return declared.stream_block.to_python(raw)


def make_bank(**fields: Any) -> QuestionBank:
    """A bank in English."""
    given = {
        "name": "Health",
        "explanation": EXPLANATION,
        "questions": stream("questions", bank_questions()),
        "conditions": stream("conditions", [is_ill()]),
        "locale": make_locale("en"),
        **fields,
    }
    with committing():
        return QuestionBank.objects.create(**given)


def of_bank(bank: QuestionBank, name: str = "bank") -> dict[str, Any]:
    """The block that stands for a bank."""
    return {"type": "bank", "id": known_id(name), "value": {"bank": bank.pk}}


def asking(*banks: QuestionBank, **fields: Any) -> ConsultationPage:
    """A consultation that asks the questions of banks."""
    blocks = [of_bank(bank, f"bank-{place}") for place, bank in enumerate(banks)]
    return make_consultation(sections=[section("one", "One", *blocks)], **fields)


def translate_bank(bank: QuestionBank, language: str = "pl") -> QuestionBank:
    """Translate a bank as translators do, or bring its translation up to date."""
    source, _ = TranslationSource.update_or_create_from_instance(bank)
    found, _ = Translation.objects.get_or_create(source=source, target_locale=make_locale(language))
    store_translations(found, "[{language}] {text}")
    with committing():
        found.save_target()
    return QuestionBank.objects.get(
        translation_key=bank.translation_key, locale=make_locale(language)
    )


def newest(page: ConsultationPage) -> FormVersion:
    """The newest version of its form."""
    return FormVersion.objects.filter(consultation=record(page)).latest("number")


def version_in(page: ConsultationPage, language: str) -> int | None:
    """The version of the form that is asked in a language."""
    texts = words_in_force(record(page), language)
    return FormTexts.objects.get(pk=texts).version.number if texts else None


def test_a_form_asks_what_its_bank_holds() -> None:
    bank = make_bank()
    page = asking(bank)
    structure = newest(page).structure
    items = structure["sections"][0]["items"]
    assert [item["type"] for item in items] == ["content_text", "single_choice", "short_text"]
    assert [item["id"] for item in items[1:]] == [known_id("ill"), known_id("how")]
    assert {item["bank"] for item in items} == {str(bank.translation_key)}
    assert structure["banks"] == [{"id": str(bank.translation_key), "version": 1}]
    assert [one["id"] for one in structure["conditions"]] == [known_id("is-ill")]
    assert items[1]["is_required"] is False
    assert items[1]["is_protected"] is True


def test_answers_follow_the_banks_own_routes_and_are_kept_apart() -> None:
    walk = Walk(asking(make_bank()))
    walk.start()
    text = text_of(walk.get("section/1/"))
    assert f"<p>{EXPLANATION}</p>" in text
    ill, how = (f"q-{uuid.UUID(known_id(key)).hex}" for key in ("ill", "how"))
    walk.post("section/1/", {ill: known_id("bank-yes"), f"{how}-seen": "1", how: "Asthma"})
    walk.send()
    rows = ProtectedAnswer.objects.order_by("pk")
    assert [row.question_id for row in rows] == [
        uuid.UUID(known_id("ill")),
        uuid.UUID(known_id("how")),
    ]
    assert not Answer.objects.exists()
    other = Walk(fresh(walk.page))
    other.start()
    other.post("section/1/", {ill: known_id("bank-no"), f"{how}-seen": "1", how: "Asthma"})
    other.send()
    assert ProtectedAnswer.objects.count() == 3


def test_an_explanation_is_words_and_no_html() -> None:
    page = asking(make_bank(explanation="Is 1 < 2?\n\nWe <b>ask</b>."))
    texts = FormTexts.objects.get(version=newest(page)).texts
    assert "<p>Is 1 &lt; 2?</p>\n\n<p>We &lt;b&gt;ask&lt;/b&gt;.</p>" in texts.values()


def test_a_bank_is_translated_once_for_all_forms() -> None:
    bank = make_bank()
    plan = make_plan()
    pages = [asking(bank, plan=plan, slug=f"survey-{number}") for number in range(2)]
    for page in pages:
        translate(page, "pl")
        assert version_in(page, "pl") is None
    translate_bank(bank)
    for page in pages:
        texts = words_in_force(record(page), "pl")
        assert texts is not None
        words = definition_by_texts(texts)
        assert [one.text for one in words.questions()] == ["[pl] Are you ill?", "[pl] How?"]
        assert words.sections[0].items[0].texts["text"] == f"<p>[pl] {EXPLANATION}</p>"
    assert Client().post(f"/pl/take-part/{record(pages[0]).public_id}/").status_code == 303


def test_translators_of_a_form_are_not_asked_for_the_words_of_its_bank() -> None:
    bank = make_bank()
    page = asking(bank)
    polish = translate(page, "pl")
    paths = StringSegment.objects.filter(source__object_id=page.translation_key)
    found = set(paths.values_list("context__path", flat=True))
    assert f"form.{known_id('one')}.title" in found
    assert not [path for path in found if known_id("bank-0") in path]
    assert not QuestionBank.objects.filter(locale__language_code="pl").exists()
    assert polish.form[0].value["questions"][0].value["bank"] == bank


def test_a_language_keeps_its_version_until_the_bank_is_translated_again() -> None:
    bank = make_bank()
    page = asking(bank)
    translate_bank(bank)
    translate(page, "pl")
    assert version_in(page, "pl") == 1
    bank.questions = stream("questions", bank_questions(text="Are you unwell?"))
    bank.save()
    publish(fresh(page))
    assert (version_in(page, "en"), version_in(page, "pl")) == (2, 1)
    translate(fresh(page), "pl")
    assert version_in(page, "pl") == 1
    translate_bank(bank)
    assert version_in(page, "pl") == 2
    texts = definition_by_texts(words_in_force(record(page), "pl") or 0)
    assert next(texts.questions()).text == "[pl] Are you unwell?"


def test_a_bank_that_changes_leaves_published_forms_alone() -> None:
    bank = make_bank()
    page = asking(bank)
    bank.questions = stream("questions", bank_questions(text="Are you unwell?"))
    with committing():
        bank.save()
    assert version_in(page, "en") == 1
    bank.delete()
    texts = definition_by_texts(words_in_force(record(page), "en") or 0)
    assert next(texts.questions()).text == "Are you ill?"


def test_versions_count_changes_of_what_is_asked() -> None:
    bank = make_bank()
    bank.name = "Health and disability"
    bank.save()
    assert fresh_bank(bank).version == 1
    bank.explanation = "Another reason."
    bank.save()
    assert fresh_bank(bank).version == 2
    bank.conditions = stream("conditions", [])
    bank.save()
    bank.save()
    assert fresh_bank(bank).version == 3
    translate_bank(bank)
    assert fresh_bank(bank).version == 3
    page = asking(bank)
    assert newest(page).structure["banks"][0]["version"] == 3


def fresh_bank(bank: QuestionBank) -> QuestionBank:
    """The bank as it is stored now."""
    return QuestionBank.objects.get(pk=bank.pk)


@pytest.mark.parametrize("is_other_language", [False, True])
def test_the_same_bank_twice_is_refused(is_other_language: bool) -> None:
    bank = make_bank()
    second = translate_bank(bank) if is_other_language else bank
    page = asking(bank)
    raw = raw_form(page)
    raw[0]["value"]["questions"].append(of_bank(second, "again"))
    page.form = form_value(raw)
    with pytest.raises(ValidationError) as caught:
        page.save_revision(clean=True).publish()
    assert caught.value.message_dict["form"] == [
        f"The question bank “{second.name}” stands in this form twice. Take one of them out: "
        "a question can only be asked once."
    ]
    assert FormVersion.objects.count() == 1


def test_a_bank_that_is_gone_is_named() -> None:
    bank = make_bank()
    page = asking(bank)
    bank.delete()
    with pytest.raises(ValidationError) as caught:
        fresh(page).full_clean()
    assert caught.value.message_dict["form"] == [
        "A question bank of this form is gone. Choose another, or take it out."
    ]


def test_a_bank_holds_no_banks() -> None:
    names = set(QuestionBank._meta.get_field("questions").stream_block.child_blocks)
    assert "bank" not in names
    assert {"single_choice", "content_text"} <= names


def test_a_bank_chosen_in_another_language_is_the_same_bank() -> None:
    bank = make_bank()
    polish = translate_bank(bank)
    page = asking(polish)
    texts = definition_by_texts(words_in_force(record(page), "en") or 0)
    assert [one.text for one in texts.questions()] == ["Are you ill?", "How?"]


def create() -> str:
    """What the command says."""
    out = StringIO()
    with committing():
        call_command("create_question_banks", stdout=out)
    return out.getvalue()


def rows() -> list[dict[str, Any]]:
    """All banks as they are stored."""
    return list(QuestionBank.objects.order_by("pk").values())


def test_banks_come_with_the_product_in_three_languages() -> None:
    for language in ("en", "pl", "ar"):
        make_locale(language)
    assert "Question banks made: 12" in create()
    before = rows()
    assert "Question banks made: 0" in create()
    assert rows() == before
    assert {len(set(one.get_progress())) for one in Translation.objects.all()} == {1}
    names = QuestionBank.objects.filter(locale__language_code="pl").values_list("name", flat=True)
    assert set(names) == {"Rodzaj respondenta", "O Tobie", "Czy możemy opublikować", "Kontakt"}


def test_a_bank_that_staff_changed_stays_as_it_is() -> None:
    make_locale("en")
    create()
    changed = QuestionBank.objects.get(name="Contact")
    changed.explanation = "Only if you like."
    changed.save()
    make_locale("pl")
    assert "Question banks made: 3" in create()
    assert not changed.get_translations().exists()
    assert fresh_bank(changed).explanation == "Only if you like."


def test_a_site_in_no_language_of_the_banks_is_told_so(settings: Any) -> None:
    from django.core.management import CommandError

    Locale.objects.exclude(language_code="en").delete()
    Locale.objects.update(language_code="so")
    with pytest.raises(CommandError, match="none of these"):
        call_command("create_question_banks", stdout=StringIO())
    assert not QuestionBank.objects.exists()


@pytest.fixture
def about_you() -> Any:
    """The form of the shipped bank "About you"."""
    make_locale("en")
    create()
    bank = QuestionBank.objects.get(translation_key=bank_id("about-you"))
    return definition_by_texts(words_in_force(record(asking(bank)), "en") or 0)


def test_about_you_asks_nothing_that_must_be_answered(about_you: Any) -> None:
    questions = list(about_you.questions())
    assert len(questions) == 11
    for one in questions:
        assert not one.is_required
        assert one.hint
        assert one.options[-1].text == "Prefer not to say"
    guarded = {one.id for one in questions if one.is_protected}
    keys = ("gender", "ethnicity", "religion", "orientation", "condition", "activities")
    assert guarded == {bank_id("about-you", key) for key in (*keys, "pregnancy")}


def test_about_you_has_the_nineteen_ethnic_groups(about_you: Any) -> None:
    groups = about_you.question(bank_id("about-you", "ethnicity")).options[:-1]
    assert len(groups) == 19
    assert {"White: Roma", "White: Gypsy or Irish Traveller"} <= {one.text for one in groups}


def test_disability_is_asked_in_two_steps(about_you: Any) -> None:
    second = about_you.question(bank_id("about-you", "activities"))
    [clause] = second.show_if.clauses
    assert clause.question == bank_id("about-you", "condition")
    assert clause.values == (str(bank_id("about-you", "condition-yes")),)


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_no_words_are_missing_in_any_language(language: str) -> None:
    for bank in shipped_banks():
        words = bank.words(language)
        assert words["name"]
        for one in words["questions"]:
            value = one["value"]
            assert value["text"]
            assert value["hint"]
            said = [item["value"]["text"] for item in value.get("options", ())]
            assert all(said)
            assert len(set(said)) == len(said)
