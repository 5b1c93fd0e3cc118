"""What `make demo` promises: a free port, a reset that spares other databases, a clean end."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.management.base import CommandError

from home.management.commands.demo import commands, environment, require_free, reset
from home.processes import run_together

WAIT = ["sleep", "60"]
LEAVE = [sys.executable, "-c", "raise SystemExit(3)"]


def test_a_port_that_is_taken_is_named_before_anything_is_done() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=f"Port {port} cannot be used .* PORT=8001"):
            require_free(port)
    require_free(port)


@pytest.mark.parametrize("port", [-1, 70000])
def test_a_port_that_cannot_be_is_no_traceback(port: int) -> None:
    with pytest.raises(CommandError, match="try another"):
        require_free(port)


def test_reset_deletes_what_was_entered(settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (tmp_path / "media" / "deep").mkdir(parents=True)
    (tmp_path / "plan.sqlite3").write_text("rows")
    settings.VAR_DIR = tmp_path
    reset()
    assert list(tmp_path.iterdir()) == []


def test_reset_spares_a_database_of_somebody_elses(
    settings: Any, tmp_path: Path, monkeypatch: Any
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://plan@127.0.0.1/plan")
    kept = tmp_path / "plan.sqlite3"
    kept.write_text("rows")
    settings.VAR_DIR = tmp_path
    with pytest.raises(CommandError, match="DATABASE_URL is set"):
        reset()
    assert kept.read_text() == "rows"


def test_server_and_worker_are_told_the_same() -> None:
    found = commands(8123)
    assert list(found) == ["The server", "The worker"]
    assert "127.0.0.1:8123" in found["The server"]
    assert found["The worker"][2] == "db_worker"
    assert environment(8123)["BASE_URL"] == "http://127.0.0.1:8123"


def test_when_one_ends_the_other_does_too_and_it_is_named(tmp_path: Path) -> None:
    note = tmp_path / "pid"
    script = f"import os,time,pathlib; pathlib.Path({str(note)!r}).write_text(str(os.getpid()))"
    wait = [sys.executable, "-c", f"{script}; time.sleep(60)"]
    late = [sys.executable, "-c", f"import time,os\nwhile not os.path.exists({str(note)!r}): pass"]
    assert run_together({"One": wait, "Other": late}, dict(os.environ)) == "Other"
    with pytest.raises(ProcessLookupError):
        os.kill(int(note.read_text()), 0)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("before", [signal.SIG_IGN, signal.default_int_handler])
def test_being_asked_to_end_is_no_failure(number: signal.Signals, before: Any) -> None:
    usual = signal.signal(signal.SIGINT, before)
    try:
        ask_to_end(number)
        assert signal.getsignal(signal.SIGINT) is before
    finally:
        signal.signal(signal.SIGINT, usual)


def ask_to_end(number: signal.Signals) -> None:
    """Run two commands, and be sent a signal a second later."""
    threading.Timer(1, lambda: os.kill(os.getpid(), number)).start()
    begun = time.monotonic()
    assert run_together({"One": WAIT, "Other": WAIT}, dict(os.environ)) == ""
    assert time.monotonic() - begun < 30


def test_a_command_that_cannot_be_run_leaves_none_behind() -> None:
    with pytest.raises(FileNotFoundError):
        run_together({"One": LEAVE, "Other": ["/no/such/program"]}, dict(os.environ))
    assert subprocess.run([sys.executable, "-c", ""], check=False).returncode == 0
