"""Floods are slowed and marked, people never kept out, and nothing is dropped."""

from __future__ import annotations

import base64
import json
from datetime import timedelta
from typing import Any

import pytest
from altcha import Challenge, Payload, solve_challenge
from django.core.cache import cache
from django.db.models import F
from django.test import Client

from home.models import User
from plan.consultation import networks, proofs
from plan.consultation.enums import Doubt
from plan.consultation.models import Attempt, Response
from plan.networks import SALT, network_of
from tests.consultation.browsing import Walk, heading_of, page_of, text_of
from tests.consultation.embedding import Reader, chapter_asking, given
from tests.consultation.factories import make_consultation, name, record

pytestmark = pytest.mark.django_db
HERE, NEIGHBOUR, ELSEWHERE = "81.2.69.142", "81.2.69.7", "81.2.70.1"


def start(walk: Walk, address: str = HERE, **data: Any) -> Any:
    """Press the button from an address, in a browser of its own."""
    return Client(REMOTE_ADDR=address).post(walk.address, data)


@pytest.fixture
def crowd(walk: Walk, settings: Any) -> Walk:
    """Two have started from a network that two may start from."""
    settings.PLAN_STARTS_PER_NETWORK = 2
    assert start(walk).status_code == start(walk, NEIGHBOUR).status_code == 303
    return walk


def challenge_in(response: Any) -> Challenge:
    """The challenge of a page that asks for work."""
    text = text_of(response)
    raw = text.split('data-plan-proof="', 1)[1].split('"}"', 1)[0] + '"}'
    return Challenge.from_dict(json.loads(raw))


def solved(challenge: Challenge) -> str:
    """The proof that the page's script would send."""
    solution = solve_challenge(challenge)
    assert solution is not None
    return Payload(challenge, solution).to_base64()


def test_past_the_limit_a_calculation_is_asked_for(crowd: Walk) -> None:
    response = start(crowd)
    assert response.status_code == 429
    assert heading_of(response) == "One moment, please"
    assert "Continue without it" in text_of(response)
    assert 'src="/static/plan/proof.js"' in text_of(response)
    assert Attempt.objects.count() == 2
    assert start(crowd, ELSEWHERE).status_code == 303


def test_the_calculation_lets_in_without_a_mark_and_once(crowd: Walk) -> None:
    proof = solved(challenge_in(start(crowd)))
    assert start(crowd, proof=proof).status_code == 303
    assert Attempt.objects.latest("pk").doubts == []
    assert start(crowd, proof=proof).status_code == 429
    assert Attempt.objects.count() == 3


def test_without_the_calculation_one_starts_too_and_is_marked(crowd: Walk) -> None:
    assert start(crowd, anyway="1").status_code == 303
    assert Attempt.objects.latest("pk").doubts == [Doubt.CROWDED.value]


@pytest.mark.parametrize(
    "proof",
    ["x", "e30=", base64.b64encode(b'{"challenge":{},"solution":{}}').decode(), "A" * 5000, "\x00"],
)
def test_what_is_no_proof_is_answered_with_the_page(crowd: Walk, proof: str) -> None:
    assert start(crowd, proof=proof).status_code == 429


def test_a_forged_or_expired_challenge_is_none(crowd: Walk, monkeypatch: Any) -> None:
    challenge = challenge_in(start(crowd))
    challenge.parameters.key_prefix = "00"
    assert start(crowd, proof=solved(challenge)).status_code == 429
    monkeypatch.setattr(proofs, "VALID_FOR", -5)
    assert start(crowd, proof=solved(challenge_in(start(crowd)))).status_code == 429


def test_what_was_typed_is_carried_past_the_calculation(crowd: Walk) -> None:
    chapter = chapter_asking(crowd.page, "missing", kind="opinion")
    client = Client(REMOTE_ADDR=HERE)
    address = f"{crowd.address}answer/"
    response = client.post(address, given(chapter, "missing", missing="More\r\nbuses"))
    assert response.status_code == 429
    hidden = page_of(response).hidden
    assert (name("missing"), "More\r\nbuses") in hidden
    data = {key: value for key, value in hidden if key != "attempt"}
    response = client.post(address, {**data, "anyway": "1"})
    assert heading_of(response) == "Send your answer"
    assert Attempt.objects.latest("pk").doubts == [Doubt.CROWDED.value]


def test_the_cache_holds_no_address_and_forgets(crowd: Walk) -> None:
    everything = repr(cache._cache) + repr(list(cache._cache.values()))  # type: ignore[attr-defined]
    assert HERE not in everything
    assert "81.2.69" not in everything
    cache.delete(SALT)
    assert start(crowd).status_code == 303


