"""Question banks: written once, translated once, asked in many forms under their own ids."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield
from wagtail_localize.models import StringSegment

from home.models import User
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
from tests.consultation.bank_makers import (
    EXPLANATION,
    asking,
    bank_questions,
    make_bank,
    of_bank,
    stream,
    translate_bank,
)
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import form_value, known_id, record
from tests.consultation.publishing import raw_form
from tests.factories import committing, fresh, make_plan, make_roles, publish, translate

pytestmark = pytest.mark.django_db


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
    page = asking(bank, opens_at=None, closes_at=None)
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


def form_data(text: str) -> dict[str, Any]:
    """What the editor's browser sends of a bank with one question."""
    asked = {"text": text, "hint": "", "limit": "500", "show_if": ""}
    return nested_form_data(
        {
            "name": "Health",
            "explanation": "",
            "questions": streamfield([("long_text", asked)]),
            "conditions": streamfield([]),
        }
    )


def test_banks_are_kept_in_the_admin(client: Client) -> None:
    make_plan()
    make_roles()
    editor = User.objects.create_user("editor@example.org")
    editor.groups.add(Group.objects.get(name="Editor"))
    client.force_login(editor, backend="django.contrib.auth.backends.ModelBackend")
    views = "wagtailsnippets_plan_consultation_questionbank"
    added = client.post(reverse(f"{views}:add"), form_data("How are you?"))
    assert added.status_code == 302
    bank = QuestionBank.objects.get()
    assert (bank.version, bank.questions[0].value["text"]) == (1, "How are you?")
    place = reverse(f"{views}:edit", args=[bank.pk])
    assert client.post(place, form_data("")).status_code == 200
    assert fresh_bank(bank).version == 1
    assert client.post(place, form_data("How do you do?")).status_code == 302
    assert fresh_bank(bank).version == 2
    page = asking(bank)
    shown = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert shown.status_code == 200
    assert "/admin/snippets/choose/plan_consultation/questionbank/" in shown.content.decode()
