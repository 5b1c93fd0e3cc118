"""Widths that charts are drawn for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Size:
    """A drawing for one width of screen; its letters are drawn at about their natural size."""

    name: str
    width: int
    height: int
    labels: int
    #: Figures drawn as dots; more of them would run together.
    dots: int
    #: Small charts beside each other.
    panels_across: int = 4
    #: Areas drawn, where a picture has no room for all of them; 0 for all.
    most_areas: int = 0

    @property
    def has_labels_above(self) -> bool:
        """Whether the name of a bar stands above it, for lack of room beside it."""
        return self.width < 500


WIDE = Size("wide", 720, 340, labels=6, dots=60)
NARROW = Size("narrow", 320, 240, labels=3, dots=30, panels_across=2)
#: The middle of a picture that is shared, at two thirds of its letters' size.
CARD = Size("card", 720, 230, labels=5, dots=60, most_areas=6)
