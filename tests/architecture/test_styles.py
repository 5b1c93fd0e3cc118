"""Every class of GOV.UK Frontend that a template names is in the stylesheet that is shipped."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STYLES = ROOT / "plan" / "static" / "plan"
NAMED = re.compile(r"govuk-!-[a-z0-9-]+")


def named_overrides() -> set[str]:
    """The override classes in templates and in the code that makes markup."""
    sources = [
        path
        for folder in ("templates", "home", "plan", "priorities")
        for pattern in ("*.html", "*.py")
        for path in (ROOT / folder).rglob(pattern)
        if "node_modules" not in path.parts
    ]
    return {name for path in sources for name in NAMED.findall(path.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("name", ["plan.css", "plan.rtl.css"])
def test_override_classes_have_a_rule(name: str) -> None:
    css = (STYLES / name).read_text(encoding="utf-8").replace("\\", "")
    named = named_overrides()
    assert named
    assert {one for one in named if not re.search(rf"\.{one}\b", css)} == set()
