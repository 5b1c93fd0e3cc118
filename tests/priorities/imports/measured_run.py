"""A run whose cost is measured: `python -m tests.priorities.imports.measured_run FILE`.

Prints CPU seconds, the peak of memory in MB, and the number of figures as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from django.conf import settings


def peak() -> int:
    """The most memory of this process in KB; `getrusage` would tell that of its parent too."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def run(path: str) -> dict[str, float]:
    """Read, guess and extract one file."""
    settings.configure(USE_I18N=False)
    from priorities.imports import AreaTable, WantedMeasure, extract, guess_mapping, read_file

    begun = time.process_time()
    areas = AreaTable({f"Area {place}": f"E0900{place:04d}" for place in range(33)})
    wanted = WantedMeasure("m", "Victims", dimensions={"sex": "Sex", "age": "Age"})
    with read_file(Path(path).read_bytes(), path) as workbook:
        result = extract(workbook, guess_mapping(workbook, [wanted], areas).mapping, areas)
    return {
        "cpu": time.process_time() - begun,
        "megabytes": peak() / 1024,
        "figures": len(result.figures["m"]),
        "problems": result.problems.total,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(run(sys.argv[1])))
