"""All checks that need no test runner, one after the other; stops the build if any fails."""

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
BUILT = ROOT / "plan" / "static" / "plan"
SOURCES = ROOT / "plan" / "static_src"

COMMANDS = {
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "types": ["mypy", "plan", "priorities", "home", "cms"],
    "imports": ["lint-imports"],
    "templates": ["djlint", "--lint", "plan", "priorities", "templates", "home", "--quiet"],
    "migrations": ["python", "manage.py", "makemigrations", "--check", "--dry-run"],
    "messages": ["python", ".ci/messages.py"],
    "deploy": ["python", "manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "check-" + "k9Q2mX7vT4zR8wLp" * 4,
    "ALLOWED_HOSTS": "plan.example",
    "BASE_URL": "https://plan.example",
    "DATABASE_URL": "postgres://plan@127.0.0.1/plan",
}


def run(name: str, command: list[str]) -> bool:
    """Run one check and say how it ended."""
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    if name == "deploy":
        environment.update(PRODUCTION)
    result = subprocess.run(
        [str(BIN / command[0]), *command[1:]],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{'ok  ' if result.returncode == 0 else 'FAIL'} {name}", flush=True)
    if result.returncode:
        print(result.stdout[-6000:], result.stderr[-6000:], sep="\n", flush=True)
    return result.returncode == 0


def assets_are_fresh() -> bool:
    """Rebuild CSS and JavaScript and compare with the committed files, where Node is there."""
    if shutil.which("npm") is None:
        print("skip assets: Node.js is not installed, so they cannot be rebuilt", flush=True)
        return True
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "static_src"
        shutil.copytree(SOURCES, copy, ignore=shutil.ignore_patterns("node_modules"))
        out = Path(folder) / "built"
        environment = {**os.environ, "OUT_DIR": str(out)}
        for command in (["npm", "ci", "--no-audit", "--no-fund"], ["npm", "run", "build"]):
            result = subprocess.run(
                command, cwd=copy, env=environment, capture_output=True, text=True, check=False
            )
            if result.returncode:
                print("FAIL assets", result.stdout[-3000:], result.stderr[-3000:], sep="\n")
                return False
        stale = [
            path.name
            for path in sorted(out.iterdir())
            if not (BUILT / path.name).exists()
            or (BUILT / path.name).read_bytes() != path.read_bytes()
        ]
    print(f"{'FAIL' if stale else 'ok  '} assets {' '.join(stale)}", flush=True)
    return not stale


def main() -> int:
    """Run everything; 1 when anything failed."""
    with ThreadPoolExecutor(2) as pool:
        results = [pool.submit(run, name, command) for name, command in COMMANDS.items()]
        results.append(pool.submit(assets_are_fresh))
    return 0 if all(result.result() for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
