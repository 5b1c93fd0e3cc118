"""An organisation answers together: own attempts, one lead, one response, nobody overwritten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db.models import F
from django.test import Client

from plan.consultation import networks
from plan.consultation.actions.start_attempt import delete_idle_attempts
from plan.consultation.actions.submit_response import MemberError, submit_response
from plan.consultation.models import Answer, Attempt, AttemptSection, Consultation, Response, Team
from plan.consultation.queries import database_now
from tests.consultation.browsing import Walk, heading_of, stored, summary_errors, text_of
from tests.consultation.colleagues import Colleague, code_in
from tests.consultation.factories import known_id, make_consultation, name, record

pytestmark = pytest.mark.django_db
ELSEWHERE = {"Sec-Fetch-Site": "cross-site"}


def test_the_code_is_shown_once_and_stored_nowhere(lead: Walk, code: str) -> None:
    assert len(code) == 14
    team = Team.objects.get()
    assert team.organisation == "Friends of the park"
    assert code not in str(stored()) + str(list(Team.objects.values()))
    page = text_of(lead.get("team/"))
    assert code not in page
    assert "You lead the response of <bdi>Friends of the park</bdi>." in page
    assert "Nobody has joined yet." in page


def test_a_team_needs_a_name(lead: Walk) -> None:
    response = lead.post("team/", {"organisation": "  "})
    assert response.status_code == 422
    assert summary_errors(response) == [
        ("#id_organisation", "Enter the name of your organisation.")
    ]
    assert not Team.objects.exists()


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), str])
def test_the_code_works_however_it_is_typed(lead: Walk, code: str, change: Any) -> None:
    found = Colleague(lead.page, Client())
    assert found.join(change(code)).status_code == 200
    assert found.attempt.team == Team.objects.get()
    assert found.attempt.kept_until == record(lead.page).closes_at


def test_a_wrong_code_is_refused_and_counted(lead: Walk, code: str, monkeypatch: Any) -> None:
    monkeypatch.setattr(networks, "GUESSES_IN_ALL", 3)
    found = Colleague(lead.page, Client())
    before = stored()
    for _ in range(3):
        response = found.join("3333-4444-6666")
        assert response.status_code == 422
        assert "No team takes this code." in text_of(response)
    refused = found.join(code)
    assert refused.status_code == 429
    assert 'value="Ada"' in text_of(refused)
    assert stored() == before
    cache.clear()
    assert found.join(code).status_code == 200


def test_a_code_that_was_ended_or_replaced_is_no_way_in(lead: Walk, code: str) -> None:
    newer = code_in(lead.post("team/", {"code": "1"}))
    assert newer
    assert newer != code
    found = Colleague(lead.page, Client())
    assert found.join(code).status_code == 422
    assert found.join(newer).status_code == 200
    lead.post("team/", {"stop": "1"})
    assert Colleague(lead.page, Client()).join(newer, "Eve").status_code == 422
    assert found.get("section/2/").status_code == 200


def test_a_code_of_another_consultation_is_no_way_in(lead: Walk, code: str) -> None:
    other = make_consultation(lead.page.get_parent().specific, title="Another")
    assert Colleague(other, Client()).join(code).status_code == 422


def test_colleagues_read_for_whom_they_answer(lead: Walk, colleague: Colleague) -> None:
    words = "You answer as <bdi>Ada</bdi> for <bdi>Friends of the park</bdi>."
    assert words in text_of(colleague.get("section/1/"))
    assert words not in text_of(lead.get("section/1/"))


def test_names_are_isolated_and_what_looks_like_markup_is_words(lead: Walk, code: str) -> None:
    eve = Colleague(lead.page, Client())
    eve.join(code, "<i>حواء</i>")
    name = b"<bdi>&lt;i&gt;\xd8\xad\xd9\x88\xd8\xa7\xd8\xa1&lt;/i&gt;</bdi>"
    assert b"You answer as " + name + b" for " in eve.get("section/1/").content
    assert lead.get("team/").content.count(name) == 2


def test_colleagues_are_not_told_off_for_what_they_leave_to_others(
    lead: Walk, colleague: Colleague
) -> None:
    assert "govuk-error-message" not in text_of(colleague.get("check/"))
    colleague.first(**{name("number"): "many"})
    assert text_of(colleague.get("check/")).count("govuk-error-message") == 1
    lead.first(**{name("as"): ""})
    assert text_of(lead.get("check/")).count("govuk-error-message") == 1


def test_colleagues_write_in_their_own_attempt_only(lead: Walk, colleague: Colleague) -> None:
    mine = AttemptSection.objects.get(attempt=colleague.attempt)
    assert mine.typed[name("missing")] == ["More benches"]
    assert "More benches" not in text_of(lead.get("section/2/"))
    lead.second(**{name("missing"): "Lead’s words"})
    mine.refresh_from_db()
    assert mine.typed[name("missing")] == ["More benches"]


def test_only_what_is_handed_in_is_seen_and_it_can_be_taken_back(
    lead: Walk, colleague: Colleague
) -> None:
    assert "Hand to <bdi>Friends of the park</bdi>" in text_of(colleague.get("check/"))
    response = colleague.post("check/")
    assert heading_of(response) == "Your answers are with <bdi>Friends of the park</bdi>"
    assert Response.objects.count() == 0
    seen = text_of(lead.get("section/2/"))
    assert "What 1 colleague answered" in seen
    assert "More benches" in seen
    assert "<strong><bdi>Ada</bdi></strong>" in seen
    assert "Has handed in" in text_of(lead.get("team/"))
    assert colleague.second(**{name("missing"): "Changed"}).status_code == 409
    assert "More benches" in text_of(lead.get("section/2/"))
    assert heading_of(colleague.get("section/2/")).startswith("Your answers are with")
    colleague.post("hand-in/", {"back": "1"})
    assert "More benches" not in text_of(lead.get("section/2/"))
    assert colleague.second(**{name("missing"): "Changed"}).status_code == 303
    assert "Is still answering" in text_of(lead.get("team/"))


def use(lead: Walk, colleague: Colleague, question: str, **typed: Any) -> Any:
    """Press "Use this answer" with this on the page."""
    key = f"{colleague.attempt.pk}.{name(question)[2:]}"
    return lead.post("team/use/2/", {**typed, "use": key})


def test_the_lead_uses_an_answer_and_keeps_what_is_on_the_page(
    lead: Walk, colleague: Colleague
) -> None:
    colleague.post("check/")
    response = use(lead, colleague, "missing", **{name("place"): "Lead’s place"})
    assert response.status_code == 303
    page = text_of(lead.get("section/2/"))
    assert "Lead’s place" in page
    assert page.count("More benches") == 2
    own = AttemptSection.objects.get(attempt__led_team__isnull=False, section_id=known_id("views"))
    assert own.typed == {name("place"): ["Lead’s place"], name("missing"): ["More benches"]}


def test_options_are_used_like_words(lead: Walk, colleague: Colleague) -> None:
    colleague.post("check/")
    use(lead, colleague, "topics")
    own = AttemptSection.objects.get(attempt__led_team__isnull=False, section_id=known_id("views"))
    assert own.typed == {name("topics"): [known_id("violence"), known_id("trust")]}


@pytest.mark.parametrize("wanted", ["", "x", "1.2", "999999.{question}", "{member}.{unknown}"])
def test_nothing_else_can_be_used(lead: Walk, colleague: Colleague, wanted: str) -> None:
    key = wanted.format(member=colleague.attempt.pk, question=name("missing")[2:], unknown="0" * 32)
    before = AttemptSection.objects.filter(attempt=colleague.attempt).values().get()
    response = lead.post("team/use/2/", {"use": key})
    assert response.status_code in {303, 409}
    assert AttemptSection.objects.filter(attempt=colleague.attempt).values().get() == before
    assert Answer.objects.count() == 0


def test_what_was_not_handed_in_cannot_be_used(lead: Walk, colleague: Colleague) -> None:
    response = use(lead, colleague, "missing", **{name("place"): "Here"})
    assert response.status_code == 409
    assert "Here" in text_of(response)
    assert "More benches" not in text_of(response)


def test_another_team_and_a_colleague_see_and_use_nothing(lead: Walk, colleague: Colleague) -> None:
    colleague.post("check/")
    other = Walk(lead.page, Client())
    other.start()
    other.post("team/", {"organisation": "Others"})
    assert "More benches" not in text_of(other.get("section/2/"))
    assert use(other, colleague, "missing").status_code == 409
    second = Colleague(lead.page, Client())
    second.join(code_in(lead.post("team/", {"code": "1"})), "Bob")
    assert "More benches" not in text_of(second.get("section/2/"))
    assert use(second, colleague, "missing").status_code == 303
    assert second.get("team/").status_code == 303


def test_the_lead_sends_one_response_and_what_was_handed_in_is_gone(
    lead: Walk, colleague: Colleague
) -> None:
    colleague.post("check/")
    use(lead, colleague, "missing")
    assert lead.send().status_code == 303
    sent = Response.objects.get()
    assert sent.answers.filter(text="More benches").exists()
    assert not Team.objects.exists()
    assert not AttemptSection.objects.exists()
    assert colleague.get("check/").status_code == 410
    assert colleague.post("hand-in/", {"back": "1"}).status_code == 409


def test_a_colleague_never_makes_a_response(lead: Walk, colleague: Colleague) -> None:
    colleague.first()
    with pytest.raises(MemberError):
        submit_response(attempt=colleague.attempt, received_at=database_now())
    assert Response.objects.count() == 0


def test_teams_are_kept_until_closing(lead: Walk, colleague: Colleague) -> None:
    Attempt.objects.update(last_active_at=F("last_active_at") - timedelta(days=20))
    other = Walk(lead.page, Client())
    other.start()
    assert Attempt.objects.count() == 3
    Consultation.objects.update(closes_at=database_now() - timedelta(seconds=1))
    Attempt.objects.update(
        kept_until=database_now() - timedelta(seconds=1),
        last_active_at=F("last_active_at") - timedelta(days=20),
    )
    assert delete_idle_attempts() == 3


def test_a_member_can_be_removed(lead: Walk, colleague: Colleague) -> None:
    colleague.post("check/")
    pk = colleague.attempt.pk
    outsider = Walk(lead.page, Client())
    outsider.start()
    outsider.post("team/", {"organisation": "Others"})
    outsider.post("team/", {"remove": str(pk)})
    assert Attempt.objects.filter(pk=pk).exists()
    lead.post("team/", {"remove": str(pk)})
    assert not Attempt.objects.filter(pk=pk).exists()
    assert "More benches" not in text_of(lead.get("section/2/"))


def test_another_site_changes_nothing(lead: Walk, code: str, colleague: Colleague) -> None:
    before = stored(), list(Team.objects.values())
    assert lead.post("team/", {"stop": "1"}, **ELSEWHERE).status_code == 403
    assert colleague.post("hand-in/", {}, **ELSEWHERE).status_code == 403
    assert lead.post("team/use/2/", {"use": "1.1"}, **ELSEWHERE).status_code == 303
    joining = Client().post(
        f"{lead.address}join/", {"code": code, "member_name": "Eve"}, headers=ELSEWHERE
    )
    assert joining.status_code == 403
    assert (stored(), list(Team.objects.values())) == before


def test_nothing_is_made_or_joined_when_closed(lead: Walk, code: str) -> None:
    Consultation.objects.update(closes_at=database_now())
    assert lead.post("team/", {"code": "1"}).status_code == 410
    assert Colleague(lead.page, Client()).join(code).status_code == 410
