"""What the linter finds keeps a form from opening, through every door, and is shown to editors."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from plan.consultation.linter import faults_of
from plan.consultation.models import Consultation, ConsultationPage, FormVersion
from plan.guards import PageHeldError
from tests.consultation.browsing import text_of
from tests.consultation.factories import form_value, known_id, record
from tests.consultation.linting import contact_form, is_
from tests.consultation.publishing import raw_form, small
from tests.consultation.test_orphans_in_admin import edit_data
from tests.consultation.test_routes import conditions_value
from tests.factories import fresh, publish, translate

pytestmark = pytest.mark.django_db

GONE = (
    "The condition “yes” looks at a question that is not in the form any more. Choose another one."
)
POLISH = (
    "Polski is promised, but the form is not complete in it. Translate and publish it, then set "
    "the opening time."
)


def broken_conditions() -> Any:
    """A condition on a question that is not there."""
    return conditions_value(is_("yes", "nothing", "Yes"))


def sentences(page: ConsultationPage) -> list[str]:
    """All errors of a page."""
    return [fault.sentence for fault in faults_of(page) if fault.is_error]


def test_a_form_with_errors_is_published_but_not_with_an_opening_time() -> None:
    page = small(opens_at=None, closes_at=None, conditions=broken_conditions())
    assert record(page).form_versions.count() == 1
    page.opens_at = timezone.now() + timedelta(days=1)
    with pytest.raises(PageHeldError) as error:
        page.save_revision().publish()
    assert error.value.reasons == (GONE,)
    assert fresh(page).opens_at is None
    assert record(page).opens_at is None


def test_a_draft_with_errors_is_saved() -> None:
    page = small()
    page.conditions = broken_conditions()
    page.save_revision()
    assert sentences(page.get_latest_revision_as_object()) == [GONE]


def test_a_changed_form_with_errors_is_not_published_while_open() -> None:
    page = small()
    page.conditions = broken_conditions()
    with pytest.raises(PageHeldError) as error:
        page.save_revision().publish()
    assert error.value.reasons == (GONE,)
    assert FormVersion.objects.count() == 1


def opened_with_errors() -> ConsultationPage:
    """An open consultation whose form has an error, as one that was opened before it was told."""
    page = small(opens_at=None, closes_at=None, conditions=broken_conditions())
    opened = timezone.now() - timedelta(days=1)
    Consultation.objects.update(opens_at=opened)
    ConsultationPage.objects.filter(pk=page.pk).update(opens_at=opened)
    return fresh(page)


def test_dates_of_an_open_form_move_whatever_its_errors() -> None:
    page = opened_with_errors()
    page.closes_at = timezone.now() + timedelta(days=3)
    page = publish(page)
    assert record(page).closes_at == page.closes_at is not None


def test_what_is_over_is_not_judged() -> None:
    page = opened_with_errors()
    page.closes_at = timezone.now() - timedelta(minutes=1)
    page.outcome = page.outcome.stream_block.to_python(
        [{"type": "text", "value": "<p>Thank you.</p>", "id": known_id("outcome")}]
    )
    page.conditions = conditions_value(is_("other", "nothing", "Yes"))
    assert len(publish(page).outcome) == 1


def test_promised_languages_hold_up_the_opening_until_they_are_ready() -> None:
    page = small(opens_at=None, closes_at=None, promised_languages=["en", "pl"])
    assert sentences(page) == [POLISH]
    translate(page, "pl")
    page = fresh(page)
    assert sentences(page) == []
    page.opens_at = timezone.now() + timedelta(days=1)
    page = publish(page)
    raw = raw_form(page)
    raw[1]["value"]["questions"][0]["value"]["text"] = "For which reason?"
    page.form = form_value(raw)
    assert sentences(page) == [POLISH]
    with pytest.raises(PageHeldError):
        page.save_revision().publish()
    Consultation.objects.update(opens_at=timezone.now() - timedelta(days=1))
    assert sentences(page) == []
    assert POLISH in [fault.sentence for fault in faults_of(page)]


def test_setting_an_opening_time_in_the_past_is_no_way_round() -> None:
    page = small(opens_at=None, closes_at=None, promised_languages=["pl"])
    page.opens_at = timezone.now() - timedelta(days=1)
    with pytest.raises(PageHeldError):
        page.save_revision().publish()
    assert record(page).opens_at is None


def test_a_comparison_without_a_question_breaks_nothing(admin_client: Client) -> None:
    """So it stands in drafts, which are saved while somebody is at it."""
    page = small(opens_at=None, closes_at=None)
    unfinished = is_("yes", "nothing", "Yes")
    unfinished["value"]["clauses"][0]["value"].update(question="", answers="")
    page.conditions = conditions_value(unfinished)
    page.save_revision()
    assert sentences(page) == [GONE]
    assert admin_client.get(f"/admin/consultations/form/{page.pk}/").status_code == 200


def test_the_editor_lists_faults_with_a_way_there(admin_client: Client) -> None:
    page = small(opens_at=None, closes_at=None)
    page.conditions = broken_conditions()
    page.save_revision()
    for url in (f"/admin/pages/{page.pk}/edit/", f"/admin/consultations/faults/{page.pk}/"):
        shown = text_of(admin_client.get(url))
        assert GONE in shown
        assert (
            f'href="#block-{known_id("yes")}-section" data-plan-jump="{known_id("yes")}"' in shown
        )
        assert 'data-plan-jump="other_ways"' in shown


def test_a_new_page_has_no_list_yet(admin_client: Client) -> None:
    plan = small().get_parent()
    url = f"/admin/pages/add/plan_consultation/consultationpage/{plan.pk}/"
    assert "Once the page is saved" in text_of(admin_client.get(url))


def test_the_admin_says_what_keeps_the_form_from_opening(admin_client: Client) -> None:
    from tests.consultation.factories import make_consultation, standard_sections

    page = fresh(make_consultation(sections=standard_sections()[:1], opens_at=None, closes_at=None))
    data = edit_data(page, kept=[0, 1, 2, 3])
    data |= {"opens_at": "2026-01-01 09:00", "closes_at": "2096-01-01 17:00"}
    data["promised_languages"] = "pl"
    before = page.revisions.count()
    refused = admin_client.post(f"/admin/pages/{page.pk}/edit/", data)
    assert refused.context["form"].errors["promised_languages"] == [POLISH]
    assert page.revisions.count() == before
    del data["action-publish"]
    assert admin_client.post(f"/admin/pages/{page.pk}/edit/", data).status_code == 302


@pytest.mark.parametrize("number", [3, 30])
def test_reading_a_page_costs_the_same_with_many_questions(
    number: int, django_assert_max_num_queries: Any
) -> None:
    form = contact_form()
    first = form[0]["value"]["questions"][0]
    form[0]["value"]["questions"] += [
        {**first, "id": known_id(f"q{place}")} for place in range(number)
    ]
    page = small(opens_at=None, closes_at=None, promised_languages=["pl"])
    page.form = form_value(form)
    with django_assert_max_num_queries(8):
        faults_of(page)
