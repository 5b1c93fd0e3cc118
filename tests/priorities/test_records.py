"""Records of measures and commitments: made, written, shared, protected."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import ProtectedError
from django.test import RequestFactory

from priorities.models import Commitment, Measure, MeasurePage, Observation
from priorities.succession import tell_of_successor
from tests.factories import committing, fresh, make_organisation, make_plan, publish, translate
from tests.priorities.makers import (
    make_commitment,
    make_measure,
    make_outcome,
    make_priority,
    make_record,
    quarters,
    record,
)

pytestmark = pytest.mark.django_db


def test_the_first_save_makes_the_record() -> None:
    page = make_measure(make_priority(make_plan()), title="Good job", decimals=1, is_live=False)
    assert (page.measure.name, page.measure.decimals) == ("Good job", 1)
    commitment = make_commitment(make_priority(make_plan()), title="Do it", is_live=False)
    assert (commitment.commitment.name, commitment.commitment.status) == ("Do it", "on_track")


def test_a_draft_leaves_the_record_as_published() -> None:
    page = make_measure(make_priority(make_plan()), target_value=Decimal(60))
    page.target_value = Decimal(70)
    page.save_revision()
    assert Measure.objects.get(pk=page.measure_id).target_value == 60
    publish(page)
    assert Measure.objects.get(pk=page.measure_id).target_value == 70


def test_every_fact_reaches_the_record() -> None:
    facts = {
        "unit": "rate",
        "rate_per": 1000,
        "currency": "EUR",
        "decimals": 2,
        "direction_wanted": "range",
        "range_low": Decimal(1),
        "range_high": Decimal(2),
        "frequency": "monthly",
        "compared_with": "year_earlier",
        "baseline_period_start": date(2019, 1, 1),
        "baseline_period_end": date(2019, 12, 31),
        "baseline_value": Decimal(3),
        "target_value": Decimal(4),
        "target_on": date(2028, 3, 31),
        "geography": "E12000007",
        "tolerance": Decimal("0.5"),
        "smallest_base": 30,
        "expected_lag": 45,
        "next_update_on": date(2027, 5, 6),
        "judged_as": "unclear",
        "judged_period_end": date(2026, 9, 30),
        "judgement_reason": "The survey paused.",
        "calculation": "rate",
        "calculated_from": make_record(name="Offences"),
        "calculated_by": make_record(name="People"),
        "first_group": "sex=female",
        "second_group": "sex=male",
    }
    reason = facts.pop("judgement_reason")
    assert set(facts) == set(MeasurePage.record_fields)
    page = make_measure(make_priority(make_plan()), judgement_reason=reason, **facts)
    written = Measure.objects.get(pk=page.measure_id)
    assert {name: getattr(written, name) for name in facts} == facts


def test_only_the_source_page_writes_the_record() -> None:
    page = make_commitment(make_priority(make_plan()), title="Do it")
    polish = translate(page, "pl")
    polish.status, polish.title = "complete", "Zrób to"
    publish(polish)
    written = Commitment.objects.get(pk=page.commitment_id)
    assert (written.status, written.name) == ("on_track", "Do it")


def test_translations_share_the_record() -> None:
    plan = make_plan()
    page = make_measure(make_priority(plan))
    record(page, quarters(date(2020, 1, 1), [57, 61]))
    polish = translate(page, "pl")
    assert polish.measure_id == page.measure_id
    assert Measure.objects.count() == 1


def test_a_change_on_the_source_holds_at_once_in_every_language() -> None:
    page = make_commitment(make_priority(make_plan()))
    polish = translate(page, "pl")
    page = fresh(page)
    page.status, page.due_on = "complete", date(2027, 3, 31)
    publish(page)
    shown = fresh(polish).commitment
    assert (shown.status, shown.due_on) == ("complete", date(2027, 3, 31))


def test_the_next_plan_can_show_the_same_series() -> None:
    page = make_measure(make_priority(make_plan()), title="Good job")
    record(page, quarters(date(2020, 1, 1), [57]))
    later = make_priority(make_plan(title="Next plan"))
    with committing():
        copy = page.copy(to=later, keep_live=True)
    assert copy.measure_id == page.measure_id
    assert copy.translation_key != page.translation_key
    assert copy.measure.observations.count() == 1


def test_the_page_of_an_earlier_plan_no_longer_changes_the_facts() -> None:
    """A typing error mended in last year's plan must not bring back last year's target."""
    page = make_measure(make_priority(make_plan()), title="Good job", target_value=60)
    later = make_priority(make_plan(title="Next plan"))
    with committing():
        copy = fresh(page).copy(to=later, keep_live=True)
    copy = fresh(copy)
    copy.target_value = 70
    publish(copy)
    old = fresh(page)
    old.title = "A good job"
    publish(old)
    record_now = Measure.objects.get()
    assert (record_now.target_value, record_now.name) == (70, "Good job")
    copy = fresh(copy)
    with committing():
        copy.unpublish()
    publish(fresh(page))
    assert Measure.objects.get().target_value == 60


def test_editors_of_an_earlier_plan_are_told_where_facts_are_changed(
    rf: RequestFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = make_measure(make_priority(make_plan()), title="Good job")
    with committing():
        copy = page.copy(to=make_priority(make_plan(title="Next plan")), keep_live=True)
    told: list[str] = []
    monkeypatch.setattr(messages, "warning", lambda request, words: told.append(str(words)))
    for one in (fresh(page), fresh(copy)):
        tell_of_successor(rf.post("/"), one)
    assert len(told) == 1
    assert "“Good job” in “Next plan”" in told[0]


def test_the_page_of_an_earlier_plan_adds_nothing_to_a_history() -> None:
    page = make_commitment(make_priority(make_plan()), status="on_track")
    with committing():
        copy = fresh(page).copy(to=make_priority(make_plan(title="Next")), keep_live=True)
    copy = fresh(copy)
    copy.status = "complete"
    publish(copy)
    entries = page.commitment.status_changes.count()
    publish(fresh(page))
    assert page.commitment.status_changes.count() == entries
    assert fresh(page).commitment.status == "complete"


def test_a_copied_plan_keeps_all_records() -> None:
    plan = make_plan()
    priority = make_priority(plan)
    measure, commitment = make_measure(make_outcome(priority)), make_commitment(priority)
    with committing():
        fresh(plan).copy(recursive=True, update_attrs={"slug": "next", "title": "Next"})
    assert (
        list(measure.measure.pages.order_by().values_list("measure", flat=True))
        == [measure.measure_id] * 2
    )
    assert commitment.commitment.pages.count() == 2
    assert (Measure.objects.count(), Commitment.objects.count()) == (1, 1)


def test_a_record_that_pages_show_cannot_be_deleted() -> None:
    priority = make_priority(make_plan())
    measure, commitment = make_measure(priority), make_commitment(priority)
    for held in (measure.measure, commitment.commitment):
        with pytest.raises(ProtectedError):
            held.delete()
    assert (Measure.objects.count(), Commitment.objects.count()) == (1, 1)


def test_a_measure_with_figures_cannot_be_deleted() -> None:
    page = make_measure(make_priority(make_plan()))
    record(page, quarters(date(2020, 1, 1), [57]))
    held = page.measure
    with committing():
        page.delete()
    with pytest.raises(ProtectedError):
        held.delete()
    assert Observation.objects.count() == 1


def test_deleting_the_page_keeps_record_and_figures() -> None:
    priority = make_priority(make_plan())
    page = make_measure(priority)
    record(page, quarters(date(2020, 1, 1), [57, 61]))
    key = page.measure_id
    with committing():
        fresh(priority).delete()
    assert not MeasurePage.objects.exists()
    assert Measure.objects.get(pk=key).observations.count() == 2


def test_a_lead_that_is_named_cannot_be_deleted() -> None:
    organisation = make_organisation()
    make_commitment(make_priority(make_plan()), lead=organisation)
    with pytest.raises(ProtectedError):
        organisation.delete()


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"unit": "rate"}, "rate_per", "Say what the rate is per"),
        ({"direction_wanted": "range"}, "range_low", "Give both ends of the range"),
        (
            {"direction_wanted": "range", "range_low": Decimal(2), "range_high": Decimal(1)},
            "range_high",
            "must end above where it begins",
        ),
        ({"baseline_period_start": date(2020, 1, 1)}, "baseline_period_end", "Give both"),
        ({"baseline_period_end": date(2020, 1, 1)}, "baseline_period_start", "Give both"),
        (
            {
                "baseline_period_start": date(2020, 2, 1),
                "baseline_period_end": date(2020, 1, 1),
            },
            "baseline_period_end",
            "must end after it starts",
        ),
        ({"baseline_value": Decimal(1)}, "baseline_period_start", "which period"),
        ({"target_on": date(2028, 1, 1)}, "target_value", "Give the target"),
        ({"geography": "London"}, "geography", "“LONDON” is not an area code"),
        ({"currency": "gbp"}, "currency", "three capital letters"),
        ({"decimals": 5}, "decimals", "less than or equal to 4"),
    ],
)
def test_facts_that_do_not_fit_are_refused_in_a_sentence(
    facts: dict[str, object], field: str, words: str
) -> None:
    page = make_measure(make_priority(make_plan()))
    for name, value in facts.items():
        setattr(page, name, value)
    with pytest.raises(ValidationError) as refused:
        page.full_clean()
    assert list(refused.value.message_dict) == [field]
    assert words in refused.value.message_dict[field][0]


@pytest.mark.parametrize("status", ["at_risk", "off_track", "paused", "withdrawn"])
def test_readers_are_told_why(status: str) -> None:
    page = make_commitment(make_priority(make_plan()))
    page.status = status
    with pytest.raises(ValidationError, match="Say why"):
        page.full_clean()
    page.status_reason = "The money was spent on something else."
    page.full_clean()


@pytest.mark.parametrize(
    ("typed", "codes", "headline"),
    [
        ("", [], ""),
        ("E12000007", ["E12000007"], "E12000007"),
        (
            "e12000007, E09000001;E12000007\nE09000002",
            ["E12000007", "E09000001", "E09000002"],
            "E12000007",
        ),
    ],
)
def test_area_codes_as_typed(typed: str, codes: list[str], headline: str) -> None:
    measure = Measure(geography=typed)
    assert (measure.area_codes, measure.headline_area) == (codes, headline)


def test_names_in_lists_of_editors() -> None:
    page = make_measure(make_priority(make_plan()), title="Good job")
    commitment = make_commitment(make_priority(make_plan()), title="Do it")
    record(page, quarters(date(2020, 1, 1), [57]))
    assert str(page.measure) == "Good job"
    assert str(commitment.commitment) == "Do it"
    assert str(Observation.objects.get()) == "Good job · January to March 2020"
