"""Staff answer a form before it opens: marked, counted nowhere, gone with the first real start."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from home.models import User
from plan.consultation.figures import figures_of
from plan.consultation.models import Attempt, Consultation, ConsultationPage, Response
from plan.consultation.orphans import orphan_faults
from plan.consultation.testing_links import link_to_test
from tests.consultation.browsing import Walk, stored, text_of, token_in
from tests.consultation.exported import response_rows
from tests.consultation.factories import form_value, known_id, name, record
from tests.consultation.publishing import small
from tests.factories import make_roles

pytestmark = pytest.mark.django_db

SOON = timedelta(days=1)


@pytest.fixture
def page() -> ConsultationPage:
    """A consultation that opens tomorrow."""
    return small(opens=timezone.now() + SOON)


def begin_test(page: ConsultationPage) -> Walk:
    """A tester who followed the link and pressed the button."""
    walk = Walk(page)
    url = link_to_test(record(page), "en")
    assert "Test this form" in text_of(walk.client.get(url))
    started = walk.client.post(url)
    assert started["Location"] == f"{walk.address}section/1/"
    walk.token = token_in(walk.get("section/1/"))
    return walk


def send_test(page: ConsultationPage) -> Walk:
    """A test that was sent."""
    walk = begin_test(page)
    walk.post("section/1/", {name("topic"): known_id("a"), name("where"): "Testing"})
    walk.post("section/2/")
    assert walk.send()["Location"] == f"{walk.address}sent/"
    return walk


def open_it(page: ConsultationPage) -> None:
    """The opening time has come."""
    Consultation.objects.filter(pk=record(page).pk).update(opens_at=timezone.now())


def test_a_test_is_marked_from_the_first_page_on(page: ConsultationPage) -> None:
    walk = begin_test(page)
    assert "Test: this does not count" in text_of(walk.get("section/1/"))
    assert Attempt.objects.get().is_test
    walk.post("section/1/")
    walk.post("section/2/")
    walk.send()
    assert Response.objects.get().is_test
    assert "Test: this does not count" in text_of(walk.get("sent/"))


@pytest.mark.parametrize("fields", [{}, {"opens_at": None, "closes_at": None}])
def test_it_can_be_tested_before_any_opening_time_is_set(fields: dict[str, Any]) -> None:
    page = small(**({"opens": timezone.now() + SOON} | fields))
    send_test(page)
    assert Response.objects.get().is_test
    assert Walk(page).start().status_code == 403


def test_tests_count_nowhere(page: ConsultationPage, admin_client: Client) -> None:
    send_test(page)
    consultation = record(page)
    assert figures_of([consultation])[0].total == 0
    assert len(list(response_rows(consultation))) == 1
    assert orphan_faults(page.translation_key, form_value([])) == []
    reference = Response.objects.get().reference
    base = f"/admin/consultations/{consultation.public_id}/"
    assert reference not in text_of(admin_client.get(f"{base}responses/"))
    assert reference in text_of(admin_client.get(f"{base}tests/"))
    assert "This was sent to try the form out." in text_of(
        admin_client.get(f"{base}responses/{reference}/")
    )


def test_the_first_real_start_clears_all_tests(page: ConsultationPage) -> None:
    send_test(page)
    begin_test(page)
    open_it(page)
    assert Response.objects.count() == 1
    real = Walk(page)
    assert real.start().status_code == 303
    assert Response.objects.count() == 0
    assert list(Attempt.objects.values_list("is_test", flat=True)) == [False]


def test_a_test_that_was_begun_cannot_be_sent_once_it_is_open(page: ConsultationPage) -> None:
    walk = begin_test(page)
    open_it(page)
    answer = walk.send()
    assert answer.status_code == 410
    assert "Tests ended when the consultation opened" in text_of(answer)
    assert Response.objects.count() == 0


def test_links_of_others_forged_or_too_late(page: ConsultationPage) -> None:
    other = small(opens=timezone.now() + SOON)
    url = link_to_test(record(page), "en")
    token = url.rstrip("/").rsplit("/", 1)[1]
    client = Client()
    before = stored()
    place = f"/en/take-part/{record(other).public_id}/test/"
    for wrong in (f"{place}{token}/", url.replace(token, token[:-1] + "x"), f"{place}x/"):
        answer = client.post(wrong)
        assert answer.status_code == 404
        assert "This link does not work any more" in text_of(answer)
    open_it(page)
    assert client.post(url).status_code == 410
    assert stored() == before


def test_an_old_link(page: ConsultationPage, monkeypatch: pytest.MonkeyPatch) -> None:
    from plan.consultation import testing_links

    url = link_to_test(record(page), "en")
    monkeypatch.setattr(testing_links, "LIFETIME", timedelta(seconds=-1))
    assert Client().post(url).status_code == 404
    assert Attempt.objects.count() == 0


def test_another_site_starts_no_test(page: ConsultationPage) -> None:
    url = link_to_test(record(page), "en")
    answer = Client().post(url, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert Attempt.objects.count() == 0


def test_a_manager_clears_tests_and_an_editor_may_not(page: ConsultationPage) -> None:
    send_test(page)
    make_roles()
    url = f"/admin/consultations/{record(page).public_id}/tests/"
    for role, left in (("Editor", 1), ("Consultation manager", 0)):
        client, user = Client(), User.objects.create_user(f"{left}@example.org")
        user.groups.add(Group.objects.get(name=role))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        client.post(url)
        assert Response.objects.count() == left
    assert Attempt.objects.count() == 0


def test_the_command_clears_tests_and_nothing_else(page: ConsultationPage, capsys: Any) -> None:
    send_test(page)
    Response.objects.update(is_test=False)
    Attempt.objects.update(is_test=False)
    send_test(page)
    call_command("clear_test_responses", record(page).public_id)
    assert capsys.readouterr().out == "Test responses deleted: 1\n"
    assert list(Response.objects.values_list("is_test", flat=True)) == [False]
    with pytest.raises(CommandError):
        call_command("clear_test_responses", "nothing")
