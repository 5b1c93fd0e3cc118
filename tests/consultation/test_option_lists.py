"""Lists of answers: how forms use a list, and what can no longer vanish."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import ProtectedError
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, ModelLogEntry

from home.models import User
from plan.consultation.builder import build
from plan.consultation.compiler import compile_form
from plan.consultation.models import FormTexts, OptionList
from tests.consultation.browsing import Walk, summary_errors
from tests.consultation.factories import form_value, known_id, make_consultation, name, question
from tests.consultation.factories import section as a_section
from tests.factories import fresh, make_locale, make_roles, make_site, publish, translate

BOROUGHS = b"code,label\nE09000012,Hackney\nE09000033,Westminster\n"
HACKNEY = {"code": "E09000012", "label": "Hackney"}
WESTMINSTER = {"code": "E09000033", "label": "Westminster"}


@pytest.fixture
def areas(db: None) -> OptionList:
    """A list in English."""
    make_site()
    locale = Locale.objects.get(language_code="en")
    return OptionList.objects.create(name="Areas", entries=[HACKNEY, WESTMINSTER], locale=locale)


def area_form(areas: OptionList) -> list[dict[str, Any]]:
    """A form that asks for an area."""
    asked = question(
        "area",
        "area",
        "Where do you live?",
        option_list=str(areas.translation_key),
        options=[],
    )
    return [a_section("s", "About you", asked)]


def option_id(code: str) -> str:
    """The id of a list's answer in that form."""
    return str(uuid.uuid5(uuid.UUID(known_id("area")), code))


def test_entries_become_options_with_lasting_ids_and_codes(areas: OptionList) -> None:
    compiled = compile_form(form_value(area_form(areas)), language="en")
    found = build(compiled.structure, compiled.texts).sections[0].questions[0]
    assert [(str(o.id), o.code, o.text) for o in found.options] == [
        (option_id("E09000012"), "E09000012", "Hackney"),
        (option_id("E09000033"), "E09000033", "Westminster"),
    ]
    assert found.settings["list"] == str(areas.translation_key)


def test_labels_come_from_the_list_in_each_language(areas: OptionList) -> None:
    translated = areas.copy_for_translation(make_locale("pl"))
    translated.entries = [{"code": "E09000033", "label": "Gmina Westminster"}]
    translated.save()
    form = form_value(area_form(areas))
    english, polish = compile_form(form, language="en"), compile_form(form, language="pl")
    assert english.structure == polish.structure == compile_form(form).structure
    assert polish.texts[f"{option_id('E09000033')}.text"] == "Gmina Westminster"
    assert polish.texts[f"{option_id('E09000012')}.text"] == ""
    assert not polish.is_complete_for(english.texts)


def test_an_unknown_list_offers_nothing() -> None:
    for key in ("", "nonsense"):
        block = question("drop_down", "area", "Where?", option_list=key, options=[])
        assert block["value"]["option_list"] == key


def test_answered_by_id_whatever_the_label(areas: OptionList) -> None:
    page = make_consultation(sections=area_form(areas))
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {name("area"): option_id("E09000033")})
    assert "Westminster" in walk.get("check/").content.decode()
    walk.send()
    areas.entries = [{**WESTMINSTER, "label": "City of Westminster"}, HACKNEY]
    areas.save()
    publish(fresh(page))
    assert FormTexts.objects.count() == 2
    assert FormTexts.objects.latest("pk").texts[f"{option_id('E09000033')}.text"] == (
        "City of Westminster"
    )


def test_a_list_in_use_cannot_be_deleted(areas: OptionList) -> None:
    make_consultation(sections=area_form(areas))
    with pytest.raises(ProtectedError), transaction.atomic():
        areas.delete()
    assert OptionList.objects.count() == 1


def test_a_list_that_no_form_uses_can(areas: OptionList) -> None:
    areas.delete()
    assert not OptionList.objects.exists()


# In the admin


@pytest.fixture
def editor(areas: OptionList) -> Client:
    """An editor's browser."""
    translate(make_site(), "pl")
    make_locale("ar")
    make_roles()
    user = User.objects.create_user("editor@example.org")
    user.groups.add(Group.objects.get(name="Editor"))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


KIND = "wagtailsnippets_plan_consultation_optionlist"


def send(client: Client, url: str, content: bytes | None, title: str = "Areas") -> Any:
    """Send the form of a list."""
    data: dict[str, Any] = {"name": title}
    if content is not None:
        data["upload"] = SimpleUploadedFile("areas.csv", content, "text/csv")
    return client.post(url, data)


def edit_url(areas: OptionList) -> str:
    """Where a list is edited."""
    return reverse(f"{KIND}:edit", args=[areas.pk])


def entries(areas: OptionList) -> list[dict[str, str]]:
    """What the list holds now."""
    found: list[dict[str, str]] = OptionList.objects.get(pk=areas.pk).entries
    return found


def test_a_list_is_made_of_a_file(editor: Client) -> None:
    response = send(editor, reverse(f"{KIND}:add"), b"code,label\n1,Centre\n2,Edge", "Places")
    assert response.status_code == 302, response.content.decode()
    made = OptionList.objects.get(name="Places")
    assert made.entries == [{"code": "1", "label": "Centre"}, {"code": "2", "label": "Edge"}]


