"""Reading figures from large files: CPU and memory of a process that does nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.benchmarks.measuring import say
from tests.priorities.imports.large_files import (
    MEGABYTES,
    SECONDS,
    measured,
    text_file,
    workbook,
)


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
