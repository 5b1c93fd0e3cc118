"""Tests by staff are gone once it has opened, whichever way the first real response comes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from home.models import User
from plan.consultation.actions.change_dates import open_now
from plan.consultation.models import Attempt, Consultation, ConsultationPage, Response
from plan.consultation.references import new_reference
from plan.consultation.testing_links import link_to_test
from tests.consultation.browsing import Walk, text_of, token_in
from tests.consultation.entering import entered, person, texts_of
from tests.consultation.factories import make_consultation, record
from tests.consultation.importing import bring_in, day, row, table
from tests.consultation.publishing import small

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("folder")]


def sent_by_staff(page: ConsultationPage) -> Response:
    """A test that was sent before the opening."""
    consultation = record(page)
    texts = texts_of(page)
    return Response.objects.create(
        consultation=consultation,
        reference=new_reference(),
        version=texts.version,
        texts=texts,
        language="en",
        received_at=(consultation.opens_at or timezone.now()) - timedelta(hours=1),
        is_test=True,
    )


def test_opening_now_clears_them(django_user_model: Any) -> None:
    page = small(opens=timezone.now() + timedelta(days=1))
    walk = Walk(page)
    walk.client.post(link_to_test(record(page), "en"))
    walk.token = token_in(walk.get("section/1/"))
    sent_by_staff(page)
    chief = User.objects.create_superuser("chief@example.org", "secret")
    open_now(consultation=record(page), user=chief)
    assert not Response.objects.exists()
    answer = walk.post("section/1/")
    assert answer.status_code == 410
    assert "Tests ended when the consultation opened" in text_of(answer)
    assert Attempt.objects.get().is_test


def test_the_first_entered_response_clears_them() -> None:
    page = make_consultation(opens=timezone.now() - timedelta(days=30))
    test = sent_by_staff(page)
    entered(person("enters"), page)
    assert not Response.objects.filter(pk=test.pk).exists()
    assert not Response.objects.get().is_test


def test_the_first_import_clears_them() -> None:
    page = make_consultation(opens=timezone.now() - timedelta(days=30))
    test = sent_by_staff(page)
    client = person("imports", "view_response", "import_response")
    bring_in(client, page, table(row()))
    assert not Response.objects.filter(pk=test.pk).exists()
    assert not Response.objects.get().is_test


def test_an_import_before_the_opening_leaves_them() -> None:
    page = make_consultation(opens=timezone.now() - timedelta(days=30))
    Consultation.objects.update(opens_at=timezone.now() + timedelta(hours=3))
    test = sent_by_staff(page)
    client = person("imports", "view_response", "import_response")
    bring_in(client, page, table(row(received_at=day())))
    assert Response.objects.filter(pk=test.pk).exists()
