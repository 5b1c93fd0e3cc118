"""The lead has sent while a colleague is still answering: told so, and nothing typed is lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from plan.consultation.actions.join_team import join_team
from plan.consultation.actions.lead_team import NotLeadError, make_team
from plan.consultation.actions.start_attempt import delete_idle_attempts
from plan.consultation.actions.submit_response import MemberError, submit_response
from plan.consultation.dashboards import starts
from plan.consultation.journey import handing_in
from plan.consultation.models import AbandonedTally, Attempt, AttemptSection, Consultation, Response
from plan.consultation.moments import moment_in_words
from plan.consultation.queries import database_now
from tests.consultation.browsing import Walk, heading_of, page_of, stored, text_of
from tests.consultation.colleagues import Colleague, code_in
from tests.consultation.embedding import chapter_asking, given
from tests.consultation.factories import name

pytestmark = pytest.mark.django_db
HEADING = "Your organisation’s response was sent"
TYPED = {name("missing"): "Fewer cars"}


@pytest.fixture
def sent(lead: Walk, colleague: Colleague) -> Response:
    """What the lead sent while the colleague was answering."""
    lead.second()
    assert lead.send().status_code == 303
    return Response.objects.get()


def is_told(response: Any, status: int) -> bool:
    """Whether the page says that the response was sent, and offers no start of one's own."""
    assert response.status_code == status
    actions = [action for action in page_of(response).actions if "take-part/" in action]
    assert [action.rstrip("/").rsplit("/", 1)[1] for action in actions] == ["finish"]
    return heading_of(response) == HEADING


def test_continue_leads_to_what_happened_and_keeps_what_was_typed(
    colleague: Colleague, sent: Response
) -> None:
    response = colleague.second(**TYPED)
    assert is_told(response, 409)
    page = text_of(response)
    when = moment_in_words(sent.received_at, sent.consultation.zone)
    assert f"The response of <bdi>Friends of the park</bdi> was sent on {when}; nothing" in page
    assert "Fewer cars" in page
    assert "too much time" not in page
    assert "Fewer cars" in text_of(colleague.get("section/1/"))
    assert Response.objects.count() == 1
    assert Attempt.objects.count() == 2


def test_what_was_typed_on_other_pages_is_there_too(colleague: Colleague, sent: Response) -> None:
    assert "More benches" in text_of(colleague.first())


@pytest.mark.parametrize(
    "step",
    ["section/1/", "section/9/", "check/", "sent/", "team/", "save/", "sections/", "receipt/"],
)
def test_every_step_says_so(colleague: Colleague, sent: Response, step: str) -> None:
    assert is_told(colleague.get(step), 410)


@pytest.mark.parametrize("step", ["", "check/", "hand-in/", "save/", "team/", "receipt/"])
def test_nothing_can_be_sent_or_begun(colleague: Colleague, sent: Response, step: str) -> None:
    before = stored()
    assert is_told(colleague.post(step), 409)
    assert stored() == before


def test_it_is_said_after_closing_as_well(colleague: Colleague, sent: Response) -> None:
    Consultation.objects.update(closes_at=database_now())
    assert is_told(colleague.get("section/1/"), 410)


def test_another_site_has_nothing_kept(colleague: Colleague, sent: Response) -> None:
    before = stored()
    headers = {"Sec-Fetch-Site": "cross-site"}
    response = colleague.post("section/2/", TYPED, **headers)
    assert is_told(response, 409)
    assert "Fewer cars" in text_of(response)
    assert stored() == before


def test_what_was_handed_in_is_forgotten_and_the_rest_is_shown(
    lead: Walk, colleague: Colleague
) -> None:
    colleague.post("check/")
    lead.second()
    lead.send()
    assert not AttemptSection.objects.exists()
    response = colleague.second(**TYPED)
    assert is_told(response, 409)
    assert "Fewer cars" in text_of(response)
    assert "More benches" not in text_of(response)


def test_finishing_lets_the_next_person_start(colleague: Colleague, sent: Response) -> None:
    assert colleague.post("finish/").status_code == 303
    assert not AttemptSection.objects.exists()
    assert not AbandonedTally.objects.exists()
    assert colleague.start().status_code == 303
    assert Attempt.objects.filter(ended_at=None, response=None).count() == 1


def test_it_stays_as_long_as_any_attempt_and_counts_as_no_start(
    colleague: Colleague, sent: Response
) -> None:
    assert starts(sent.consultation).started == 1
    Attempt.objects.update(
        kept_until=timezone.now() - timedelta(seconds=1),
        last_active_at=F("last_active_at") - timedelta(days=40),
    )
    assert delete_idle_attempts() == 2
    assert not AbandonedTally.objects.exists()


def test_no_action_makes_it_a_response_or_a_team(colleague: Colleague, sent: Response) -> None:
    with pytest.raises(MemberError):
        submit_response(attempt=colleague.attempt, received_at=database_now())
    with pytest.raises(NotLeadError):
        make_team(attempt=colleague.attempt, organisation="Other", moment=database_now())
    assert Response.objects.count() == 1


def test_the_link_to_come_back_with_says_so(lead: Walk, colleague: Colleague) -> None:
    saved = text_of(colleague.post("save/", {"make": "1"}))
    link = saved.split("return/", 1)[1].split("/", 1)[0]
    lead.second()
    lead.send()
    assert is_told(Client().get(f"{lead.address}return/{link}/"), 410)


def test_a_colleague_can_join_another_team(
    lead: Walk, colleague: Colleague, sent: Response
) -> None:
    other = Walk(lead.page, Client())
    other.start()
    code = code_in(other.post("team/", {"organisation": "Others"}))
    assert "you have begun" not in text_of(colleague.get("join/"))
    assert colleague.join(code, "Bea").status_code == 200
    assert colleague.get("section/1/").status_code == 200


def test_an_answer_beside_a_passage_is_one_of_its_own(
    lead: Walk, colleague: Colleague, sent: Response
) -> None:
    chapter = chapter_asking(lead.page, "missing", kind="opinion")
    before = AttemptSection.objects.filter(attempt=colleague.attempt).values().get()
    answer = colleague.client.post(
        f"{colleague.address}answer/", given(chapter, "missing", missing="Trees")
    )
    assert "Continue with the survey" in text_of(answer)
    assert AttemptSection.objects.filter(attempt=colleague.attempt).values().get() == before


def test_handing_in_while_the_lead_sends(
    lead: Walk, colleague: Colleague, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in = handing_in.hand_in

    def late(**given: Any) -> bool:
        lead.second()
        lead.send()
        return hand_in(**given)

    monkeypatch.setattr(handing_in, "hand_in", late)
    assert is_told(colleague.post("check/"), 409)


def test_the_lead_reads_how_many_are_still_answering(
    lead: Walk, colleague: Colleague, code: str
) -> None:
    lead.second()
    assert "1 colleague is still answering and has not handed in." in text_of(lead.get("check/"))
    join_team(
        consultation=colleague.attempt.consultation,
        code=code,
        name="Bob",
        texts_pk=colleague.attempt.texts_id,
        moment=database_now(),
    )
    assert "2 colleagues are still answering and have not handed in." in text_of(lead.get("check/"))
    Attempt.objects.filter(team__isnull=False).update(handed_in_at=timezone.now())
    assert "still answering" not in text_of(lead.get("check/"))
    assert "still answering" not in text_of(colleague.get("check/"))
