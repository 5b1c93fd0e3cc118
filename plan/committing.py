"""What waits for the commit, and may fail without failing what was committed."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction


def once_committed(call: Callable[..., object], *arguments: object) -> None:
    """Call this with these arguments after the commit; an error is logged, and ends nothing.

    Django logs the name of what failed: a `functools.partial` has none, and would itself be an
    error there.
    """

    def run() -> None:
        call(*arguments)

    transaction.on_commit(run, robust=True)
