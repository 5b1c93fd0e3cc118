"""A StreamField whose blocks never reach a migration."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wagtail.fields import StreamField


class PlanStreamField(StreamField):
    """StreamField that a host's or an optional app's blocks can grow without a migration.

    Wagtail's own field writes its whole block tree into the migration; ours writes only itself.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave out `block_types` and `block_lookup`."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("block_types", None)
        return name, path, [], kwargs
