"""What large files cost."""

from __future__ import annotations

from pathlib import Path

from tests.priorities.imports.large_files import MEGABYTES, SECONDS, measured, text_file


def test_30_000_rows_cost_a_tenth(tmp_path: Path) -> None:
    path = tmp_path / "figures.dat"
    text_file(path, 30_000)
    found = measured(path)
    assert (found["figures"], found["problems"]) == (30_000, 0)
    assert found["cpu"] <= SECONDS / 5
    assert found["megabytes"] <= MEGABYTES / 2
