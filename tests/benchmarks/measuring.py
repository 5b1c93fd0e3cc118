"""What calls cost: CPU as the least of several rounds, and the highest of memory."""

from __future__ import annotations

import gc
import re
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from unittest.mock import patch

from django.template import Template
from django.test import RequestFactory
from django.test.client import ClientHandler

ROUNDS = 7
TURNS = 60


def say(line: str) -> None:
    """Tell whoever runs the benchmarks."""
    sys.stdout.write(f"\n{line}")


def cpu_of(call: Callable[[], object], times: int) -> float:
    """Milliseconds of CPU per call."""
    call()
    best = float("inf")
    gc.collect()
    gc.disable()
    try:
        for _ in range(ROUNDS):
            begun = time.process_time()
            for _ in range(times):
                call()
            best = min(best, (time.process_time() - begun) / times * 1000)
    finally:
        gc.enable()
    return best


def served_costs(urls: Mapping[str, str]) -> dict[str, float]:
    """Milliseconds of CPU for a page at each address, in turns, as a server answers.

    The test client's notes are left out: Django's tests copy the context of each template.
    """
    handler = ClientHandler(enforce_csrf_checks=False)
    handler.load_middleware()
    factory = RequestFactory()
    costs = dict.fromkeys(urls, float("inf"))
    gc.collect()
    gc.disable()
    try:
        with patch.object(Template, "_render", lambda self, context: self.nodelist.render(context)):
            for _ in range(TURNS):
                for label, url in urls.items():
                    begun = time.process_time()
                    response = handler.get_response(factory.get(url))
                    spent = (time.process_time() - begun) * 1000
                    assert response.status_code == 200
                    costs[label] = min(costs[label], spent)
    finally:
        gc.enable()
    return costs


class Cost:
    """CPU and memory of what happens between making this and asking it.

    Memory is that of the whole process at its highest meanwhile, above what it was at the
    beginning: Linux forgets the highest before when told to (proc(5), `clear_refs`).
    """

    def __init__(self) -> None:
        gc.collect()
        Path("/proc/self/clear_refs").write_text("5")
        self._before, self._begun = memory("VmRSS"), time.process_time()

    def seconds(self) -> float:
        """Seconds of CPU since."""
        return time.process_time() - self._begun

    def growth(self) -> float:
        """MB above the beginning at the highest since."""
        return memory("VmHWM") - self._before


def memory(line: str) -> float:
    """A line of this process' status, in MB (Linux tells KB)."""
    text = Path("/proc/self/status").read_text()
    found = re.search(rf"^{line}:\s+(\d+) kB$", text, re.MULTILINE)
    assert found
    return int(found[1]) / 1024
