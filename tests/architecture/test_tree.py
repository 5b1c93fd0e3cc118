"""Rules about files that no linter holds."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

FOLDERS = (".ci", "cms", "docs", "home", "plan", "priorities", "requirements", "templates", "tests")
TEXT = {".css", ".html", ".js", ".json", ".md", ".mjs", ".po", ".py", ".scss", ".toml", ".txt", ""}
SKIPPED = {"__pycache__", "node_modules", ".venv", "var"}
LONGEST = 300
#: Content and catalogues are as long as what they say.
NO_LIMIT = re.compile(
    r"/(migrations|locale|static/plan|requirements|demo/content)/|package-lock\.json$"
)
#: Spelt so that this file does not find itself.
PLACES = [
    re.compile("/" + "work/(main|shared)|/" + "opt/wheels|/" + "root/|/" + "home/[a-z]+/"),
    re.compile("py" + r"pi\.org|python" + r"hosted\.org|registry\." + r"npm|npm" + r"js\.org"),
]
UNFINISHED = re.compile(r"\b(TO" + "DO|FIX" + "ME|XX" + r"X)\b")
GRAB_BAGS = {"utils", "helpers", "common", "misc", "manager", "managers", "util", "helper"}


def files() -> list[Path]:
    """Every text file of ours."""
    top = [path for path in ROOT.iterdir() if path.is_file()]
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*") if path.is_file()]
    return [
        path
        for path in top + below
        if path.suffix in TEXT
        and not SKIPPED & set(path.relative_to(ROOT).parts)
        and not path.name.startswith((".coverage", ".git"))
    ]


FILES = files()


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) > 150
    assert {".py", ".html", ".md", ".scss"} <= {path.suffix for path in FILES}


def test_no_file_is_longer_than_300_lines() -> None:
    long = {
        path.relative_to(ROOT).as_posix(): count
        for path in FILES
        if not NO_LIMIT.search(f"/{path.relative_to(ROOT).as_posix()}")
        and (count := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST
    }
    assert long == {}


@pytest.mark.parametrize(
    "pattern", [*PLACES, UNFINISHED], ids=["paths", "registries", "unfinished"]
)
def test_nothing_names_a_machine_a_registry_or_unfinished_work(pattern: re.Pattern[str]) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in FILES
        for match in [pattern.search(path.read_text(encoding="utf-8"))]
        if match
    ]
    assert found == []


def test_module_names_say_a_role() -> None:
    names = {path.stem for path in FILES if path.suffix == ".py"}
    assert names & GRAB_BAGS == set()


def test_the_import_contract_names_every_module_of_core() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]
    contract = next(c for c in settings["contracts"] if c["name"] == "core knows no optional app")
    modules = {
        f"plan.{path.stem}"
        for path in (ROOT / "plan").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    optional = {"plan.__init__", "plan.comments", "plan.consultation", "plan.migrations"}
    assert set(contract["source_modules"]) == modules - optional
