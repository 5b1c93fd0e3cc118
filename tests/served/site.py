"""The reference site in processes of its own: gunicorn, a database of its own, files of its own."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests

from tests import databases
from tests.conftest import ROOT

SECONDS_TO_START = 120


class ServedSite:
    """Made empty and migrated; `start` serves it, leaving the context ends and deletes it.

    `told` are further variables of its processes' environment.
    """

    def __init__(self, postgres: str = "", **told: str) -> None:
        self.told = told
        self.folder = tempfile.TemporaryDirectory(prefix="plan-served-")
        self.postgres = postgres
        self.database = f"plan_served_{uuid.uuid4().hex[:12]}" if postgres else ""
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.shell: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it is served."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database_url(self) -> str:
        """The database of this site alone."""
        if self.postgres:
            return urlunsplit(urlsplit(self.postgres)._replace(path=f"/{self.database}"))
        return f"sqlite:///{self.folder.name}/plan.sqlite3"

    @property
    def environment(self) -> dict[str, str]:
        """What its processes are told."""
        return {
            **os.environ,
            "VAR_DIR": self.folder.name,
            "DATABASE_URL": self.database_url,
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DEBUG": "false",
            "BASE_URL": self.url,
            "PYTHONPATH": str(ROOT),
            "TRUSTED_PROXIES": "1",
            **self.told,
        }

    def __enter__(self) -> ServedSite:
        if self.database:
            databases.copy_on_server(self.postgres, self.database)
        else:
            databases.copy_to_file(Path(self.folder.name) / "plan.sqlite3")
        (Path(self.folder.name) / "static").mkdir(exist_ok=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()
        if self.database:
            databases.drop_on_server(self.postgres, self.database)
        self.folder.cleanup()

    @contextmanager
    def connection(self) -> Iterator[Any]:
        """A connection to the site's database past Django, closed at the end."""
        if self.postgres:
            import psycopg

            opened: Any = psycopg.connect(self.database_url)
        else:
            opened = sqlite3.connect(f"{self.folder.name}/plan.sqlite3", timeout=60)
        try:
            yield opened
        finally:
            opened.close()

    def sql(self, statement: str) -> str:
        """A statement with this database's own placeholders."""
        return statement.replace("?", "%s") if self.postgres else statement

    def moment(self, moment: datetime) -> Any:
        """A moment as this database stores it."""
        return moment if self.postgres else moment.strftime("%Y-%m-%d %H:%M:%S.%f")

    def manage(self, *arguments: str) -> str:
        """Run a management command of this site; its output."""
        return self.python("manage.py", *arguments)

    def run(self, code: str) -> str:
        """Run Python in this site, set up; what it printed. AssertionError when it fails."""
        if self.shell is None:
            self.shell = subprocess.Popen(
                [sys.executable, "-m", "tests.served.shell"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        assert self.shell.stdin is not None
        assert self.shell.stdout is not None
        self.shell.stdin.write(json.dumps(code) + "\n")
        self.shell.stdin.flush()
        printed, failure = json.loads(self.shell.stdout.readline())
        assert not failure, failure
        return str(printed).strip()

    def python(self, *arguments: str) -> str:
        """Run Python in the repository; AssertionError with its output when it fails."""
        result = subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert result.returncode == 0, result.stdout + result.stderr
        return result.stdout

    def start(self, workers: int = 3, threads: int = 4, *, is_preloaded: bool = True) -> ServedSite:
        """Serve with gunicorn until `stop`; preloaded, a worker is there at once."""
        log = Path(self.folder.name) / "gunicorn.log"
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                [
                    *(
                        sys.executable,
                        "-m",
                        "gunicorn",
                        "cms.wsgi",
                        "--bind",
                        f"127.0.0.1:{self.port}",
                    ),
                    *("--workers", str(workers), "--threads", str(threads), "--timeout", "60"),
                    *(["--preload"] if is_preloaded else []),
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < deadline:
            try:
                if requests.get(f"{self.url}/health/", timeout=5).status_code == 200:
                    return self
            except (requests.ConnectionError, requests.Timeout):
                time.sleep(0.2)
        raise AssertionError(log.read_text())

    def stop(self) -> None:
        """End the server, and the process that runs code."""
        if self.shell is not None:
            self.shell.communicate(timeout=30)  # it ends when nobody asks any more
            self.shell = None
        if self.process is not None:
            self.process.terminate()
            self.process.wait(timeout=30)
            self.process = None


def site_to_look_at() -> ServedSite:
    """A site for tests in a browser: on PostgreSQL where BROWSER_POSTGRES_URL names a server."""
    return ServedSite(os.environ.get("BROWSER_POSTGRES_URL", ""))


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
