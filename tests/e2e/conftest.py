"""The demonstration, served, and a Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import ROOT
from tests.e2e.auditing import addresses, audit, everybody, visitor
from tests.served.site import ServedSite, site_to_look_at

__all__ = ["addresses", "audit", "everybody", "visitor"]

SOURCES = ROOT / "plan" / "static_src"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL leave out audits by axe and drawings of charts, which no database changes.

    Every other test in a browser runs on both databases, without having to say so.
    """
    if not os.environ.get("BROWSER_POSTGRES_URL"):
        return
    left_out = [
        item
        for item in items
        if "axe" in getattr(item, "fixturenames", ()) or item.path.name == "test_chart_gallery.py"
    ]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium: the system's where CHROMIUM names it, else Playwright's own."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or "playwright"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=None if path == "playwright" else path,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield started
        started.close()


@pytest.fixture(scope="session")
def demo() -> Iterator[ServedSite]:
    """The demonstration as `make demo` sets it up, open for answers; on PostgreSQL if told so."""
    with site_to_look_at() as site:
        site.manage("demo", "--no-serve", "--port", str(site.port))
        yield site.start(workers=2)


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, in the version that static_src/package-lock.json pins."""
    script = SOURCES / "node_modules" / "axe-core" / "axe.min.js"
    if not script.exists():
        command = ["npm", "ci", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=SOURCES, check=True, capture_output=True)
    return script.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pictures() -> Path | None:
    """Where to put screenshots: the folder that SCREENSHOTS names, else nowhere."""
    folder = os.environ.get("SCREENSHOTS", "")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)
