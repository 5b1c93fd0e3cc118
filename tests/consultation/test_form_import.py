"""A whole form comes from a file into the draft of a page, and goes out as one."""

from __future__ import annotations

import copy
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry

from home.models import User
from plan.consultation.actions.import_form import import_form
from plan.consultation.compiler import compile_page
from plan.consultation.form_files.read import read_form
from plan.consultation.form_files.write import form_data, form_text
from plan.consultation.models import ConsultationPage, FormVersion
from plan.consultation.questions import question_types
from tests.consultation.bank_makers import asking, make_bank
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import make_consultation, record
from tests.consultation.form_file import FORM, blank, changed
from tests.factories import fresh, make_locale, publish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> ConsultationPage:
    return blank()


def administrator() -> User:
    """Somebody who may do everything."""
    return User.objects.create_superuser("boss@example.org")


def put_in(page: ConsultationPage, form: dict[str, Any] | None = None) -> ConsultationPage:
    """The page published with a form from a file."""
    file = read_form(json.dumps(form or FORM), page)
    user = User.objects.filter(is_superuser=True).first() or administrator()
    return publish(import_form(page=page, file=file, user=user))


def browser(user: User) -> Client:
    """Somebody's browser."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(page: ConsultationPage, name: str = "import_form") -> str:
    """The screen of a page."""
    return reverse(f"plan_consultation_admin:{name}", args=[page.pk])


def test_every_part_of_a_file_is_in_the_form(page: ConsultationPage) -> None:
    form = read_form(json.dumps(FORM), page).definition
    about, out, views = form.sections
    assert (about.title, out.title, views.title) == ("About you", "Come back", "Your views")
    assert (about.is_exit, out.is_exit, views.is_sensitive) == (False, True, True)
    assert re.sub(r' data-block-key="\w+"', "", about.introduction) == (
        "<p>Who <b>you</b> are.alert(1)</p>"
    )
    kind, name, members = about.questions
    assert [o.text for o in kind.options] == [
        "As a person",
        "For an organisation",
        "Just looking",
        "Otherwise",
    ]
    assert [o.is_other for o in kind.options] == [False, False, False, True]
    assert kind.is_required
    assert name.show_if is not None
    assert name.show_if.clauses[0].values == (str(kind.options[1].id),)
    assert out.show_if is not None
    assert out.show_if.clauses[0].values == (str(kind.options[2].id),)
    assert views.show_if is not None
    assert views.show_if.needs_all is False
    assert [(c.question, c.operator, c.values) for c in views.show_if.clauses] == [
        (members.id, "at_least", ("5",)),
        (members.id, "not_answered", ()),
    ]
    assert members.settings == {"minimum": "1", "maximum": "10.5", "is_whole": False}
    agree, pick, _day, _mail, words = views.questions
    assert pick.settings == {"minimum": None, "maximum": 1}
    assert words.settings == {"limit": 99}
    assert words.show_if is not None
    assert words.show_if.clauses[0].values == (str(agree.options[1].id), str(agree.options[0].id))
    assert {q.type for q in form.questions()} >= set(question_types()) - FROM_ELSEWHERE


#: Types whose files are tested where they are made.
FROM_ELSEWHERE = set(question_types()) - {
    "single_choice",
    "several_choices",
    "agreement",
    "short_text",
    "long_text",
    "number",
    "date",
    "email",
}


def test_a_file_goes_into_the_draft_and_nothing_is_published(page: ConsultationPage) -> None:
    before = FormVersion.objects.count()
    draft = import_form(page=page, file=read_form(json.dumps(FORM), page), user=administrator())
    assert FormVersion.objects.count() == before
    assert len(fresh(page).form) == 1
    newest = fresh(page).get_latest_revision_as_object()
    assert [block.value["title"] for block in newest.form] == [
        "About you",
        "Come back",
        "Your views",
    ]
    assert newest.title == draft.title == "Have your say"
    entry = PageLogEntry.objects.get(action="plan_consultation.import_form")
    assert entry.data == {"questions": 8}


def test_a_form_from_a_file_is_answered_like_any_other(
    page: ConsultationPage, client: Client
) -> None:
    live = put_in(page)
    form = read_form(json.dumps(FORM), page).definition
    kind, _name, members = form.sections[0].questions
    walk = Walk(live, client)
    walk.start()
    typed = {f"q-{kind.id.hex}": str(kind.options[0].id), f"q-{members.id.hex}": "2"}
    assert walk.post("section/1/", typed)["Location"].endswith("/check/")
    typed[f"q-{kind.id.hex}"] = str(kind.options[2].id)
    assert "Nothing to ask." in text_of(client.get(walk.post("section/1/", typed)["Location"]))


def test_out_and_in_again_is_the_same_form(page: ConsultationPage) -> None:
    live = put_in(page)
    text = form_text(live)
    again = read_form(text, live)
    twin = fresh(live)
    twin.form, twin.conditions = again.form, again.conditions
    assert compile_page(twin) == compile_page(live)
    assert form_text(twin) == text


def test_the_standard_form_goes_out_and_in(page: ConsultationPage) -> None:
    other = make_consultation(page.get_parent())
    assert (
        compile_page(put_in(page, form_data(other))).structure["sections"]
        == (compile_page(other).structure["sections"])
    )
    assert compile_page(fresh(page)).texts == compile_page(other).texts


def test_the_same_keys_are_the_same_questions_whenever_they_come(page: ConsultationPage) -> None:
    first = compile_page(put_in(page)).structure
    moved = copy.deepcopy(FORM)
    moved["sections"][0]["questions"].reverse()
    for question in moved["sections"][0]["questions"]:
        question.pop("show_if", None)
    moved["sections"][0]["questions"][-1]["options"][0]["text"] = "As one person"
    second = compile_page(put_in(page, moved)).structure
    ids = [{item["id"] for item in s["sections"][0]["items"]} for s in (first, second)]
    assert ids[0] == ids[1]
    options = [
        s["sections"][0]["items"][place]["options"] for s, place in ((first, 0), (second, -1))
    ]
    assert options[0] == options[1]


def test_another_consultation_gets_ids_of_its_own(page: ConsultationPage) -> None:
    other = blank(page.get_parent())
    ids = [
        {str(q.id) for q in read_form(json.dumps(FORM), one).definition.questions()}
        for one in (page, other)
    ]
    assert ids[0].isdisjoint(ids[1])


def test_the_screen_lists_faults_shows_a_preview_and_puts_it_in(page: ConsultationPage) -> None:
    client = browser(administrator())
    wrong = client.post(address(page), {"text": changed("sections", 0, "colour", to=1)})
    assert wrong.status_code == 422
    assert "sections[0].colour" in text_of(wrong)
    assert "&quot;colour&quot;: 1" in wrong.content.decode()
    shown = client.post(address(page), {"text": json.dumps(FORM)})
    assert shown.status_code == 200
    assert "8 questions, and no fault." in text_of(shown)
    assert "For an organisation" not in text_of(shown).split("preview")[1].split("textarea")[0]
    assert len(fresh(page).get_latest_revision_as_object().form) == 1
    done = client.post(address(page), {"text": json.dumps(FORM), "apply": "1"})
    assert done.status_code == 302
    assert len(fresh(page).get_latest_revision_as_object().form) == 3
    sent = client.get(address(page, "form_file"))
    assert sent["Content-Type"] == "application/json"
    assert len(json.loads(sent.content)["sections"]) == 3


def test_an_uploaded_file_is_read_as_well(page: ConsultationPage) -> None:
    upload = io.BytesIO(b"\xef\xbb\xbf" + json.dumps(FORM).encode())
    upload.name = "form.json"
    shown = browser(administrator()).post(address(page), {"file": upload})
    assert "8 questions, and no fault." in text_of(shown)


def test_questions_in_use_are_named_before_they_are_lost(
    page: ConsultationPage, client: Client
) -> None:
    used = make_consultation(page.get_parent())
    Walk(used, client).finish_form()
    shown = browser(administrator()).post(address(used), {"text": json.dumps(FORM)})
    assert "it cannot be published so" in text_of(shown)
    assert "“How do you respond?” has been answered in 1 response" in text_of(shown)


def test_only_those_who_may_edit_the_page_it_is_written_on(page: ConsultationPage) -> None:
    file = read_form(json.dumps(FORM), page)
    nobody = User.objects.create_user("nobody@example.org")
    before = fresh(page).latest_revision_id
    with pytest.raises(PermissionDenied):
        import_form(page=page, file=file, user=nobody)
    make_locale("pl")
    polish = translate(page, "pl")
    with pytest.raises(PermissionDenied):
        import_form(page=polish, file=file, user=administrator())
    assert fresh(page).latest_revision_id == before
    assert not PageLogEntry.objects.filter(action="plan_consultation.import_form").exists()


def test_the_commands_take_a_form_in_and_hand_it_on(page: ConsultationPage, tmp_path: Path) -> None:
    file = tmp_path / "form.json"
    file.write_text(json.dumps(FORM))
    public_id, user = record(page).public_id, administrator()
    options: dict[str, Any] = {"consultation": public_id, "stdout": io.StringIO()}
    call_command("import_form", file, check=True, **options)
    assert options["stdout"].getvalue() == "No faults: 8 questions.\n"
    with pytest.raises(CommandError, match="--user"):
        call_command("import_form", file, **options)
    with pytest.raises(CommandError, match="There is no consultation"):
        call_command("import_form", file, **{**options, "consultation": "nope"})
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("import_form", tmp_path / "none.json", **options)
    assert len(fresh(page).get_latest_revision_as_object().form) == 1
    call_command("import_form", file, user=user.email, **options)
    out = io.StringIO()
    call_command("export_form", consultation=public_id, stdout=out)
    assert [section["title"] for section in json.loads(out.getvalue())["sections"]] == [
        "About you",
        "Come back",
        "Your views",
    ]
    file.write_text(changed("sections", 0, "colour", to=1))
    with pytest.raises(CommandError, match=r"sections\[0\]\.colour: There is no field"):
        call_command("import_form", file, user=user.email, **options)


def test_questions_of_banks_are_counted_in_draft_and_file_alike() -> None:
    page = asking(make_bank())
    boss = browser(administrator())
    assert "The draft has 2 questions now." in text_of(boss.get(address(page)))
    shown = boss.post(address(page), {"text": form_text(page)})
    assert "2 questions, and no fault." in text_of(shown)
