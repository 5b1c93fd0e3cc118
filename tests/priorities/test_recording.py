"""Many figures at once: stored, repeated, refused, logged."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from home.models import User
from priorities.actions.record_observations import RecordedFigures, record_observations
from priorities.figure_rows import FigureRow, key_of_dimensions
from priorities.log_actions import OBSERVATIONS_RECORDED
from priorities.models import Observation
from tests.priorities.makers import make_record, quarters

pytestmark = pytest.mark.django_db
ROWS = quarters(date(2020, 1, 1), [57, "c", 61])


def test_new_figures_are_stored_as_published() -> None:
    measure = make_record()
    assert record_observations(measure=measure, rows=ROWS) == RecordedFigures(3, 0, 0)
    stored = Observation.objects.order_by("period_end")
    assert [(one.value, one.marker, one.period_kind, one.status) for one in stored] == [
        (Decimal(57), "", "quarter", "published"),
        (None, "c", "quarter", "published"),
        (Decimal(61), "", "quarter", "published"),
    ]


def test_running_it_twice_changes_nothing_and_logs_nothing() -> None:
    measure = make_record()
    record_observations(measure=measure, rows=ROWS)
    before = list(Observation.objects.order_by("pk").values())
    logged = ModelLogEntry.objects.count()
    assert record_observations(measure=measure, rows=ROWS) == RecordedFigures(0, 0, 3)
    assert list(Observation.objects.order_by("pk").values()) == before
    assert ModelLogEntry.objects.count() == logged


def test_a_changed_figure_keeps_its_old_value() -> None:
    measure = make_record()
    record_observations(measure=measure, rows=ROWS)
    old = Observation.objects.get(period_start=date(2020, 1, 1))
    changed = [replace(ROWS[0], value=Decimal(58))]
    assert record_observations(measure=measure, rows=changed) == RecordedFigures(0, 1, 0)
    old.refresh_from_db()
    new = Observation.objects.get(period_start=date(2020, 1, 1), published_until=None)
    assert (old.value, old.status) == (Decimal(57), "ended")
    assert (new.value, new.status, new.revision) == (Decimal(58), "revised", 1)
    assert old.published_until == new.published_from
    assert Observation.objects.count() == 4


def test_a_figure_is_one_for_each_area_and_group() -> None:
    measure = make_record(geography="E12000007 E09000001")
    row = replace(ROWS[0], area="E12000007")
    rows = [
        row,
        replace(row, area="E09000001"),
        replace(row, dimensions={"sex": "female", "age": "under 25"}),
    ]
    assert record_observations(measure=measure, rows=rows).created == 3
    again = replace(row, dimensions={"age": "under 25", "sex": "female"})
    assert record_observations(measure=measure, rows=[again]).unchanged == 1


@pytest.mark.parametrize(
    ("dimensions", "key"),
    [({}, ""), ({"sex": "f"}, "sex=f"), ({"sex": "f", "age": "1"}, "age=1;sex=f")],
)
def test_the_key_of_a_group(dimensions: dict[str, str], key: str) -> None:
    assert key_of_dimensions(dimensions) == key


def test_it_is_logged_once_with_who_and_how_many() -> None:
    user = User.objects.create_user("analyst@example.org", "secret")
    measure = make_record()
    record_observations(measure=measure, rows=ROWS, user=user)
    entry = ModelLogEntry.objects.get(action=OBSERVATIONS_RECORDED)
    assert (entry.user, entry.object_id) == (user, str(measure.pk))
    assert entry.data == {"created": 3, "changed": 0, "ended": 0}
    assert entry.message == "Recorded 3 new and 0 changed figures; took away 0"


START, END = date(2020, 1, 1), date(2020, 3, 31)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (FigureRow(END, START, Decimal(1)), "must not be before its first"),
        (FigureRow(START, END), "Give a figure, or choose a marker"),
        (FigureRow(START, END, marker="p"), "Give a figure, or choose a marker"),
        (FigureRow(START, END, Decimal(4), marker="c"), "This marker says there is no figure"),
        (
            FigureRow(START, END, marker="x", lower=Decimal(4)),
            "This marker says there is no figure",
        ),
        (FigureRow(START, END, marker="c", numerator=Decimal(4)), "Remove the numbers"),
        (FigureRow(START, END, Decimal(4), lower=Decimal(3)), "both ends of the margin"),
        (FigureRow(START, END, Decimal(4), upper=Decimal(5)), "both ends of the margin"),
        (
            FigureRow(START, END, Decimal(9), lower=Decimal(3), upper=Decimal(5)),
            "must lie between the two ends",
        ),
        (FigureRow(START, END, Decimal(4), marker="q"), "Value 'q' is not a valid choice"),
        (FigureRow(START, END, Decimal(4), area="E12000007"), "This measure has no areas"),
        (FigureRow(START, END, Decimal(4), area="London"), "as a code such as E12000007"),
        (FigureRow(START, END, Decimal("1e15")), "Ensure that there are no more than"),
        (FigureRow(START, END, Decimal("NaN")), "must be a decimal number"),
    ],
)
def test_what_cannot_be_shown_is_refused_by_row(row: FigureRow, words: str) -> None:
    measure = make_record()
    with pytest.raises(ValidationError) as refused:
        record_observations(measure=measure, rows=[ROWS[2], row])
    assert refused.value.messages[0].startswith("Row 2: ")
    assert words in refused.value.messages[0]
    assert not Observation.objects.exists()
    assert not ModelLogEntry.objects.exists()


def test_only_the_measure_s_areas_are_accepted() -> None:
    measure = make_record(geography="E12000007")
    for area in ("", "E09000001"):
        with pytest.raises(ValidationError, match="This measure covers E12000007"):
            record_observations(measure=measure, rows=[replace(ROWS[0], area=area)])
    assert not Observation.objects.exists()


def test_the_same_figure_twice_is_refused() -> None:
    with pytest.raises(
        ValidationError, match="Row 2 gives the same period, area and group as row 1"
    ):
        record_observations(measure=make_record(), rows=[ROWS[0], ROWS[0]])
    assert not Observation.objects.exists()


def test_every_problem_is_listed() -> None:
    rows = [FigureRow(START, END), FigureRow(END, START, Decimal(1)), ROWS[2]]
    with pytest.raises(ValidationError) as refused:
        record_observations(measure=make_record(), rows=rows)
    assert [message[:6] for message in refused.value.messages] == ["Row 1:", "Row 2:"]


def test_three_and_forty_rows_cost_the_same() -> None:
    counts = []
    for size in (1, 3, 40):  # the first may ask what is then kept
        measure = make_record(name=str(size))
        rows = quarters(date(1920, 1, 1), list(range(size)))
        with CaptureQueriesContext(connection) as captured:
            record_observations(measure=measure, rows=rows)
        counts.append(len(captured))
    assert counts[1] == counts[2] <= 10


@pytest.mark.parametrize(
    "wrong",
    [
        {"period_start": END, "period_end": START, "value": Decimal(1)},
        {"period_start": START, "period_end": END, "value": None},
        {"period_start": START, "period_end": END, "value": Decimal(1), "marker": "c"},
    ],
)
def test_the_database_refuses_it_too(wrong: dict[str, object]) -> None:
    measure = make_record()
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.bulk_create(
            [Observation(measure=measure, period_kind="quarter", **wrong)]
        )
    assert not Observation.objects.exists()


def test_the_database_refuses_duplicates() -> None:
    measure = make_record()
    given = {"measure": measure, "period_start": START, "period_end": END}
    Observation.objects.create(value=Decimal(1), period_kind="quarter", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Observation.objects.create(value=Decimal(2), period_kind="quarter", **given)
    assert Observation.objects.get().value == 1
