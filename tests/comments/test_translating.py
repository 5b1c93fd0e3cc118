"""Machine translation: only where it is switched on, and only of what is public already."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from plan.comments.actions.change_comment_settings import (
    FIELDS,
    ChosenSettings,
    change_comment_settings,
)
from plan.comments.actions.decide_comment import Redaction, decide_comment
from plan.comments.actions.own_comment import edit_comment, withdraw_comment
from plan.comments.actions.post_comment import Words
from plan.comments.actions.translate_comment import keep_translation
from plan.comments.enums import CommentState, Decision, Showing
from plan.comments.models import Comment, CommentSettings, CommentTranslation
from plan.comments.translating import BATCH, translate_comment
from plan.models import Passage, PlanPage
from tests.comments.factories import make_comment, post
from tests.comments.machines import Recorder
from tests.comments.reading import address_of
from tests.factories import committing, translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks")]


@pytest.fixture(autouse=True)
def machine(settings: Any) -> Iterator[None]:
    """A machine is set up."""
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "tests.comments.machines.Recorder"}
    Recorder.seen.clear()
    yield
    Recorder.seen.clear()


@pytest.fixture(autouse=True)
def switched_on(taking: CommentSettings, passage: Passage) -> None:
    """The body has switched it on, for a plan in three languages."""
    taking.has_machine_translation = True
    taking.save()
    for language in ("pl", "ar"):
        translate(PlanPage.objects.get(locale__language_code="en"), language)


def said() -> dict[str, str]:
    """Translations by language."""
    return dict(CommentTranslation.objects.values_list("language", "text"))


def publish(comment: Comment, user: Any, **how: Any) -> None:
    """Publish, with what waits for the commit."""
    with committing():
        decide_comment(comment=comment, user=user, **{"decision": Decision.PUBLISH, **how})


def test_after_publication_and_not_before(
    taking: CommentSettings, passage: Passage, admin_user: Any
) -> None:
    with committing():
        comment = post(taking, passage, "More <b> benches.\n\nSoon.")
    assert Recorder.seen == []
    publish(comment, admin_user)
    assert Recorder.seen == ["More <b> benches.", "Soon."]
    assert said() == {"pl": "pl: MORE <B> BENCHES.\n\npl: SOON."}
    assert "pl: SOON." not in Client().get(address_of(taking)).content.decode()


def test_at_once_where_comments_are_shown_at_once(
    taking: CommentSettings, passage: Passage
) -> None:
    taking.showing = Showing.AT_ONCE
    taking.save()
    with committing():
        post(taking, passage, "Tak.", language="pl")
    assert said() == {"en": "en: TAK."}


@pytest.mark.parametrize("off", [{"has_machine_translation": False}, {"showing": Showing.NEVER}])
def test_nothing_where_it_is_off(
    taking: CommentSettings, passage: Passage, admin_user: Any, off: dict[str, Any]
) -> None:
    CommentSettings.objects.update(**off)
    with committing():
        comment = post(taking, passage)
    publish(comment, admin_user)
    assert (Recorder.seen, said()) == ([], {})


def test_nothing_without_a_machine(
    taking: CommentSettings, passage: Passage, admin_user: Any, settings: Any
) -> None:
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    with committing():
        comment = post(taking, passage)
    publish(comment, admin_user)
    assert said() == {}


def test_redaction_makes_it_anew_from_what_is_left(
    taking: CommentSettings, passage: Passage, admin_user: Any
) -> None:
    with committing():
        comment = post(taking, passage, "Ask Bob now.")
    publish(comment, admin_user)
    assert said() == {"pl": "pl: ASK BOB NOW."}
    redaction = Redaction(text=((4, 7),))
    publish(comment, admin_user, decision=Decision.REDACT, redaction=redaction, why="A name.")
    assert said() == {"pl": "pl: ASK █████ NOW."}


def test_an_edit_makes_it_anew(taking: CommentSettings, passage: Passage) -> None:
    taking.showing = Showing.AT_ONCE
    taking.save()
    with committing():
        comment = post(taking, passage, "First.")
    with committing():
        edit_comment(comment=comment, words=Words(text="Second.", name="A neighbour"))
    assert said() == {"pl": "pl: SECOND."}


def test_withdrawing_deletes_it(taking: CommentSettings, passage: Passage) -> None:
    comment = make_comment(taking, passage)
    CommentTranslation.objects.create(comment=comment, language="pl", text="Słowa.")
    withdraw_comment(comment=comment)
    assert said() == {}


def test_what_comes_too_late_is_not_kept(
    taking: CommentSettings, passage: Passage, admin_user: Any
) -> None:
    comment = make_comment(taking, passage, "First.")
    kept = {"comment": comment, "language": "pl", "text": "Pierwszy."}
    assert keep_translation(**kept, source="Other words.") is False
    withdraw_comment(comment=comment)
    assert keep_translation(**kept, source="First.") is False
    translate_comment.call(comment.pk, "pl")
    assert (Recorder.seen, said()) == ([], {})


def test_a_machine_that_fails_fails_nothing(
    taking: CommentSettings, passage: Passage, admin_user: Any, settings: Any,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": "tests.comments.machines.Broken"}
    with committing():
        comment = post(taking, passage, "Ask Bob.")
    publish(comment, admin_user)
    comment.refresh_from_db()
    assert comment.is_public
    assert said() == {}
    assert "Bob" not in caplog.text


def test_redaction_clears_translations_even_if_none_can_be_made(
    taking: CommentSettings, passage: Passage, admin_user: Any, settings: Any
) -> None:
    comment = make_comment(taking, passage, "Ask Bob.")
    CommentTranslation.objects.create(comment=comment, language="pl", text="Zapytaj Boba.")
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    redaction = Redaction(text=((4, 7),))
    publish(comment, admin_user, decision=Decision.REDACT, redaction=redaction, why="A name.")
    assert said() == {}


def switch(taking: CommentSettings, user: Any, **values: Any) -> None:
    """Change settings of comments, as on the desk."""
    taking.refresh_from_db()
    taking.consultation.retain_until = date.today() + timedelta(days=900)
    taking.consultation.save()
    chosen = {**{name: getattr(taking, name) for name in FIELDS}, **values}
    with committing():
        change_comment_settings(
            consultation=taking.consultation, chosen=ChosenSettings(chosen), user=user
        )


@pytest.mark.parametrize("off", [{"has_machine_translation": False}, {"showing": Showing.NEVER}])
def test_switched_on_what_is_published_already_is_translated(
    taking: CommentSettings, passage: Passage, admin_user: Any, off: dict[str, Any]
) -> None:
    CommentSettings.objects.update(**off)
    number = BATCH * 2 + 1
    for place in range(number):
        make_comment(taking, passage, f"Text {place}.")
    polish = make_comment(taking, passage, "Tak.", language="pl")
    waiting = make_comment(taking, passage, "Secret.", state=CommentState.WAITING)
    on = {"has_machine_translation": True, "showing": Showing.CHECKED}
    switch(taking, admin_user, **{name: on[name] for name in off})
    made = CommentTranslation.objects
    assert made.filter(language="pl").count() == number
    assert [one.text for one in polish.translations.all()] == ["en: TAK."]
    assert not waiting.translations.exists()
    assert "Secret." not in Recorder.seen
    Recorder.seen.clear()
    switch(taking, admin_user, promised_hours=3)
    assert Recorder.seen == []


def test_a_new_language_of_the_plan_is_one_for_comments(
    taking: CommentSettings, passage: Passage
) -> None:
    comment = make_comment(taking, passage, "More.")
    CommentTranslation.objects.create(comment=comment, language="pl", text="Więcej.")
    with committing():
        translate(PlanPage.objects.get(locale__language_code="en"), "cy")
    assert said() == {"pl": "Więcej.", "cy": "cy: MORE."}
    assert Recorder.seen == ["More."]
