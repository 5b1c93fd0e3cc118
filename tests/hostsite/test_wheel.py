"""The wheel in a Wagtail site that is not ours, with every allowed set of the optional apps."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import uuid
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from tests import databases
from tests.conftest import ROOT
from tests.hostsite.rules import rules_outside

pytestmark = pytest.mark.wheel

SITE = Path(__file__).parent / "site"
UV = str(Path(sys.executable).parent / "uv")
#: Comments need consultations: a set with the one has the other.
SUBSETS = [
    (),
    ("plan.consultation",),
    ("priorities",),
    ("plan.consultation", "priorities"),
    ("plan.consultation", "plan.comments"),
    ("plan.consultation", "plan.comments", "priorities"),
]
SERVER = os.environ.get("TEST_POSTGRES_URL", "")
#: A block of data for search engines is no script, whatever its element is called.
INLINE = re.compile(
    r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)(?! type=.application/ld\+json)[^>]*>", re.I
)


@dataclass
class Host:
    """The foreign site in its own folder and its own virtual environment."""

    folder: Path
    python: Path
    wheel: Path
    pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2))
    results: dict[tuple[str, tuple[str, ...]], Future[dict[str, Any]]] = field(default_factory=dict)

    def start(self, languages: str, *subsets: tuple[str, ...]) -> None:
        """Begin to use the plugin with each of these sets of apps, two at a time."""
        for apps in subsets:
            self.results[languages, apps] = self.pool.submit(self.probe, apps, languages)

    def result(self, languages: str, apps: tuple[str, ...]) -> dict[str, Any]:
        """What was found; the test fails with the errors of the probe."""
        return self.results[languages, apps].result()

    def run(self, *command: str, **environment: str) -> str:
        """What a command prints; the test fails with its errors."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        done = subprocess.run(
            [str(self.python), *command],
            cwd=self.folder,
            env={**kept, **environment},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{done.stdout[-3000:]}\n{done.stderr[-6000:]}"
        return done.stdout

    def probe(self, apps: tuple[str, ...], languages: str) -> dict[str, Any]:
        """Use the plugin with these apps in a copy of the host's database.

        With all apps in several languages on PostgreSQL instead, where there is a server: with
        all apps in one language it is on SQLite still, so only the host's own tables cost more.
        """
        if SERVER and (languages, apps) == ("several", SUBSETS[-1]):
            return self.probe_on_server(apps)
        name = f"{languages}-{'-'.join(apps) or 'plan'}"
        database = shutil.copy(self.folder / "before.sqlite3", self.folder / f"{name}.sqlite3")
        return self.use(apps, languages, str(database))

    def probe_on_server(self, apps: tuple[str, ...]) -> dict[str, Any]:
        """Use the plugin with these apps in a host whose tables are on PostgreSQL already."""
        with databases.empty_on_server(SERVER, f"plan_host_{uuid.uuid4().hex[:12]}") as database:
            self.run("manage.py", "migrate", "-v0", HOST_PLAN="no", HOST_DATABASE=database)
            return self.use(apps, "several", database)

    def use(self, apps: tuple[str, ...], languages: str, database: str) -> dict[str, Any]:
        """What the probe finds with these apps and languages in this database."""
        told = {"HOST_APPS": ",".join(apps), "HOST_LANGUAGES": languages}
        return json.loads(self.run("probe.py", **told, HOST_DATABASE=database))


def uv(*arguments: str) -> None:
    """Run uv; the test fails with its errors."""
    done = subprocess.run([UV, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-6000:]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Host:
    """The site as it was before, then the wheel installed from the lock."""
    folder = tmp_path_factory.mktemp("host")
    source, dist, environment = folder / "source", folder / "dist", folder / "venv"
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "static_src")
    for name in ("plan", "priorities", ".ci"):
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    uv("build", "--wheel", "--no-build-isolation", "--python", sys.executable,
       "-o", str(dist), str(source))  # fmt: skip
    (wheel,) = dist.glob("*.whl")
    uv("venv", "--python", sys.executable, str(environment))
    python = environment / "bin" / "python"
    uv("pip", "install", "--require-hashes", "--python", str(python),
       "-r", str(ROOT / "requirements" / "site.txt"))  # fmt: skip
    uv("pip", "install", "--no-deps", "--python", str(python), str(wheel))
    shutil.copytree(SITE, folder / "site", ignore=ignored)
    made = Host(folder / "site", python, wheel)
    made.run("manage.py", "migrate", "-v0", HOST_PLAN="no", HOST_DATABASE="before.sqlite3")
    made.start("several", *SUBSETS)
    made.start("one", SUBSETS[-1])
    return made


