"""Answers that may disclose harm are shown to a named role, oldest first. Nothing is decided."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db.models import F
from django.test import Client
from wagtail.models import ModelLogEntry

from home.models import User
from plan.consultation import hints
from plan.consultation.actions.mark_hint_seen import mark_hint_seen
from plan.consultation.hints import find_hints, pattern_of
from plan.consultation.models import Consultation, DisclosureHint, Response, WatchedWords
from tests.consultation.browsing import Walk, text_of
from tests.consultation.factories import known_id, make_consultation, name, question, section
from tests.factories import committing, make_roles

pytestmark = pytest.mark.django_db
HINTS = "/admin/consultations/hints/"


@pytest.fixture
def words() -> WatchedWords:
    """What is looked for in English."""
    return WatchedWords.objects.create(language="en", words="kill myself\n\nABUSE\n(hits me)")


def respond(walk: Walk, text: str) -> Response:
    """A response that says this."""
    one = Walk(walk.page, Client())
    one.start()
    one.first()
    one.second(**{name("missing"): text})
    with committing():
        one.send()
    return Response.objects.latest("pk")


def staff(role: str) -> Client:
    """Somebody with a role."""
    from django.contrib.auth.models import Group

    make_roles()
    user = User.objects.create_user(f"{role.replace(' ', '')}@example.org", "secret")
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("abuse", "There is ABUSE at home", True),
        ("abuse", "abused every day", True),
        ("abuse", "disabuse them of it", False),
        ("kill myself", "I could kill\r\n myself", True),
        ("kill myself", "kill. Myself", False),
        ("kill\u00a0myself", "kill myself", True),
        ("ﬁre", "fire", True),
        ("(hits me)", "he (hits me) often", True),
        ("bić", "Chce mnie BIĆ", True),
        ("العنف", "والعنف في البيت", True),
        ("自殺", "私は自殺したい", True),
        ("", "anything", False),
        ("   ", "anything", False),
    ],
)
def test_what_counts_as_a_listed_word(words: str, text: str, expected: bool) -> None:
    pattern = pattern_of([words])
    assert bool(pattern and pattern.search(hints.folded(text))) is expected


@pytest.mark.usefixtures("tasks", "words")
def test_a_new_response_is_looked_into_once_it_is_committed(walk: Walk) -> None:
    found = respond(walk, "My neighbour hits. Abuse!")
    respond(walk, "More buses")
    [hint] = DisclosureHint.objects.all()
    assert (hint.response, str(hint.question_id)) == (found, known_id("missing"))
    assert hint.seen_at is None


@pytest.mark.usefixtures("words")
def test_a_queue_that_fails_never_fails_a_response(walk: Walk, monkeypatch: Any) -> None:
    class Broken:
        """A queue whose server is away."""

        def enqueue(self, *args: Any) -> None:
            raise ConnectionError

    monkeypatch.setattr(hints, "look_for_hints", Broken())
    assert respond(walk, "Abuse").reference
    assert not DisclosureHint.objects.exists()


@pytest.mark.usefixtures("words")
def test_the_command_finds_what_is_there_and_adds_nothing_twice(
    walk: Walk, capsys: pytest.CaptureFixture[str]
) -> None:
    for text in ("Abuse", "More buses", "I want to kill myself"):
        respond(walk, text)
    call_command("find_hints")
    call_command("find_hints")
    call_command("find_hints", consultation="nosuch")
    assert capsys.readouterr().out.split("\n")[:3] == [
        "New hints: 2",
        "New hints: 0",
        "New hints: 0",
    ]
    WatchedWords.objects.update(words="buses")
    assert find_hints(Response.objects.all()) == 1
    assert DisclosureHint.objects.count() == 3


@pytest.mark.usefixtures("tasks", "words")
def test_other_languages_have_their_own_lists(walk: Walk) -> None:
    found = respond(walk, "Przemoc. Abuse.")
    Response.objects.update(language="pl")
    DisclosureHint.objects.all().delete()
    assert find_hints(Response.objects.all()) == 0
    WatchedWords.objects.create(language="pl", words="przemoc")
    Response.objects.update(language="pl-PL")
    assert find_hints(Response.objects.all()) == 1
    assert DisclosureHint.objects.get().response == found


@pytest.mark.usefixtures("tasks", "words")
def test_answers_of_special_category_are_looked_into_and_not_shown() -> None:
    health = question("long_text", "health", "Your health?", limit=500, is_protected=True)
    page = make_consultation(sections=[section("s", "Health", health)])
    one = Walk(page, Client())
    one.start()
    one.post("section/1/", {name("health"): "There is abuse at home"})
    with committing():
        one.send()
    hint = DisclosureHint.objects.get()
    html = text_of(staff("Consultation manager").get(f"{HINTS}{hint.pk}/"))
    assert "Your health?" in html
    assert "abuse at home" not in html
    assert "look into the response" in html


@pytest.mark.usefixtures("tasks", "words")
def test_the_oldest_come_first_with_their_age(walk: Walk) -> None:
    first, second = respond(walk, "Abuse one"), respond(walk, "Abuse two")
    Response.objects.filter(pk=second.pk).update(received_at=F("received_at") - timedelta(days=3))
    manager = staff("Consultation manager")
    html = text_of(manager.get(HINTS))
    assert html.index(second.reference) < html.index(first.reference)
    assert "3 days ago" in html.replace("\xa0", " ")
    home = text_of(manager.get("/admin/")).replace("\xa0", " ")
    assert "2 answers may disclose harm and wait for somebody to look." in home
    assert "The oldest was received 3 days ago." in home


@pytest.mark.usefixtures("tasks", "words")
def test_looking_is_noted_and_logged_without_words_of_the_answer(walk: Walk) -> None:
    found = respond(walk, "Abuse at number 5")
    hint = DisclosureHint.objects.get()
    manager = staff("Consultation manager")
    assert "Abuse at number 5" in text_of(manager.get(f"{HINTS}{hint.pk}/"))
    assert manager.post(f"{HINTS}{hint.pk}/", {"note": ""}).status_code == 200
    hint.refresh_from_db()
    assert hint.seen_at is None
    manager.post(f"{HINTS}{hint.pk}/", {"note": "Called the safeguarding lead"})
    hint.refresh_from_db()
    assert hint.seen_by is not None
    assert hint.note == "Called the safeguarding lead"
    assert found.reference not in text_of(manager.get(HINTS))
    assert "Called the safeguarding lead" in text_of(manager.get(f"{HINTS}?seen=1"))
    entry = ModelLogEntry.objects.get(action="plan_consultation.hint_seen")
    assert entry.user == hint.seen_by
    assert json.loads(json.dumps(entry.data)) == {"reference": found.reference}
    moment = hint.seen_at
    manager.post(f"{HINTS}{hint.pk}/", {"note": "Safe"})
    hint.refresh_from_db()
    assert hint.note == "Called the safeguarding lead\nSafe"
    assert hint.seen_at == moment


@pytest.mark.usefixtures("tasks", "words")
def test_others_neither_see_nor_mark(walk: Walk) -> None:
    respond(walk, "Abuse")
    hint = DisclosureHint.objects.get()
    analyst = staff("Analyst")
    assert analyst.get(HINTS).status_code == 302
    assert analyst.post(f"{HINTS}{hint.pk}/", {"note": "x"}).status_code == 302
    assert "may disclose harm" not in text_of(analyst.get("/admin/"))
    with pytest.raises(PermissionDenied):
        mark_hint_seen(hint=hint, user=User.objects.create_user("no@example.org"), note="x")
    hint.refresh_from_db()
    assert (hint.seen_at, hint.note) == (None, "")
    assert not ModelLogEntry.objects.filter(action="plan_consultation.hint_seen").exists()


def test_the_named_role_keeps_the_lists_of_words() -> None:
    manager = staff("Consultation manager")
    place = "/admin/snippets/plan_consultation/watchedwords/add/"
    assert "English" in text_of(manager.get(place))
    manager.post(place, {"language": "en", "words": "abuse\nviolence"})
    assert WatchedWords.objects.get().words.split() == ["abuse", "violence"]
    assert "English" in text_of(manager.get(place.replace("add/", "")))
    assert manager.post(place, {"language": "xx", "words": "a"}).status_code == 200
    assert staff("Analyst").get(place).status_code == 302
    assert WatchedWords.objects.count() == 1


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_support_stands_on_the_confirmation_of_a_sensitive_consultation(
    is_sensitive: bool,
) -> None:
    page = make_consultation(support="<p>Call 116 123.</p>")
    Consultation.objects.update(is_sensitive=is_sensitive)
    walk = Walk(page, Client())
    walk.finish_form()
    assert ("Call 116 123." in text_of(walk.get("sent/"))) is is_sensitive


@pytest.mark.usefixtures("words")
@pytest.mark.parametrize("number", [3, 30])
def test_the_list_costs_the_same_for_any_number(
    walk: Walk, number: int, django_assert_max_num_queries: Any
) -> None:
    sent = respond(walk, "Abuse")
    for _ in range(number - 1):
        sent.pk = None
        sent.reference = f"R{Response.objects.count():07d}"
        sent.attempt = None
        sent.save()
    DisclosureHint.objects.bulk_create(
        DisclosureHint(response=one, question_id=known_id("missing"))
        for one in Response.objects.all()
    )
    manager = staff("Consultation manager")
    manager.get(HINTS)
    with django_assert_max_num_queries(24) as captured:
        assert text_of(manager.get(HINTS)).count(" ago</td>") == number
    COSTS[number] = len(captured)
    assert len(set(COSTS.values())) == 1, COSTS


COSTS: dict[int, int] = {}
