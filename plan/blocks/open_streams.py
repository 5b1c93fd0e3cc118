"""A stream of blocks to which apps add their own, without core knowing them."""

from __future__ import annotations

from collections.abc import Mapping

from django.apps import apps
from wagtail import blocks


class OpenStreamBlock(blocks.StreamBlock):
    """Declared blocks, and those of contributors (see `plan.contributors`).

    Apps are known once all are loaded: so their blocks are made when they are first asked for.
    """

    @property
    def child_blocks(self) -> Mapping[str, blocks.Block]:
        """Blocks by name of their type: our own, then those of apps."""
        if not apps.ready:
            return self._declared
        if not hasattr(self, "_complete"):
            from plan.contributors import contributed_blocks

            added = contributed_blocks()
            for name, block in added.items():
                block.set_name(name)
            self._complete = {**self._declared, **added}
        return self._complete

    @child_blocks.setter
    def child_blocks(self, declared: Mapping[str, blocks.Block]) -> None:
        """Wagtail sets what the class declares."""
        self._declared = declared
