"""Compile message catalogues without system packages: a bare machine shows every language."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polib


def sources(root: Path) -> Iterator[Path]:
    """Every catalogue of the packages below a folder, in a stable order."""
    for package in ("plan", "priorities", "home"):
        yield from sorted((root / package).rglob("locale/*/LC_MESSAGES/*.po"))


def compile_catalogues(root: Path) -> list[Path]:
    """Write the `.mo` beside each `.po` that is newer than it; returns what was written."""
    written = []
    for source in sources(root):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        fresh = target.with_suffix(".mo.new")
        polib.pofile(str(source)).save_as_mofile(str(fresh))
        fresh.replace(target)
        written.append(target)
    return written