@pytest.mark.parametrize("address", ["127.0.0.1", "10.0.0.7", "fd00::1", "nonsense"])
def test_addresses_that_stand_for_everybody_are_not_counted(
    walk: Walk, settings: Any, address: str
) -> None:
    settings.PLAN_STARTS_PER_NETWORK = 1
    assert {start(walk, address).status_code for _ in range(3)} == {303}


@pytest.mark.parametrize(
    ("proxies", "forwarded", "expected"),
    [
        (0, "9.9.9.9", "81.2.69.0/24"),
        (1, "9.9.9.9, 8.8.4.4", "8.8.4.0/24"),
        (2, "9.9.9.9, 8.8.4.4", "9.9.9.0/24"),
        (1, "2a02:6b8:1:2::3", "2a02:6b8:1::/48"),
        (3, "9.9.9.9", "81.2.69.0/24"),
    ],
)
def test_only_our_own_proxies_are_believed(
    rf: Any, settings: Any, proxies: int, forwarded: str, expected: str
) -> None:
    settings.PLAN_TRUSTED_PROXIES = proxies
    request = rf.post("/", REMOTE_ADDR=HERE, HTTP_X_FORWARDED_FOR=forwarded)
    assert network_of(request) == expected


class BrokenCache:
    """A cache whose server is away."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(name)


def test_a_cache_that_fails_keeps_nobody_out(
    crowd: Walk, monkeypatch: Any, caplog: pytest.LogCaptureFixture
) -> None:
    proof = solved(challenge_in(start(crowd)))
    monkeypatch.setattr(networks, "cache", BrokenCache())
    monkeypatch.setattr("plan.networks.cache", BrokenCache())
    monkeypatch.setattr(proofs, "cache", BrokenCache())
    assert start(crowd).status_code == 303
    assert proofs.is_proof(proof)
    assert HERE not in caplog.text


def test_the_hidden_field_marks_and_drops_nothing(walk: Walk) -> None:
    html = text_of(walk.client.get(walk.page.url))
    assert 'class="plan-trap"' in html
    assert 'name="subject" value="" tabindex="-1"' in html
    walk.start(subject="Cheap pills")
    walk.first()
    walk.second()
    Attempt.objects.update(started_at=F("started_at") - timedelta(minutes=1))
    walk.send()
    assert Response.objects.counted().get().doubts == [Doubt.TRAP.value]


def test_what_is_sent_faster_than_anybody_reads_is_marked(walk: Walk, settings: Any) -> None:
    walk.finish_form()
    assert Response.objects.counted().get().doubts == [Doubt.FAST.value]
    settings.PLAN_FASTEST_SECONDS = 0
    other = Walk(walk.page)
    assert other.finish_form().doubts == []


def test_doubts_are_shown_and_found_in_the_admin(walk: Walk) -> None:
    doubtful = walk.finish_form()
    Response.objects.update(doubts=["trap", "fast"])
    clean = Walk(walk.page).finish_form()
    Response.objects.filter(pk=clean.pk).update(doubts=[])
    staff = Client()
    staff.force_login(User.objects.create_superuser("staff@example.org", "secret"))
    place = f"/admin/consultations/{record(walk.page).public_id}/responses/"
    for doubt, expected in (
        ("", {doubtful.reference, clean.reference}),
        ("any", {doubtful.reference}),
        ("trap", {doubtful.reference}),
        ("fast", {doubtful.reference}),
        ("crowded", set()),
    ):
        html = text_of(staff.get(place, {"doubt": doubt}))
        assert {ref for ref in (doubtful.reference, clean.reference) if ref in html} == expected
    html = text_of(staff.get(f"{place}{doubtful.reference}/"))
    assert "A field that people do not see was filled in" in html
    assert "It counts all the same." in html


def test_staff_see_which_passage_a_response_is_about() -> None:
    page = make_consultation()
    chapter = chapter_asking(page, "missing", kind="opinion")
    reader = Reader(page)
    reader.answer(chapter, "missing", missing="Buses")
    reader.decide("send", "missing")
    sent = Response.objects.get()
    staff = Client()
    staff.force_login(User.objects.create_superuser("staff@example.org", "secret"))
    place = f"/admin/consultations/{record(page).public_id}/responses/{sent.reference}/"
    html = text_of(staff.get(place))
    assert f'href="{chapter.url}#p-{chapter.body[0].id}"' in html
    assert "We listen." in html
    assert "Buses" in html
