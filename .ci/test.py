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


def run_quietly(part: tuple[str, tuple[list[str], dict[str, str]]]) -> bool:
    """Run pytest once, and print everything it said at its end."""
    title, (arguments, environment) = part
    result = subprocess.run(
        [*PYTHON, *PYTEST, "-n0", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"\n== {title}\n{result.stdout}{result.stderr}", flush=True)
    return result.returncode == 0


def main() -> int:
    """Run every part; 1 when one failed or, in CI, when one could not run."""
    skipped: list[str] = []
    sqlite = {"DATABASE_URL": ""}
    server = postgresql()
    prepare(["", server] if server else [""])
    passed = [run_measured("SQLite", ["-n", "2"], **sqlite)]
    if server:
        passed.append(run("PostgreSQL", ["-n", "2"], DATABASE_URL=server, ONLY_DATABASE="1"))
    else:
        skipped.append("PostgreSQL: no server answered at DATABASE_URL or 127.0.0.1:5432")
    beside = {
        "Served": (["-m", "served"], {"TEST_POSTGRES_URL": server, **sqlite}),
        "Wheel": (["-m", "wheel"], {"TEST_POSTGRES_URL": server, **sqlite}),
    }
    browser = chromium()
    if browser:
        told = {"CHROMIUM": browser, **sqlite}
        beside["Browser"] = (["-m", "browser"], told)
        if server:
            told_server = {**told, "BROWSER_POSTGRES_URL": server}  # audits by axe are left out
            beside["Browser, PostgreSQL"] = (["-m", "browser"], told_server)
    else:
        skipped.append("browser: no Chromium here, and none could be installed")
    with ThreadPoolExecutor() as pool:  # at once, for they mostly wait
        passed += pool.map(run_quietly, beside.items())
    if not (ROOT.parent / "shared").is_dir():
        skipped.append("real data files: the folder ../shared is not there")
    for reason in skipped:
        print(f"skipped {reason}", flush=True)
    return 0 if all(passed) and not (IS_CI and skipped) else 1


if __name__ == "__main__":
    sys.exit(main())