def check_found(result: dict[str, Any], apps: tuple[str, ...]) -> None:
    """Everything was there, in the host's own frame and under its policy."""
    found, html = result["found"], result["html"]
    assert "site-packages" in found["installed_at"]
    assert "No changes detected" in found["migrations"]
    pages = {"front", "plan", "section", "editor", "draft_links", "sign_in", "api"}
    counts = {}
    if "priorities" in apps:
        pages |= {"priority", "measure"}
        counts |= {"priorities": 1, "outcomes": 0, "commitments": 0, "measures": 1}
    if "plan.consultation" in apps:
        pages |= {"consultation", "form"}
        counts["consultations"] = 1
    if "plan.comments" in apps:
        pages |= {"passage", "desk"}
        assert found["comment"] == ["published", 1]
    assert {name: found[name] for name in pages} == dict.fromkeys(pages, 200)
    assert found["operations"] == sorted({"plans", *counts})
    assert found["told"] == ["Our plan", counts]
    assert "We listen." in html["section"]
    for name, page in html.items():
        assert '<body class="host-page">' in page, name
        assert "front/host.css" in page, name
        assert not INLINE.search(page), f"{name}: {INLINE.search(page)}"
        assert ("plan/plan.css" in page) is (name not in ("front", "sign_in")), name


@pytest.mark.parametrize("apps", SUBSETS, ids=lambda apps: "+".join(("plan", *apps)))
def test_in_several_languages(host: Host, apps: tuple[str, ...]) -> None:
    check_found(host.result("several", apps), apps)


@pytest.mark.skipif(not SERVER, reason="PostgreSQL: no server answered")
def test_all_apps_on_both_databases(host: Host) -> None:
    assert host.result("several", SUBSETS[-1])["found"]["database"] == "postgresql"
    assert host.result("one", SUBSETS[-1])["found"]["database"] == "sqlite"


def test_in_one_language_with_wagtail_localize_lying_about(host: Host) -> None:
    check_found(host.result("one", SUBSETS[-1]), SUBSETS[-1])


def test_the_wheel_holds_the_two_packages_and_no_more(host: Host) -> None:
    names = ZipFile(host.wheel).namelist()
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {
        "plan",
        "priorities",
    }
    assert {"plan/static/plan/plan.css", "plan/templates/plan/base.html"} <= set(names)
    assert not [name for name in names if "static_src" in name or "/tests/" in name]
    sources = {name for name in names if name.endswith(".po")}
    assert {name.removesuffix(".po") + ".mo" for name in sources} <= set(names)


@pytest.mark.parametrize("name", ["plan.css", "plan.rtl.css"])
def test_no_rule_reaches_the_host(host: Host, name: str) -> None:
    css = ZipFile(host.wheel).read(f"plan/static/plan/{name}").decode()
    assert rules_outside(css, ".plan-scope") == []


@pytest.fixture(scope="module")
def bare_host(host: Host) -> Host:
    """The same host without wagtail-localize. Keep tests with it at the end of this file."""
    wait(host.results.values())
    uv("pip", "uninstall", "--python", str(host.python), "wagtail-localize")
    host.start("bare", *SUBSETS)
    return host


@pytest.mark.parametrize("apps", SUBSETS, ids=lambda apps: "+".join(("plan", *apps)))
def test_in_one_language_without_wagtail_localize(bare_host: Host, apps: tuple[str, ...]) -> None:
    check_found(bare_host.result("bare", apps), apps)
