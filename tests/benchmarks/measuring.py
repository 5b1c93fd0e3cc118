"""CPU of a call, as the least of several rounds: what else the machine does counts little."""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

ROUNDS = 7


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
