"""What a question looks like on paper, as plain data: no markup, no layout."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from plan.consultation.definition import OptionDefinition


@dataclass(frozen=True)
class Note:
    """How to answer, a sentence."""

    text: str
    kind: str = "note"


@dataclass(frozen=True)
class Lines:
    """Lines to write on, with a label before them where there is one."""

    count: int = 1
    label: str = ""
    kind: str = "lines"


@dataclass(frozen=True)
class Box:
    """A box and its words; `has_line` adds a line to write on ("Other, please say")."""

    text: str
    hint: str = ""
    has_line: bool = False


@dataclass(frozen=True)
class TickBoxes:
    """Boxes to tick; `is_scale` says that they are points in order, which stand in one row."""

    boxes: tuple[Box, ...]
    is_scale: bool = False
    kind: str = "ticks"


@dataclass(frozen=True)
class Grid:
    """Rows and columns with a box to tick at each crossing."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    kind: str = "grid"


@dataclass(frozen=True)
class Figures:
    """A box for a number before each of these, such as a rank or a share; `total` sums them up.

    `digits` is how many the longest number has.
    """

    boxes: tuple[Box, ...]
    total: str = ""
    digits: int = 2
    kind: str = "figures"


@dataclass(frozen=True)
class Cells:
    """Small boxes beside one another with labels, such as day, month and year."""

    labels: tuple[str, ...]
    kind: str = "cells"


PaperPart = Note | Lines | TickBoxes | Grid | Figures | Cells


def boxes_of(options: Iterable[OptionDefinition]) -> tuple[Box, ...]:
    """A box for each of these answers."""
    return tuple(Box(option.text, option.hint, has_line=option.is_other) for option in options)
