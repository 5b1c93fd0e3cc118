"""Where and how a consultation takes comments: stored, refused with the reason, and logged."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pytest_django import Settings as SettingsWrapper
from wagtail.models import ModelLogEntry

from plan.comments.actions.change_comment_settings import (
    FIELDS,
    ChosenSettings,
    change_comment_settings,
    places_of,
)
from plan.comments.enums import CommentState, Identification, Scope, Showing
from plan.comments.models import CommentSettings, HouseRules, OpenPlace
from plan.consultation.models import Consultation
from plan.models import Passage
from tests.comments.desk.conftest import SignedIn
from tests.comments.desk.readings import QUEUE, words
from tests.comments.factories import make_comment, make_house_rules, passages_of
from tests.consultation.factories import make_consultation, record

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def has_mail(settings: SettingsWrapper) -> None:
    """Mail reaches people, unless a test says otherwise."""
    settings.PLAN_MAIL_IS_CONFIGURED = True


def url_of(consultation: Consultation) -> str:
    """The page of its settings."""
    return f"{QUEUE}settings/{consultation.public_id}/"


def chosen(taking: CommentSettings, **changes: Any) -> dict[str, Any]:
    """What the form sends: the present settings with these changes."""
    values = {name: getattr(taking, name) for name in FIELDS} | changes
    sent = {name: "on" if value is True else value for name, value in values.items()}
    return {name: value for name, value in sent.items() if value not in (False, None)}


def stored(taking: CommentSettings) -> dict[str, Any]:
    """The settings as they are, with the places."""
    found = CommentSettings.objects.get(pk=taking.pk)
    return {name: getattr(found, name) for name in FIELDS} | {"places": places_of(found)}


def entries() -> list[str]:
    """What the log says of settings."""
    rows = ModelLogEntry.objects.filter(action="plan_comments.change_settings").order_by("pk")
    return [entry.message for entry in rows]


def test_the_first_settings(signed_in: SignedIn) -> None:
    consultation = record(make_consultation())
    rules = make_house_rules()
    client = signed_in("Publisher")
    page = client.get(url_of(consultation))
    assert "This consultation does not take comments yet." in words(page)
    data = chosen(CommentSettings(), house_rules_key=str(rules.translation_key))
    response = client.post(url_of(consultation), data)
    assert response["Location"] == url_of(consultation)
    found = CommentSettings.objects.get()
    assert (found.consultation, found.house_rules_key) == (consultation, rules.translation_key)
    [message] = entries()
    assert message.startswith("Settings of comments changed (Take comments: True; Where: plan;")


def test_every_field_is_stored_and_logged(taking: CommentSettings, signed_in: SignedIn) -> None:
    others = make_house_rules(name="Other rules")
    changes = {
        "is_taking": False,
        "showing": "at_once",
        "identification": "email",
        "longest": 100,
        "has_replies": False,
        "has_agreements": False,
        "house_rules_key": others.translation_key,
        "promised_hours": 24,
        "keeps_text": False,
    }
    signed_in("Publisher").post(url_of(taking.consultation), chosen(taking, **changes))
    assert stored(taking) == {
        **changes,
        "scope": "plan",
        "has_machine_translation": False,
        "places": frozenset(),
    }
    entry = ModelLogEntry.objects.get(action="plan_comments.change_settings")
    assert set(entry.data["changes"]) == set(changes)
    assert entry.data["changes"]["longest"] == ["2000", "100"]
    assert entry.user.email == "publisher@example.org"


def test_nothing_changed_is_not_logged(taking: CommentSettings, signed_in: SignedIn) -> None:
    signed_in("Publisher").post(url_of(taking.consultation), chosen(taking))
    assert entries() == []


REFUSED = [
    ({"longest": 99}, "longest", "Choose a length from 100 to 20000 characters."),
    ({"longest": 20_001}, "longest", "Choose a length from 100 to 20000 characters."),
    ({"longest": "x"}, "longest", "Enter a whole number."),
    ({"promised_hours": 0}, "promised_hours", "Promise at least one hour."),
    ({"promised_hours": 99_999}, "promised_hours", "less than or equal to 8760"),
    ({"scope": "chosen"}, "scope", "Choose at least one page or passage below"),
    ({"scope": "chosen", "place": ["x", "1:2"]}, "scope", "Choose at least one page or passage"),
    ({"scope": "nowhere"}, "scope", "Select a valid choice."),
    ({"house_rules_key": ""}, "house_rules_key", "Choose house rules: people read them"),
    ({"house_rules_key": "x"}, "house_rules_key", "Select a valid choice."),
]


@pytest.mark.parametrize(("changes", "field", "reason"), REFUSED)
def test_refused_beside_the_field(
    taking: CommentSettings, signed_in: SignedIn, changes: dict[str, Any], field: str, reason: str
) -> None:
    before = stored(taking)
    data = {**chosen(taking, showing="never"), **changes}
    response = signed_in("Publisher").post(url_of(taking.consultation), data)
    assert response.status_code == 422
    form = response.context["form"]
    assert reason in " ".join(form.errors[field])
    assert list(form.errors) == [field]
    assert reason in words(response)
    assert form["showing"].value() == "never"
    assert (stored(taking), entries()) == (before, [])


def test_addresses_without_mail(
    taking: CommentSettings, signed_in: SignedIn, settings: SettingsWrapper
) -> None:
    settings.PLAN_MAIL_IS_CONFIGURED = False
    data = chosen(taking, identification="email")
    response = signed_in("Publisher").post(url_of(taking.consultation), data)
    assert list(response.context["form"].errors) == ["identification"]
    assert "Have mail set up first, or choose another way." in words(response)
    assert stored(taking)["identification"] == Identification.NAME


def test_without_a_day_until_which_things_are_kept(
    taking: CommentSettings, signed_in: SignedIn
) -> None:
    Consultation.objects.update(retain_until=None)
    response = signed_in("Publisher").post(url_of(taking.consultation), chosen(taking, longest=500))
    assert list(response.context["form"].errors) == ["is_taking"]
    assert "in the field “Responses are kept until” of the consultation's page" in words(response)
    assert stored(taking)["longest"] == 2000


def test_a_machine_only_where_there_is_one(
    taking: CommentSettings, signed_in: SignedIn, settings: SettingsWrapper
) -> None:
    client, data = signed_in("Publisher"), chosen(taking, has_machine_translation=True)
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = None
    assert "no machine translator is set up on this site" in words(
        client.get(url_of(taking.consultation))
    )
    client.post(url_of(taking.consultation), data)
    assert stored(taking)["has_machine_translation"] is False
    translator = "wagtail_localize.machine_translators.dummy.DummyTranslator"
    settings.WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {"CLASS": translator}
    client.post(url_of(taking.consultation), data)
    assert stored(taking)["has_machine_translation"] is True


def test_chosen_pages_and_passages(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    client = signed_in("Publisher")
    second = passages_of(passage.page)[1]
    key = str(passage.translation_key)
    page = client.get(url_of(taking.consultation))
    assert f"{second.number} We act." in words(page)
    data = chosen(taking, scope="chosen") | {"place": [f"{key}:{second.block_id}"]}
    client.post(url_of(taking.consultation), data)
    assert places_of(taking) == {(second.translation_key, second.block_id)}
    [branch] = client.get(url_of(taking.consultation)).context["branches"]
    assert (branch.is_chosen, [leaf.is_chosen for leaf in branch.passages]) == (
        False,
        [False, True],
    )
    client.post(url_of(taking.consultation), chosen(taking, scope="chosen") | {"place": [key]})
    assert places_of(taking) == {(second.translation_key, None)}
    client.post(url_of(taking.consultation), chosen(taking, scope="plan") | {"place": [key]})
    assert not OpenPlace.objects.exists()


def test_a_chosen_place_that_is_gone_is_still_listed(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    OpenPlace.objects.create(
        settings=taking,
        translation_key=passage.translation_key,
        block_id=passage.page.translation_key,
    )
    page = signed_in("Publisher").get(url_of(taking.consultation))
    assert "Not in the plan any more" in words(page)


def test_what_a_change_is_felt_by(
    taking: CommentSettings, passage: Passage, signed_in: SignedIn
) -> None:
    make_comment(taking, passage, "x" * 300)
    make_comment(taking, passage, state=CommentState.REDACTED)
    make_comment(taking, passage, state=CommentState.UNCONFIRMED)
    CommentSettings.objects.update(identification=Identification.EMAIL)
    taking.refresh_from_db()
    second = passages_of(passage.page)[1]
    data = chosen(taking, showing="never", longest=200, scope="chosen", identification="name")
    data["place"] = [f"{second.translation_key}:{second.block_id}"]
    client = signed_in("Publisher")
    assert "There are 3 comments. 2 are published." in words(
        client.get(url_of(taking.consultation))
    )
    text = words(client.post(url_of(taking.consultation), data, follow=True))
    for said in (
        "The settings are stored, and hold at once.",
        "2 published comments are not shown to the public any more.",
        "1 comment is longer than that, and stays as it is.",
        "2 published comments stay where comments are not taken any more.",
        "1 comment still waits for its author to confirm the address.",
    ):
        assert said in text
    taking.refresh_from_db()
    shown = client.post(
        url_of(taking.consultation), chosen(taking, showing="checked", scope="plan"), follow=True
    )
    assert "2 published comments are shown to the public now." in words(shown)


@pytest.mark.parametrize(
    "role", ["Moderator", "Consultation manager", "Analyst", "Editor", "Translator: Polish"]
)
def test_others_do_not_come_in(taking: CommentSettings, signed_in: SignedIn, role: str) -> None:
    before = stored(taking)
    client = signed_in(role)
    assert client.get(url_of(taking.consultation)).status_code in (302, 403)
    client.post(url_of(taking.consultation), chosen(taking, longest=500))
    assert (stored(taking), entries()) == (before, [])


def test_the_action_asks_who_comes(taking: CommentSettings, moderator: Any) -> None:
    values = {name: getattr(taking, name) for name in FIELDS} | {"showing": Showing.NEVER}
    with pytest.raises(PermissionDenied):
        change_comment_settings(
            consultation=taking.consultation, chosen=ChosenSettings(values), user=moderator
        )
    assert (stored(taking)["showing"], entries()) == (Showing.CHECKED, [])


def test_ways_to_the_settings(taking: CommentSettings, signed_in: SignedIn) -> None:
    from plan.consultation.permissions import source_page

    page = source_page(taking.consultation)
    assert page is not None
    url = url_of(taking.consultation)
    for role, is_shown in (("Publisher", True), ("Editor", False)):
        edit = signed_in(role).get(f"/admin/pages/{page.pk}/edit/").content.decode()
        assert (url in edit) is is_shown, role
    dashboard = f"/admin/consultations/{taking.consultation.public_id}/"
    assert url in signed_in("superuser").get(dashboard).content.decode()
    figures = f"{QUEUE}figures/{taking.consultation.public_id}/"
    assert figures in signed_in("Consultation manager").get(dashboard).content.decode()
    assert url in signed_in("superuser").get(figures).content.decode()


def test_house_rules_stand_once_for_all_languages(
    taking: CommentSettings, signed_in: SignedIn
) -> None:
    from tests.factories import make_locale

    HouseRules.objects.get().copy_for_translation(make_locale("pl")).save()
    form = signed_in("Publisher").get(url_of(taking.consultation)).context["form"]
    assert len(form.fields["house_rules_key"].choices) == 2
    assert stored(taking)["scope"] == Scope.PLAN
