"""A queue that takes no task."""

from __future__ import annotations

from typing import Any

from django_tasks.backends.immediate import ImmediateBackend


class BrokenBackend(ImmediateBackend):
    """Fails whatever is put into it."""

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> Any:
        """Fail."""
        raise ConnectionError("No queue.")
