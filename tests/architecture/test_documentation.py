"""The documentation is whole: reasons for dependencies, names that exist, links that lead on."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from plan.roles import ROLES
from tests.architecture.test_reference import names, undocumented
from tests.conftest import ROOT

DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CODE = re.compile(r"^(```.*?^```|(?: {4}.*\n)+)", re.MULTILINE | re.DOTALL)
LONGEST_IMAGE = 120 * 1024


def requirements() -> Iterator[str]:
    """Names of every dependency in pyproject.toml, extras of ours among them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    optional = project["optional-dependencies"].values()
    for requirement in [*project["dependencies"], *(one for some in optional for one in some)]:
        yield re.split(r"[\[<>=~! ]", requirement, maxsplit=1)[0]


def slug(heading: str) -> str:
    """The fragment of a heading, as code hosts make it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def names_of(page: Path) -> set[str]:
    """Fragments that a page has."""
    return {slug(heading) for heading in HEADING.findall(page.read_text("utf-8"))}


def test_every_dependency_has_its_reason() -> None:
    table = (DOCS / "decisions/0001-dependencies.md").read_text("utf-8")
    reasons = {row[0] for row in re.findall(r"^\| ([\w-]+) \| (.{5,})", table, re.MULTILINE)}
    assert set(requirements()) - reasons == set()


def test_every_log_action() -> None:
    found = names(r"action=\"(plan[\w.]+)\"", "plan", "priorities")
    found |= names(r"register_action\(\s*\"(plan[\w.]+)\"", "plan", "priorities")
    found |= names(r"(?m)^[A-Z_]+ = \"(plan\w*\.\w+)\"", "priorities")
    assert {"plan.draft_link.create", "plan_consultation.erase_response"} <= found
    page = (DOCS / "reference/log-actions.md").read_text("utf-8")
    assert {name for name in found if f"`{name}`" not in page} == set()


def test_every_permission_of_the_roles() -> None:
    found = {name for role in ROLES for name in role.permissions}
    assert undocumented(found) == set()


def test_every_role() -> None:
    page = (DOCS / "reference/permissions.md").read_text("utf-8")
    assert {role.name for role in ROLES if f"| {role.name} |" not in page} == set()


def test_every_permission_function() -> None:
    found = names(r"(?m)^def (can_\w+)\(", "plan", "priorities", "home")
    assert len(found) >= 10
    page = (DOCS / "reference/permissions.md").read_text("utf-8")
    assert {name for name in found if name not in page} == set()


def test_commands_that_the_documentation_names_exist() -> None:
    named = {
        name
        for page in PAGES
        for name in re.findall(r"manage\.py ([a-z_]+)", page.read_text("utf-8"))
    }
    assert {"migrate", "create_roles"} <= named
    assert named - set(get_commands()) - {"check", "migrate"} == set()


def test_targets_of_make_that_the_documentation_names_exist() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        name
        for page in PAGES
        for name in re.findall(r"(?:`|^ {4})make ([a-z-]+)", page.read_text("utf-8"), re.M)
    }
    assert {"demo", "test"} <= named
    assert named - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = CODE.sub("", page.read_text("utf-8"))
    for link in LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        target, _, fragment = link.partition("#")
        there = (page.parent / target).resolve() if target else page
        assert there.is_relative_to(ROOT), f"{link} leads out of the repository"
        assert there.exists(), f"{link} leads nowhere"
        if fragment:
            assert fragment in names_of(there), f"{link} names no heading"


def test_every_page_is_in_an_index() -> None:
    linked = {
        (index.parent / link.partition("#")[0]).resolve()
        for index in (DOCS / "README.md", DOCS / "decisions/README.md", ROOT / "README.md")
        for link in LINK.findall(index.read_text("utf-8"))
    }
    pages = set(DOCS.rglob("*.md")) - {DOCS / "README.md"}
    assert {page.relative_to(ROOT).as_posix() for page in pages - linked} == set()


def test_images_are_small() -> None:
    images = [path for path in (DOCS / "images").iterdir() if path.is_file()]
    assert images
    assert {path.name for path in images if path.stat().st_size >= LONGEST_IMAGE} == set()


@pytest.mark.parametrize("page", ["README.md", "docs/explanation/languages.md"])
def test_unchecked_languages_are_said_to_be_unchecked(page: str) -> None:
    text = " ".join((ROOT / page).read_text("utf-8").split())
    assert re.search(r"(?i)(not been checked by a native|nobody who reads polish)", text)
