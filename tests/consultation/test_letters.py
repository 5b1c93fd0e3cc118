"""In whose name letters to the public are sent."""

from __future__ import annotations

from email import message_from_bytes
from email.header import decode_header, make_header
from email.utils import parseaddr
from typing import Any

import pytest
from django.core import mail

from plan.consultation.models import Consultation, ConsultationPage
from plan.consultation.sender import sender_of
from plan.mail import send_letter
from plan.models import Organisation, PlanPage
from tests.consultation.browsing import Walk
from tests.factories import make_locale, make_organisation

pytestmark = pytest.mark.django_db
OWNER = "Office of the Mayor"


def sent_by(sender: str) -> Any:
    """A letter as a mail program reads it."""
    send_letter(to="ada@example.org", subject="News", text="Words.\n", sender=sender)
    return message_from_bytes(mail.outbox[-1].message().as_bytes())


def sender_in(letter: Any) -> tuple[str, str]:
    """Name and address: first taken apart, then decoded, as RFC 2047 has it."""
    name, address = parseaddr(letter["from"].replace("\n", ""))
    return str(make_header(decode_header(name))), address


@pytest.mark.parametrize(
    "name",
    [
        OWNER,
        'The "Mayor", Ltd. <mayor@evil.example>',
        "مكتب رئيس البلدية للشرطة والجريمة " * 5,
        "Urząd\\Miasta (biuro)",
    ],
)
def test_the_name_stands_beside_the_sites_address_and_ends_the_letter(
    settings: Any, name: str
) -> None:
    settings.DEFAULT_FROM_EMAIL = "Plans <noreply@plans.example>"
    assert sender_in(sent_by(name)) == (name.strip(), "noreply@plans.example")
    assert mail.outbox[-1].body == f"Words.\n\n{name.strip()}\n"


def test_no_name_adds_a_header(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "noreply@plans.example"
    letter = sent_by("Mayor\r\nBcc: all@evil.example\x0b\u2028\x85X-Other: 1")
    assert sender_in(letter)[0] == "Mayor Bcc: all@evil.example X-Other: 1"
    assert letter["bcc"] is None
    assert letter["x-other"] is None
    assert mail.outbox[-1].recipients() == ["ada@example.org"]


def test_without_a_name_the_letter_is_as_it_was(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Plans <noreply@plans.example>"
    assert str(sent_by("")["from"]) == "Plans <noreply@plans.example>"
    assert mail.outbox[-1].body == "Words.\n"


@pytest.mark.usefixtures("tasks")
class TestEachLetter:
    """Receipt, link to come back, confirmation of news."""

    def of_the_last(self) -> tuple[str, str]:
        """The sender's name and the last line."""
        return parseaddr(mail.outbox[-1].from_email)[0], str(mail.outbox[-1].body).split("\n")[-2]

    def test_the_link_to_come_back(self, walk: Walk) -> None:
        walk.start()
        walk.post("save/", {"make": "1", "email": "me@example.org"})
        assert self.of_the_last() == (OWNER, OWNER)

    def test_the_receipt(self, walk: Walk) -> None:
        walk.finish_form()
        walk.post("receipt/", {"email": "me@example.org"})
        assert self.of_the_last() == (OWNER, OWNER)

    def test_the_confirmation_of_news(self, walk: Walk) -> None:
        walk.post("updates/", {"email": "me@example.org"})
        assert self.of_the_last() == (OWNER, OWNER)


class TestWhoseNameItIs:
    """The plan's organisation, in the language of the letter."""

    def test_translated_or_else_in_its_own_language(self, walk: Walk) -> None:
        owner = PlanPage.objects.get().organisation
        make_organisation(
            name="Biuro Burmistrza",
            locale=make_locale("pl"),
            translation_key=owner.translation_key,
        )
        consultation = Consultation.objects.get()
        assert sender_of(consultation, "pl") == "Biuro Burmistrza"
        assert sender_of(consultation, "ar") == OWNER
        assert Organisation.objects.count() == 2

    def test_no_page_no_name(self, walk: Walk) -> None:
        consultation = Consultation.objects.get()
        ConsultationPage.objects.update(translation_key="00000000-0000-0000-0000-000000000000")
        assert sender_of(consultation, "en") == ""