def test_a_list_needs_a_file(editor: Client) -> None:
    response = send(editor, reverse(f"{KIND}:add"), None, "Places")
    assert "Choose a file with the answers of the list." in response.content.decode()
    assert OptionList.objects.count() == 1


def test_the_list_is_shown_as_a_table(editor: Client, areas: OptionList) -> None:
    page = editor.get(edit_url(areas)).content.decode()
    assert "2 answers in the list" in page
    assert "<code>E09000012</code>" in page
    assert 'enctype="multipart/form-data"' in page


def test_renaming_a_list_needs_no_file(editor: Client, areas: OptionList) -> None:
    assert send(editor, edit_url(areas), None, "Boroughs").status_code == 302
    assert OptionList.objects.get().name == "Boroughs"
    assert entries(areas) == [HACKNEY, WESTMINSTER]


def test_a_file_with_faults_changes_nothing(editor: Client, areas: OptionList) -> None:
    response = send(editor, edit_url(areas), b"code,label\n1,\n1,North\n1,South", "Other")
    page = response.content.decode()
    assert "Nothing was stored: there are 3 faults in the file, listed below." in page
    assert '<li dir="auto">Row 2 has nothing in the column “label”.</li>' in page
    assert "Row 4: the code “1” stands in row 2 already." in page
    assert entries(areas) == [HACKNEY, WESTMINSTER]
    assert OptionList.objects.get().name == "Areas"


def test_a_code_that_a_form_offers_cannot_vanish(editor: Client, areas: OptionList) -> None:
    make_consultation(sections=area_form(areas))
    response = send(editor, edit_url(areas), b"code,label\nE09000012,Hackney\nX,New")
    assert (
        "The code “E09000033” (Westminster) is offered by a published form: it must stay in the "
        "list. Its label may be changed."
    ) in response.content.decode()
    assert entries(areas) == [HACKNEY, WESTMINSTER]
    better = b"code,label\nE09000033,City of Westminster\nE09000012,Hackney\nX,New"
    assert send(editor, edit_url(areas), better).status_code == 302
    assert [entry["code"] for entry in entries(areas)] == ["E09000033", "E09000012", "X"]


def test_other_languages_come_in_the_same_file(editor: Client, areas: OptionList) -> None:
    content = b"code,label,label_pl\nE09000012,Hackney,Hakney\nE09000033,Westminster,\n"
    assert send(editor, edit_url(areas), content).status_code == 302
    polish = OptionList.objects.get(locale__language_code="pl")
    assert polish.translation_key == areas.translation_key
    assert polish.entries == [{"code": "E09000012", "label": "Hakney"}]
    logged = ModelLogEntry.objects.filter(object_id=str(polish.pk), action="wagtail.edit")
    assert logged.count() == 1


def test_a_language_that_is_not_theirs(editor: Client, areas: OptionList) -> None:
    response = send(editor, edit_url(areas), b"code,label,label_ar\nE09000012,Hackney,x")
    assert "You cannot change words in العربية: leave the column “label_ar” out." in (
        response.content.decode()
    )
    assert OptionList.objects.count() == 1
    assert entries(areas) == [HACKNEY, WESTMINSTER]


def test_a_translation_has_the_codes_of_its_source(editor: Client, areas: OptionList) -> None:
    polish = areas.copy_for_translation(Locale.objects.get(language_code="pl"))
    polish.save()
    response = send(editor, edit_url(polish), b"code,label\nE09000012,Hakney\nX,Nowy")
    page = response.content.decode()
    assert "The code “E09000033” must be there in every language." in page
    assert "The code “X” is not in the list this one was translated from." in page
    assert entries(polish) == [HACKNEY, WESTMINSTER]


def test_deleting_a_list_in_use_is_refused_in_words(areas: OptionList, editor: Client) -> None:
    make_consultation(sections=area_form(areas))
    client = Client()
    client.force_login(
        User.objects.create_superuser("admin@example.org"),
        backend="django.contrib.auth.backends.ModelBackend",
    )
    response = client.post(reverse(f"{KIND}:delete", args=[areas.pk]), follow=True)
    assert "cannot be deleted: a published form offers its answers" in response.content.decode()
    assert OptionList.objects.count() == 1


def test_a_form_must_have_something_to_choose(areas: OptionList) -> None:
    from django.core.exceptions import ValidationError

    from plan.consultation.questions import item_type

    block = item_type("drop_down").block()
    base = {"text": "Where?", "hint": "", "is_required": False}
    empty = block.to_python({**base, "option_list": "", "options": []})
    with pytest.raises(ValidationError) as error:
        block.clean(empty)
    assert error.value.block_errors["option_list"].messages == [
        "Choose a list with answers, or write at least two."
    ]
    listed = block.to_python({**base, "option_list": str(areas.translation_key), "options": []})
    assert block.clean(listed)["option_list"] == str(areas.translation_key)


def test_nothing_chosen_where_an_answer_is_needed(areas: OptionList) -> None:
    sections = area_form(areas)
    sections[0]["value"]["questions"][0]["value"]["is_required"] = True
    walk = Walk(make_consultation(sections=sections))
    walk.start()
    response = walk.post("section/1/", {name("area"): ""})
    assert response.status_code == 422
    assert summary_errors(response) == [(f"#id_{name('area')}", "Choose an answer.")]
