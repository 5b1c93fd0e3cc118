"""The package stays plain Python, and its sentences are those that are used."""

from __future__ import annotations

import ast
from pathlib import Path

import priorities.imports
from priorities.imports.sentences import SENTENCES

FOLDER = Path(priorities.imports.__file__).parent
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py")}
ALLOWED = {"priorities.enums", "priorities.periods", "priorities.figure_rows"}


def imported(source: str) -> set[str]:
    """The modules that a source imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
    return found


def test_no_model_view_or_query_is_imported() -> None:
    names = set().union(*(imported(source) for source in SOURCES.values()))
    ours = {name for name in names if name.startswith(("priorities", "plan", "home", "cms"))}
    assert {name for name in ours if not name.startswith("priorities.imports")} == ALLOWED
    assert {name for name in names if name.startswith(("django", "wagtail"))} == {
        "django.utils.translation"
    }


def test_each_sentence_is_used() -> None:
    others = "\n".join(text for name, text in SOURCES.items() if name != "sentences.py")
    assert [kind for kind in SENTENCES if f'"{kind}"' not in others] == []
