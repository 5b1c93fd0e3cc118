"""A form may change while people answer: explained, kept in a history, and nobody loses answers."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageLogEntry

from plan.consultation.actions.move_attempt import move_attempt
from plan.consultation.form_changes import history, lacks_reason
from plan.consultation.models import (
    Attempt,
    AttemptSection,
    ConsultationPage,
    FormTexts,
    FormVersion,
    Response,
)
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import form_value, known_id, name, option, question, record
from tests.consultation.publishing import raw_form, republish, reworded, small
from tests.consultation.test_orphans_in_admin import edit_data
from tests.factories import fresh

pytestmark = pytest.mark.django_db

NEEDED = (
    "People are answering, and this changes the form: say why. The reason is kept in the history "
    "of the form; it must be another one than last time."
)
MOVED = "The form has changed since you began."


def standard() -> ConsultationPage:
    """An open consultation whose form the admin's data in these tests fits."""
    from tests.consultation.factories import make_consultation, standard_sections

    return fresh(make_consultation(sections=standard_sections()[:1]))


def changed_data(page: ConsultationPage, **data: str) -> dict[str, str]:
    """What the admin's form posts with a word changed."""
    edited = edit_data(page, kept=[0, 1, 2, 3])
    return {**edited, "form-0-value-questions-1-value-text": "Your email", **data}


def post(client: Client, page: ConsultationPage, data: dict[str, str]) -> Any:
    """Press the button."""
    return client.post(f"/admin/pages/{page.pk}/edit/", data)


def test_an_open_form_changes_only_with_a_reason_that_is_kept(admin_client: Client) -> None:
    page = standard()
    refused = post(admin_client, page, changed_data(page))
    assert refused.status_code == 200
    assert refused.context["form"].errors["change_reason"] == [NEEDED]
    assert FormVersion.objects.count() == 1
    done = post(admin_client, page, changed_data(page, change_reason=" Shorter words. "))
    assert done.status_code == 302
    assert FormVersion.objects.get(number=2).reason == "Shorter words."
    entry = PageLogEntry.objects.filter(action="plan_consultation.form_version").latest("pk")
    assert entry.message == "Version 2 of the form: Shorter words."
    page = fresh(page)
    again = changed_data(page, change_reason="Shorter words.")
    again["form-0-value-questions-2-value-text"] = "When?"
    assert post(admin_client, page, again).context["form"].errors["change_reason"] == [NEEDED]
    assert FormVersion.objects.count() == 2


def test_a_draft_needs_no_reason(admin_client: Client) -> None:
    page = standard()
    data = changed_data(page)
    del data["action-publish"]
    assert post(admin_client, page, data).status_code == 302
    assert fresh(page).has_unpublished_changes


def test_other_changes_and_forms_that_are_not_open_need_no_reason() -> None:
    page = small()
    page.title = "Another title"
    assert not lacks_reason(page)
    page.form = form_value(reworded(page))
    assert lacks_reason(page)
    page.change_reason = "Clearer."
    assert not lacks_reason(page)
    early = small(opens=timezone.now() + timedelta(days=1))
    early.form = form_value(reworded(early))
    assert not lacks_reason(early)


def stop(raw: list[dict[str, Any]], section: int, place: int) -> list[dict[str, Any]]:
    """The form with one question asked no more."""
    raw[section]["value"]["questions"][place]["value"]["is_stopped"] = True
    return raw


def test_a_stopped_question_keeps_answers_and_column_and_is_not_asked() -> None:
    page = small()
    first = Walk(page)
    first.start()
    first.post("section/1/", {name("topic"): known_id("a"), name("where"): "Hackney"})
    first.post("section/2/")
    first.send()
    page = republish(page, stop(raw_form(page), 0, 1))
    second = Walk(page)
    second.start()
    assert "Where do you live?" not in text_of(second.get("section/1/"))
    second.post("section/1/", {name("topic"): known_id("b"), name("where"): "smuggled"})
    second.post("section/2/")
    second.send()
    texts = [r.answers.filter(question_id=known_id("where")).count() for r in responses()]
    assert texts == [1, 0]
    codes = [column for column in columns(page) if column.startswith("q2")]
    assert codes == ["q2"]


def responses() -> list[Response]:
    """All responses in the order they came in."""
    return list(Response.objects.order_by("pk"))


def columns(page: ConsultationPage) -> list[str]:
    """Names of the columns of an export."""
    from tests.consultation.exported import response_rows

    return response_rows(record(page))[0]


