"""Large files of figures: CPU and memory of reading, previewing, approving, and once more."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from django.utils.text import slugify

from priorities.actions.approve_batch import approve_batch
from priorities.actions.check_batch import check_batch
from priorities.actions.end_batch import undo_batch
from priorities.actions.upload_figures import upload_figures
from priorities.imports import AreaTable
from tests.benchmarks.measuring import Cost, say
from tests.priorities.imports.large_files import (
    AGES,
    MEGABYTES,
    SECONDS,
    measured,
    text_file,
    workbook,
)
from tests.priorities.intake.makers import make_areas, make_measure_record, person

Result = TypeVar("Result")


@pytest.mark.bench
@pytest.mark.parametrize("make", [text_file, workbook])
def test_300_000_rows_cost_30_seconds_and_300_megabytes_at_most(
    make: Callable[[Path, int], None], tmp_path: Path
) -> None:
    path = tmp_path / "figures.dat"
    make(path, 300_000)
    found = measured(path)
    say(f"300,000 rows ({make.__name__}): {found}")
    assert (found["figures"], found["problems"]) == (300_000, 0)
    assert found["cpu"] <= SECONDS
    assert found["megabytes"] <= MEGABYTES


@pytest.mark.bench
@pytest.mark.django_db
def test_300_000_figures_from_a_file_to_readers(tmp_path: Path) -> None:
    """Each step costs 30 seconds and 300 megabytes at most: upload, check, approve, again, undo."""
    path = tmp_path / "figures.csv"
    text_file(path, 300_000)
    content = path.read_bytes()
    codes = {f"Area {place}": f"E0900{place:04d}" for place in range(33)}
    make_areas(AreaTable(codes))
    measure = make_measure_record(
        "Victims",
        geography=" ".join(codes.values()),
        breakdowns=[
            {"code": "sex", "values": ["male", "female"]},
            {"code": "age", "values": [slugify(age) for age in AGES]},
        ],
    )
    user = person("add_importbatch", "approve_importbatch")
    batch = upload_figures(content=content, name="f.csv", user=user, measures=[measure]).batch
    batch = step("guessed", lambda: check_batch(batch=batch, user=user))
    batch = step("checked", lambda: check_batch(batch=batch, user=user, mapping=batch.mapping))
    assert batch.findings["changes"]["new"] == 300_000, batch.findings
    batch = step("approved", lambda: approve_batch(batch=batch, user=user))
    assert measure.observations.count() == 300_000
    again = upload_figures(content=content, name="f.csv", user=user, measures=[measure]).batch
    mapping = batch.mapping
    again = step("again", lambda: check_batch(batch=again, user=user, mapping=mapping))
    assert (again.unchanged, again.figures.count()) == (300_000, 0)
    step("undone", lambda: undo_batch(batch=batch, user=user))


def step(name: str, call: Callable[[], Result]) -> Result:
    """Do one thing, tell what it cost, and fail past the limits."""
    cost = Cost()
    result = call()
    seconds, growth = cost.seconds(), cost.growth()
    say(f"300,000 figures {name}: {seconds:.1f} CPU s, {growth:.0f} MB more")
    assert seconds <= SECONDS
    assert growth <= MEGABYTES
    return result
