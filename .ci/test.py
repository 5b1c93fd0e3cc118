"""All tests, on every database and in a real browser; says what it skipped and why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = ROOT / ".venv" / "bin"
IS_CI = os.environ.get("CI") == "true"
PYTHON = [str(BIN / "python")]
PYTEST = ["-m", "pytest", "-q"]
#: Per cent of the lines of our packages that the tests must reach.
COVERED = 95
SERVERS = (
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres://root@127.0.0.1:5432/postgres",
)


def postgresql() -> str:
    """Address of a PostgreSQL server that answers; empty when there is none."""
    import psycopg

    given = os.environ.get("DATABASE_URL", "")
    for address in [given] if given.startswith("postgres") else SERVERS:
        try:
            with psycopg.connect(address, connect_timeout=3):
                return address
        except psycopg.OperationalError:
            continue
    return ""


def chromium() -> str:
    """Path of a Chromium to test with, installed if it can be; empty when it cannot.

    Best is the one without windows: the same pages cost it half the time.
    """
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    found = next((path for name in names if (path := shutil.which(name))), "")
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing Chromium with apt …", flush=True)
        subprocess.run(["apt-get", "update", "-qq"], check=False)
        for name in names[:2]:
            subprocess.run(["apt-get", "install", "-y", "-qq", name], check=False)
            if found := shutil.which(name) or "":
                break
    if not found:
        command = [str(BIN / "playwright"), "install", "chromium"]
        if subprocess.run(command, check=False).returncode == 0:
            return "playwright"
    return found


def prepare(addresses: list[str]) -> None:
    """Migrate one database for each address, at once: a worker would wait for another's."""
    command = [str(BIN / "python"), "-m", "tests.databases"]
    making = [subprocess.Popen([*command, address], cwd=ROOT) for address in addresses]
    for process in making:
        process.wait()  # What failed here fails again, and is told, in the tests.


def run(title: str, arguments: list[str], module: tuple[str, ...] = (), **told: str) -> bool:
    """Run pytest once under a heading, by way of another module where one is given."""
    print(f"\n== {title}", flush=True)
    result = subprocess.run(
        [*PYTHON, *module, *PYTEST, *arguments], cwd=ROOT, env={**os.environ, **told}, check=False
    )
    return result.returncode == 0


def run_measured(title: str, arguments: list[str], **told: str) -> bool:
    """Run pytest once, say which lines it never reached, and fail when they are too many."""
    with tempfile.TemporaryDirectory() as folder:
        found, kept = f"{folder}/found.json", f"{folder}/kept.json"
        slipcover = ("-m", "slipcover", "--json", "--out", found)
        is_passed = run(title, arguments, slipcover, **told)
        print("\n== Lines that no test reached", flush=True)
        report = ["-m", "slipcover", "--fail-under", str(COVERED), "--merge", found, "--out", kept]
        is_covered = subprocess.run([*PYTHON, *report], cwd=ROOT, check=False).returncode == 0
    return is_passed and is_covered


def run_quietly(title: str, arguments: list[str], **told: str) -> bool:
    """Run pytest once, and print everything it said at its end."""
    result = subprocess.run(
        [*PYTHON, *PYTEST, "-n0", *arguments],
        cwd=ROOT,
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"\n== {title}\n{result.stdout}{result.stderr}", flush=True)
    return result.returncode == 0


def in_one_process(server: str) -> bool:
    """All that calls our code itself, on SQLite and on the server."""
    is_passed = run_measured("SQLite", ["-n", "2"], DATABASE_URL="")
    if server:
        told = {"DATABASE_URL": server, "ONLY_DATABASE": "1"}
        is_passed = run("PostgreSQL", ["-n", "2"], **told) and is_passed
    return is_passed


def in_processes_of_their_own(server: str, browser: str) -> bool:
    """All that serves the site and looks at it from outside, or installs it elsewhere."""
    parts = [("Browser", "browser", {"CHROMIUM": browser})] if browser else []
    parts += [("Served", "served", {}), ("Wheel", "wheel", {})]
    if browser and server:  # audits by axe are left out
        told = {"CHROMIUM": browser, "BROWSER_POSTGRES_URL": server}
        parts.append(("Browser, PostgreSQL", "browser", told))
    ours = {"TEST_POSTGRES_URL": server, "DATABASE_URL": ""}
    passed = [run_quietly(title, ["-m", mark], **ours, **told) for title, mark, told in parts]
    return all(passed)


def main() -> int:
    """Run every part; 1 when one failed or, in CI, when one could not run."""
    skipped: list[str] = []
    server = postgresql()
    prepare(["", server] if server else [""])
    if not server:
        skipped.append("PostgreSQL: no server answered at DATABASE_URL or 127.0.0.1:5432")
    browser = chromium()
    if not browser:
        skipped.append("browser: no Chromium here, and none could be installed")
    with ThreadPoolExecutor() as pool:  # at once: where one waits, the other works
        outside = pool.submit(in_processes_of_their_own, server, browser)
        passed = [in_one_process(server), outside.result()]
    if not (ROOT.parent / "shared").is_dir():
        skipped.append("real data files: the folder ../shared is not there")
    for reason in skipped:
        print(f"skipped {reason}", flush=True)
    return 0 if all(passed) and not (IS_CI and skipped) else 1


if __name__ == "__main__":
    sys.exit(main())
