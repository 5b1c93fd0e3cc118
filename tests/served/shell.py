"""A process of a served site that runs whatever code it is sent: started once, asked often.

Run as a program it reads lines of JSON, each a string of Python, and answers each with a line of
JSON: what the code printed, and the traceback where it failed.
"""

from __future__ import annotations

import io
import json
import sys
import traceback
from contextlib import redirect_stdout


def main() -> None:
    """Answer until nobody asks any more."""
    import django

    django.setup()
    from django.db import connections

    for line in sys.stdin:
        printed, failure = io.StringIO(), ""
        try:
            with redirect_stdout(printed):
                exec(json.loads(line), {"__name__": "__shell__"})  # noqa: S102  # our own tests
        except BaseException:
            failure = traceback.format_exc()
        connections.close_all()
        sys.stdout.write(json.dumps([printed.getvalue(), failure]) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
