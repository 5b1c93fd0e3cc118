"""Everything a site can set, call, hook or extend has a mention in docs/reference."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from plan.consultation.questions import question_types
from plan.contributors import Contributor
from tests.conftest import ROOT

PACKAGES = ("plan", "priorities", "home", "cms")
REFERENCE = "\n".join(
    path.read_text(encoding="utf-8") for path in sorted((ROOT / "docs/reference").glob("*.md"))
)


def sources(*packages: str) -> Iterator[Path]:
    """Python files of packages."""
    for package in packages:
        yield from (ROOT / package).rglob("*.py")


def names(pattern: str, *packages: str) -> set[str]:
    """Whatever a pattern's one group finds."""
    return {
        name for path in sources(*packages) for name in re.findall(pattern, path.read_text("utf-8"))
    }


def undocumented(found: set[str]) -> set[str]:
    """Those of the names that no page of the reference has in code marks."""
    return {name for name in found if f"`{name}`" not in REFERENCE}


def test_every_environment_variable() -> None:
    found = names(r"env(?:\.[a-z_]+)?\(\s*\"([A-Z][A-Z0-9_]+)\"", "cms")
    found |= names(r"os\.environ(?:\.get\(|\[)\"([A-Z][A-Z0-9_]+)\"", *PACKAGES)
    found -= {"DJANGO_SETTINGS_MODULE"}
    assert {"DATABASE_URL", "SECRET_KEY", "FILE_STORAGE"} <= found
    assert undocumented(found) == set()


def test_every_setting_of_the_plugin() -> None:
    found = names(r"[\"'.](PLAN_[A-Z_]+)\b", "plan", "priorities")
    assert undocumented(found) == set()


def test_every_system_check() -> None:
    found = names(r"id=\"(plan[\w]*\.[EW]\d+)\"", "plan", "priorities")
    assert "plan.W001" in found
    assert undocumented(found) == set()


def test_every_management_command() -> None:
    found = {
        path.stem
        for path in sources(*PACKAGES)
        if path.parts[-3:-1] == ("management", "commands") and path.stem != "__init__"
    }
    assert {"demo", "compile_catalogues"} <= found
    assert undocumented(found) == set()


def test_every_signal() -> None:
    assert undocumented(names(r"(?m)^(\w+)(?:: \w+)? = (?:\w+\.)?Signal\(", *PACKAGES)) == set()


def test_every_hook() -> None:
    found = names(r"get_hooks\(\"(\w+)\"\)", *PACKAGES) | names(r"HOOK\w* = \"(\w+)\"", *PACKAGES)
    assert found
    assert undocumented(found) == set()


def test_every_method_of_the_seam() -> None:
    found = {
        name
        for name, _ in inspect.getmembers(Contributor, inspect.isfunction)
        if not name.startswith("_")
    }
    assert {"cards", "call_to_action", "embed", "freeze", "passage_notes"} <= found
    assert undocumented(found) == set()


def test_every_question_type() -> None:
    found = set(question_types())
    assert len(found) >= 8
    assert undocumented(found) == set()


@pytest.mark.parametrize("folder", ["tutorial", "how-to", "reference", "explanation", "decisions"])
def test_links_between_pages_of_the_docs_lead_somewhere(folder: str) -> None:
    pages = sorted((ROOT / "docs" / folder).glob("*.md"))
    assert pages
    for page in pages:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
