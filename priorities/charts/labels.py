"""Words in a drawing, and the room they take: no label is written over another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from django.utils.safestring import SafeString

from priorities.charts.lettering import SIZE, text_width
from priorities.charts.scales import labelled
from priorities.charts.svg import coordinate, element

#: Between two labels, and between periods under an axis.
GAP, PERIOD_GAP = 6, 12


@dataclass(frozen=True)
class Label:
    """A text at a place. `anchor` counts as reading does: in Arabic a start is on the right."""

    text: str
    x: float
    y: float
    anchor: str = "middle"
    is_rtl: bool = False
    size: float = SIZE
    is_bold: bool = False
    look: str = ""

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of the room it takes."""
        room = text_width(self.text, self.size, is_bold=self.is_bold)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor]
        left = self.x - room * (1 - share if self.is_rtl else share)
        return left, self.y - self.size * 0.85, left + room, self.y + self.size * 0.3

    def drawn(self) -> SafeString:
        """The element."""
        look = f" plan-chart__label--{self.look}" if self.look else ""
        return element(
            "text",
            self.text,
            class_=f"plan-chart__label{look}",
            x=coordinate(self.x),
            y=coordinate(self.y),
            text_anchor=self.anchor,
        )


@dataclass
class Room:
    """What is written already; `width` and `height` are those of the drawing."""

    width: float
    height: float
    taken: list[Label] = field(default_factory=list)
    #: Places of figures, which no label may cover.
    figures: list[tuple[float, float]] = field(default_factory=list)

    def is_free(self, label: Label) -> bool:
        """Whether a label would stand inside the drawing, over no other."""
        left, top, right, bottom = label.box
        if left < 0 or top < 0 or right > self.width or bottom > self.height:
            return False
        return not any(overlap(label, other) for other in self.taken)

    def is_clear(self, label: Label) -> bool:
        """Whether it would be written over no figure."""
        left, top, right, bottom = label.box
        for x, y in self.figures:
            if left - 4 < x < right + 4 and top - 4 < y < bottom + 4:
                return False
        return True

    def place(self, candidates: Sequence[Label]) -> Label | None:
        """The first candidate with a place of its own, kept; None where there is none."""
        for label in candidates:
            if self.is_free(label) and self.is_clear(label):
                self.taken.append(label)
                return label
        return None


def overlap(one: Label, other: Label, gap: float = GAP) -> bool:
    """Whether two labels touch or nearly do."""
    left, top, right, bottom = one.box
    other_left, other_top, other_right, other_bottom = other.box
    return (
        left < other_right + gap
        and other_left < right + gap
        and top < other_bottom
        and other_top < bottom
    )


def clamped(label: Label, width: float) -> Label:
    """The same label moved sideways as far as it takes to stand inside the drawing."""
    left, _top, right, _bottom = label.box
    shift = max(0.0, 1 - left) or min(0.0, width - 1 - right)
    return replace(label, x=label.x + shift)


def period_labels(
    names: Sequence[str], places: Sequence[float], most: int, like: Label
) -> list[Label]:
    """As many periods as can be read, evenly chosen; the first and last do not stick out."""
    spots = list(zip(names, places, strict=True))
    for count in range(min(most, len(spots)), 0, -1):
        found = anchored(labelled(spots, count), like)
        if not any(overlap(*pair, PERIOD_GAP) for pair in pairwise(found)):
            return found
    return []


def anchored(chosen: Sequence[tuple[str, float]], like: Label) -> list[Label]:
    """Labels in the middle of their places, the outer ones inside of them."""
    anchors = {0: "start", len(chosen) - 1: "end"} if len(chosen) > 1 else {}
    return [
        Label(
            # Periods may be put into words no sooner than here, and only once.
            str(text),
            x,
            like.y,
            anchors.get(place, "middle"),
            like.is_rtl,
            like.size,
            look=like.look,
        )
        for place, (text, x) in enumerate(chosen)
    ]
