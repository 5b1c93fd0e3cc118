"""A StreamField whose blocks never reach a migration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils.functional import cached_property
from django.utils.text import capfirst
from wagtail.blocks import Block
from wagtail.fields import StreamField


class PlanStreamField(StreamField):
    """StreamField that a host's or an optional app's blocks can grow without a migration.

    Wagtail's own field writes its whole block tree into the migration; ours writes only itself.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    @cached_property
    def stream_block(self) -> Block:
        """The blocks; their labels begin with a capital, like those of Django's own fields."""
        found: Block = super().stream_block
        for block in with_children(found):
            if not getattr(block, "has_capital", False):  # one block may stand in many fields
                block.label, block.has_capital = capfirst(block.label), True
        return found

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Leave out `block_types` and `block_lookup`."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        kwargs.pop("block_types", None)
        return name, path, [], kwargs


def with_children(block: Block) -> Iterator[Block]:
    """A block and all that it is made of, at any depth."""
    yield block
    children = [*getattr(block, "child_blocks", {}).values()]
    if hasattr(block, "child_block"):
        children.append(block.child_block)
    for child in children:
        yield from with_children(child)
