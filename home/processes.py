"""Run several processes as one: they start together, and end together."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from types import FrameType

ENDING = (signal.SIGINT, signal.SIGTERM)
SECONDS_TO_END = 10
SECONDS_BETWEEN_LOOKS = 0.3


def run_together(commands: Mapping[str, Sequence[str]], environment: Mapping[str, str]) -> str:
    """Run until interrupted or until one ends; returns the name of the one that ended, or "".

    The children get sessions of their own, so that Ctrl-C reaches only this process, which then
    asks each of them to end and waits.
    """
    # A shell that starts this in the background has made it deaf to SIGINT: hear it all the same.
    before = {number: signal.signal(number, interrupt) for number in ENDING}
    children: dict[str, subprocess.Popen[bytes]] = {}
    try:
        for name, command in commands.items():
            children[name] = subprocess.Popen(command, env=environment, start_new_session=True)
        while True:
            for name, child in children.items():
                if child.poll() is not None:
                    return name
            time.sleep(SECONDS_BETWEEN_LOOKS)
    except KeyboardInterrupt:
        return ""
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        end(list(children.values()))
        for number, handler in before.items():
            signal.signal(number, handler)


def interrupt(number: int, frame: FrameType | None) -> None:
    """Treat a request to end like Ctrl-C."""
    raise KeyboardInterrupt


def end(children: Sequence[subprocess.Popen[bytes]]) -> None:
    """Ask every child to end; after a while, make it."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + SECONDS_TO_END
    for child in children:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
