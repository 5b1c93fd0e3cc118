"""Whose response it is: the organisation of a team stays with what the team sent."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from plan.consultation.actions.erase_response import erase_response
from plan.consultation.actions.withdraw_response import withdraw_response
from plan.consultation.models import Attempt, Response
from plan.consultation.paper.answers_document import answers_document
from plan.consultation.private_links import private_path
from plan.consultation.receipts import mail_receipt
from tests.consultation.browsing import Walk, text_of
from tests.consultation.colleagues import Colleague
from tests.consultation.factories import record

pytestmark = pytest.mark.django_db
LINE = "For the organisation: Friends of the park"
SHOWN = "For the organisation: <bdi>Friends of the park</bdi>"


@pytest.fixture
def sent(lead: Walk, code: str) -> Response:
    """What the team sent."""
    lead.second()
    assert lead.send().status_code == 303
    return Response.objects.get()


def own_page(response: Response) -> str:
    """The private page."""
    return private_path(response, response.consultation, "en")


def test_the_name_stays_and_staff_read_and_find_it(sent: Response, admin_client: Client) -> None:
    assert sent.organisation == "Friends of the park"
    base = f"/admin/consultations/{sent.consultation.public_id}/responses/"
    page = text_of(admin_client.get(f"{base}{sent.reference}/"))
    assert "<bdi>Friends of the park</bdi> (a team answered together)" in page
    found = text_of(admin_client.get(base, {"q": "FRIENDS of"}))
    assert sent.reference in found
    assert "<bdi>Friends of the park</bdi>" in found
    assert sent.reference not in text_of(admin_client.get(base, {"q": "Friends of the bench"}))


def test_the_team_reads_it_on_its_page_its_copy_and_its_receipt(lead: Walk, sent: Response) -> None:
    assert SHOWN in text_of(lead.get("sent/"))
    assert SHOWN in text_of(Client().get(own_page(sent)))
    assert LINE in answers_document(sent, "Title")["facts"]
    mail_receipt(sent, "me@example.org", "http://testserver")
    assert mail.outbox[0].body.startswith(f"{LINE}\n\nWe have received")


def test_who_answers_alone_names_nobody(walk: Walk, admin_client: Client) -> None:
    alone = walk.finish_form()
    assert alone.organisation == ""
    assert "For the organisation" not in text_of(walk.get("sent/"))
    assert "For the organisation" not in text_of(Client().get(own_page(alone)))
    address = f"/admin/consultations/{record(walk.page).public_id}/responses/{alone.reference}/"
    assert "a team answered together" not in text_of(admin_client.get(address))


def test_withdrawing_forgets_the_name(sent: Response) -> None:
    client = Client()
    client.post(f"{own_page(sent)}withdraw/")
    assert Response.objects.get().organisation == ""
    assert "Friends of the park" not in text_of(client.get(own_page(sent)))


@pytest.mark.parametrize("way", ["withdraw", "erase"])
def test_nobody_keeps_the_name_either(
    lead: Walk, colleague: Colleague, admin_user: Any, way: str
) -> None:
    lead.second()
    lead.send()
    assert "Friends of the park" in text_of(colleague.get("check/"))
    response = Response.objects.get()
    if way == "erase":
        erase_response(response=response, user=admin_user, reason="Asked for")
        assert not Response.objects.exists()
    else:
        withdraw_response(response=response)
    page = colleague.get("check/")
    assert page.status_code == 410
    assert "Friends of the park" not in text_of(page)
    assert "Your organisation’s response was sent on" in text_of(page)
    assert not Attempt.objects.exclude(ended_for="").exists()
