"""Large files, and what they cost, measured in a process of their own."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Iterator
from itertools import islice, product
from pathlib import Path

import xlsxwriter

from tests.conftest import ROOT

SECONDS, MEGABYTES = 30, 300
HEAD = ["Month", "Borough", "Sex", "Age", "Value", "Base"]
AGES = [f"{start} to {start + 4}" for start in range(0, 80, 5)]


def rows(count: int) -> Iterator[list[str | float]]:
    """So many rows, each of another month, borough or group."""
    months = (f"{year}-{month:02d}" for year in range(1990, 2024) for month in range(1, 13))
    groups = product(months, (f"Area {place}" for place in range(33)), ("Male", "Female"), AGES)
    for place, group in enumerate(islice(groups, count)):
        yield [*group, place * 7 % 99_991 / 4, place % 5000]


def text_file(path: Path, count: int) -> None:
    """A CSV file with thousands separators."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEAD)
        writer.writerows([*row[:4], f"{row[4]:,.2f}", row[5]] for row in rows(count))


def workbook(path: Path, count: int) -> None:
    """An XLSX file."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        for place, row in enumerate(rows(count), start=1):
            sheet.write_row(place, 0, row)


def measured(path: Path) -> dict[str, float]:
    """CPU, memory and figures of a run."""
    command = [sys.executable, "-m", "tests.priorities.imports.measured_run", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, timeout=600)
    found: dict[str, float] = json.loads(done.stdout)
    return found