def test_the_history_says_what_each_version_changed(admin_client: Client) -> None:
    page = small()
    raw = stop(reworded(page), 0, 0)
    raw[0]["value"]["questions"][0]["value"]["options"].append(option("c", "Parks"))
    raw[1]["value"]["questions"] = [question("short_text", "new", "Anything <b>else</b>?")]
    page = fresh(page)
    page.form, page.change_reason = form_value(raw), "People asked for it."
    page.save_revision().publish()
    newest, first = history(record(page))
    assert (first.version.number, first.change.is_empty) == (1, True)
    assert newest.change.added == ["Anything <b>else</b>?", "Which matters? – Parks"]
    assert newest.change.reworded == [("Where do you live?", "Where do you work?")]
    assert newest.change.stopped == ["Which matters?"]
    assert newest.change.removed == ["Why?"]
    url = f"/admin/consultations/{record(page).public_id}/versions/"
    source = admin_client.get(url).content.decode()
    assert "Anything &lt;b&gt;else&lt;/b&gt;?" in source
    shown = text_of(admin_client.get(url))
    for words in (
        "Added: Which matters? – Parks",
        "Reworded: “Where do you live?” became “Where do you work?”",
        "Asked no more: Which matters?",
        "Removed: Why?",
        "People asked for it.",
        "The first version.",
    ):
        assert words in shown


@pytest.mark.parametrize("number", [3, 30])
def test_the_history_costs_the_same_with_many_versions(
    admin_client: Client, number: int, django_assert_max_num_queries: Any
) -> None:
    page = small()
    consultation = record(page)
    texts = FormTexts.objects.get(version__consultation=consultation)
    for place in range(2, number + 1):
        version = FormVersion.objects.create(
            consultation=consultation, number=place, structure=texts.version.structure
        )
        FormTexts.objects.create(version=version, language="en", texts=texts.texts)
    with django_assert_max_num_queries(20):
        admin_client.get(f"/admin/consultations/{consultation.public_id}/versions/")


def begun() -> tuple[ConsultationPage, Walk]:
    """Somebody who answered all of the first version, and has not sent it."""
    page = small()
    walk = Walk(page)
    walk.start()
    walk.post("section/1/", {name("topic"): known_id("a"), name("where"): "Hackney"})
    walk.post("section/2/", {name("why"): "Because."})
    return page, walk


def typed() -> dict[str, dict[str, list[str]]]:
    """What is stored of the one attempt, by section."""
    rows = AttemptSection.objects.order_by("pk").values_list("section_id", "typed")
    return {str(key): values for key, values in rows}


def texts_of(page: ConsultationPage, number: int) -> int:
    """The English words of a version."""
    version = record(page).form_versions.get(number=number)
    return version.texts.get(language="en").pk


def test_who_began_under_the_old_version_finishes_under_it() -> None:
    page, walk = begun()
    republish(page, reworded(page))
    assert "Where do you live?" in text_of(walk.get("section/1/"))
    walk.send()
    assert Response.objects.get().version.number == 1


def test_moving_sorts_answers_into_the_sections_that_ask_them_now() -> None:
    page, _walk = begun()
    raw = raw_form(page)
    raw[1]["value"]["questions"].insert(0, raw[0]["value"]["questions"].pop())
    page = republish(page, raw)
    attempt = Attempt.objects.get()
    assert move_attempt(attempt=attempt, texts_pk=texts_of(page, 2))
    assert typed() == {
        known_id("one"): {name("topic"): [known_id("a")]},
        known_id("two"): {name("where"): ["Hackney"], name("why"): ["Because."]},
    }
    assert Attempt.objects.get().texts_id == texts_of(page, 2)
    assert not move_attempt(attempt=attempt, texts_pk=texts_of(page, 2))


def test_moving_drops_what_is_no_answer_any_more() -> None:
    page, _walk = begun()
    raw = raw_form(page)
    questions = raw[0]["value"]["questions"]
    del questions[0]["value"]["options"][0]
    questions[0]["value"]["options"].append(option("c", "Parks"))
    questions[1] = question("number", "where", "Where?", minimum=1, maximum=2, is_whole=True)
    del raw[1]
    page = republish(page, raw)
    assert move_attempt(attempt=Attempt.objects.get(), texts_pk=texts_of(page, 2))
    assert typed() == {known_id("one"): {name("topic"): []}}


def test_switching_to_a_language_with_a_newer_version_says_so() -> None:
    """German lags behind, English has moved on."""
    page, walk = begun()
    raw = raw_form(page)
    raw[1]["value"]["questions"].insert(0, raw[0]["value"]["questions"].pop())
    raw[0]["value"]["questions"].append(question("short_text", "new", "Anything new?"))
    old = FormTexts.objects.get()
    page = republish(page, raw)
    german = FormTexts.objects.create(version=old.version, language="de", texts=old.texts)
    Attempt.objects.update(texts=german)
    FormTexts.objects.filter(pk=old.pk).delete()
    shown = text_of(walk.get("section/2/"))
    assert MOVED in shown
    assert "Hackney" in shown
    assert "Because." in shown
    assert MOVED not in text_of(walk.get("section/2/"))
    walk.send()
    response = Response.objects.get()
    assert response.version.number == 2
    assert response.answers.filter(question_id=uuid.UUID(known_id("where"))).count() == 1
