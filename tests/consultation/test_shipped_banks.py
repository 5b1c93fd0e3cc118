"""The question banks that come with the product, in three languages."""

from __future__ import annotations

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Locale
from wagtail_localize.models import Translation

from plan.consultation.builder import definition_by_texts
from plan.consultation.models import QuestionBank
from plan.consultation.queries import words_in_force
from plan.consultation.shipped_banks.reading import bank_id, shipped_banks
from tests.consultation.bank_makers import asking
from tests.consultation.factories import record
from tests.factories import committing, make_locale

pytestmark = pytest.mark.django_db


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
    assert QuestionBank.objects.get(pk=changed.pk).explanation == "Only if you like."


def test_a_site_in_no_language_of_the_banks_is_told_so(db: None) -> None:
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
