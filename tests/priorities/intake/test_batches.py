"""Batches of figures: checked, approved, discarded, undone."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from wagtail.models import ModelLogEntry

from home.models import User
from priorities.actions.approve_batch import StaleBatchError, approve_batch
from priorities.actions.check_batch import check_batch
from priorities.actions.end_batch import discard_batch, undo_batch
from priorities.actions.keep_profile import rename_profile, save_profile
from priorities.actions.upload_figures import upload_figures
from priorities.enums import Change
from priorities.models import ImportBatch, Measure, Observation
from tests.priorities.intake.makers import (
    OWNER,
    PUBLISHER,
    approved_batch,
    checked_batch,
    csv_of,
    make_measure_record,
    months,
    person,
    shown,
    tomorrow,
)

pytestmark = pytest.mark.django_db
START = date(2024, 1, 1)


@pytest.fixture
def user() -> User:
    """Somebody who may do both."""
    return person(*OWNER, *PUBLISHER)


@pytest.fixture
def measure() -> Measure:
    return make_measure_record()


def file_of(*values: object) -> bytes:
    """Burglaries by month."""
    return csv_of({"Burglary": months(START, values)})


class TestCheck:
    """A check tells what would change, and changes nothing."""

    def test_new_changed_vanished_and_unchanged(self, user: User, measure: Measure) -> None:
        approved_batch([measure], file_of(10, 20, 30, 40), user)
        batch = checked_batch([measure], file_of(10, 25, "", 40, 50), user)
        found = {
            (one.period_start.month, one.change, one.replaces.value if one.replaces else None)
            for one in batch.figures.select_related("replaces")
        }
        assert found == {(2, "changed", 20), (3, "vanished", 30), (5, "new", None)}
        assert (batch.state, batch.unchanged) == ("checked", 2)
        assert batch.findings["changes"] == {
            "new": 1,
            "changed": 1,
            "vanished": 1,
            "improbable": 0,
        }
        assert shown([measure])["Burglary", "2024-02-01"] == "20"

    def test_what_is_outside_the_files_time_has_not_vanished(
        self, user: User, measure: Measure
    ) -> None:
        approved_batch([measure], file_of(10, 20, 30), user)
        batch = checked_batch([measure], csv_of({"Burglary": {"2024-02": 20}}), user)
        assert not batch.figures.exists()
        assert batch.unchanged == 1

    def test_all_problems_are_told_and_nothing_is_kept(self, user: User, measure: Measure) -> None:
        batch = checked_batch([measure], file_of("about ten", 20, "thirty"), user)
        problems = batch.findings["extraction"]["problems"]
        assert [(one["row"], one["column"], one["text"]) for one in problems["kept"]] == [
            (2, "B", "about ten"),
            (4, "B", "thirty"),
        ]
        assert batch.state == "uploaded"
        assert not batch.figures.exists()
        with pytest.raises(ValidationError, match="Put right"):
            approve_batch(batch=batch, user=user)

    def test_rules_of_the_measure_hold(self, user: User, measure: Measure) -> None:
        measure.geography = "E12000007"
        measure.save()
        batch = checked_batch([measure], file_of(1, 2), user)
        problems = batch.findings["row_problems"]
        assert problems["total"] == 2
        assert [(one["count"], one["sentence"]) for one in problems["kept"]] == [
            (2, "This measure covers E12000007. Choose one of these areas.")
        ]
        assert batch.state == "uploaded"

    @pytest.mark.parametrize(
        ("values", "suspects"),
        [
            ((100, 110, 105, 1050), [4]),
            ((1, 2, 1, 15), []),
            ((100, 102, 101, 103, 102, 101, 102, 130, 102), [8, 9]),
            ((100, 10, 100), [2, 3]),
            ((100, 140, 90, 160, 80, 150, 100, 190), []),
        ],
    )
    def test_improbable_jumps_are_marked(
        self, user: User, measure: Measure, values: tuple[int, ...], suspects: list[int]
    ) -> None:
        batch = checked_batch([measure], file_of(*values), user)
        found = batch.figures.filter(is_improbable=True).order_by("period_start")
        assert [one.period_start.month for one in found] == suspects
        assert batch.findings["changes"]["improbable"] == len(suspects)

    def test_a_slip_of_the_point_in_a_changed_figure(self, user: User, measure: Measure) -> None:
        approved_batch([measure], file_of(61), user)
        batch = checked_batch([measure], file_of(610), user)
        assert batch.figures.get().is_improbable


class TestApprove:
    """Everything at once, or nothing."""

    def test_vanished_figures_go_only_where_that_is_wanted(
        self, user: User, measure: Measure
    ) -> None:
        approved_batch([measure], file_of(10, 20, 30), user)
        approved_batch([measure], file_of(10, "", 31), user)
        assert shown([measure])["Burglary", "2024-02-01"] == "20"
        approved_batch([measure], file_of(10, "", 32), user, ended=[measure.pk])
        assert ("Burglary", "2024-02-01") not in shown([measure])

    def test_all_measures_or_none(self, user: User, measure: Measure) -> None:
        other = make_measure_record("Theft")
        content = csv_of({"Burglary": months(START, [1, 2]), "Theft": months(START, [3, 4])})
        batch = checked_batch([measure, other], content, user)
        other.geography = "E12000007"
        other.save()
        with pytest.raises(ValidationError, match="covers E12000007"):
            approve_batch(batch=batch, user=user)
        assert not Observation.objects.exists()
        other.geography = ""
        other.save()
        approve_batch(batch=batch, user=user)
        assert len(shown([measure, other])) == 4

    def test_a_release_to_come_is_not_public_yet(self, user: User, measure: Measure) -> None:
        approved_batch([measure], file_of(10), user)
        at = tomorrow()
        approved_batch([measure], file_of(11, 12), user, release_at=at)
        assert shown([measure]) == {("Burglary", "2024-01-01"): "10"}
        assert shown([measure], at) == {
            ("Burglary", "2024-01-01"): "11",
            ("Burglary", "2024-02-01"): "12",
        }
        measure.refresh_from_db()
        assert measure.next_release(timezone.now()) == at

    def test_a_release_in_the_past_is_refused(self, user: User, measure: Measure) -> None:
        with pytest.raises(ValidationError, match="still to come"):
            approved_batch([measure], file_of(10), user, release_at=tomorrow(-25))

    def test_figures_that_changed_since_the_check_stop_it(
        self, user: User, measure: Measure
    ) -> None:
        first = checked_batch([measure], file_of(10, 20), user)
        second = checked_batch([measure], file_of(11, 21), user)
        approve_batch(batch=second, user=user)
        with pytest.raises(StaleBatchError):
            approve_batch(batch=first, user=user)
        first = check_batch(batch=first, user=user)
        assert set(first.figures.values_list("change", flat=True)) == {Change.CHANGED}
        approve_batch(batch=first, user=user)
        assert shown([measure])["Burglary", "2024-01-01"] == "10"

    def test_beside_a_figure_that_leaves_later_no_other_comes(
        self, user: User, measure: Measure
    ) -> None:
        approved_batch([measure], file_of(10, 20), user)
        content = csv_of({"Burglary": {"2024-01": 10, "2024-02": "", "2024-03": 3}})
        approved_batch([measure], content, user, release_at=tomorrow(), ended=[measure.pk])
        with pytest.raises(ValidationError, match=r"choose a later release|wait for their release"):
            approved_batch([measure], csv_of({"Burglary": {"2024-02": 22}}), user)
        assert len(shown([measure])) == 2

    def test_calculated_measures_follow(self, user: User, measure: Measure) -> None:
        yearly = make_measure_record(
            "Rolling",
            frequency="rolling_12_months",
            calculation="rolling",
            calculated_from=measure,
        )
        batch = approved_batch([measure], file_of(*range(1, 14)), user)
        assert list(shown([yearly]).values()) == ["78", "90"]
        undo_batch(batch=batch, user=user)
        assert shown([measure, yearly]) == {}

    def test_roles(self, measure: Measure) -> None:
        owner, publisher, nobody = person(*OWNER), person(*PUBLISHER), person()
        batch = checked_batch([measure], file_of(10), owner)
        for user in (owner, nobody):
            with pytest.raises(PermissionDenied):
                approve_batch(batch=batch, user=user)
        with pytest.raises(PermissionDenied):
            upload_figures(content=b"x", name="x.csv", user=publisher)
        with pytest.raises(PermissionDenied):
            discard_batch(batch=batch, user=nobody)
        approve_batch(batch=batch, user=publisher)
        with pytest.raises(PermissionDenied):
            undo_batch(batch=batch, user=owner)
        entries = ModelLogEntry.objects.filter(action__startswith="plan_priorities.batch")
        assert list(entries.order_by("pk").values_list("action", "user")) == [
            ("plan_priorities.batch_upload", owner.pk),
            ("plan_priorities.batch_check", owner.pk),
            ("plan_priorities.batch_approve", publisher.pk),
        ]


class TestSameFile:
    """The same file again changes nothing."""

    def test_it_is_the_batch_it_was(self, user: User, measure: Measure) -> None:
        batch = checked_batch([measure], file_of(10, 20), user)
        profile = save_profile(batch=batch, name="Crime", user=user)
        approve_batch(batch=batch, user=user)
        entries, batches = ModelLogEntry.objects.count(), ImportBatch.objects.count()
        again = upload_figures(content=file_of(10, 20), name="g.csv", user=user, profile=profile)
        assert (again.batch, again.is_new) == (batch, False)
        assert (ModelLogEntry.objects.count(), ImportBatch.objects.count()) == (entries, batches)

    def test_after_it_was_changed_it_is_a_new_one(self, user: User, measure: Measure) -> None:
        batch = checked_batch([measure], file_of(10, 20), user)
        profile = save_profile(batch=batch, name="Crime", user=user)
        approve_batch(batch=batch, user=user)
        approved_batch([measure], file_of(11, 20), user)
        again = upload_figures(content=file_of(10, 20), name="g.csv", user=user, profile=profile)
        assert again.is_new
        checked = check_batch(batch=again.batch, user=user)
        assert checked.figures.get().value == 10

    def test_without_a_profile_nothing_is_left_to_change(
        self, user: User, measure: Measure
    ) -> None:
        approved_batch([measure], file_of(10, 20), user)
        batch = checked_batch([measure], file_of(10, 20), user)
        assert not batch.figures.exists()
        with pytest.raises(ValidationError, match="changes nothing"):
            approve_batch(batch=batch, user=user)


def test_profiles_have_names_of_their_own(user: User, measure: Measure) -> None:
    first = checked_batch([measure], file_of(10), user)
    profile = save_profile(batch=first, name="  Crime ", user=user)
    second = checked_batch([measure], file_of(11), user)
    with pytest.raises(ValidationError, match="already"):
        save_profile(batch=second, name="Crime", user=user)
    other = save_profile(batch=second, name="Other", user=user)
    with pytest.raises(ValidationError, match="already"):
        rename_profile(profile=other, name="Crime", user=user)
    assert rename_profile(profile=profile, name="Recorded crime", user=user).name != "Crime"
