"""The benchmarks, on PostgreSQL where a server answers: the database that production runs on."""

from __future__ import annotations

import os
import subprocess
import sys

from test import PYTEST, PYTHON, ROOT, postgresql

COMMAND = [*PYTHON, *PYTEST, "tests/benchmarks", "-s", "-n0", "-m", "bench", "-p", "no:randomly"]


def main() -> int:
    """Measure, and print what was found; not 0 when a limit was passed."""
    server = postgresql()
    if not server:
        print("No PostgreSQL server answered: exports and counts are not measured.", flush=True)
    environment = {**os.environ, "DATABASE_URL": server}
    return subprocess.run(COMMAND, cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
