"""Reads drawings back: where things are, in the units of the whole drawing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from priorities.charts.lettering import text_width

NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
#: Attributes that say where something is, by axis.
ACROSS = {"x": "x", "cx": "x", "x1": "x", "x2": "x", "y": "y", "cy": "y", "y1": "y", "y2": "y"}


@dataclass(frozen=True)
class Mark:
    """An element with where the panel around it stands."""

    element: ElementTree.Element
    left: float
    top: float

    def get(self, name: str) -> float:
        """An attribute that is a number, counted from the panel."""
        return float(self.element.get(name, "nan"))

    @property
    def classes(self) -> set[str]:
        """Its classes without the prefix."""
        given = self.element.get("class", "").split()
        return {name.removeprefix("plan-chart__") for name in given}

    @property
    def text(self) -> str:
        """What it writes, without signs of direction."""
        return re.sub("[\u2066-\u2069]", "", self.element.text or "")

    @property
    def said(self) -> str:
        """What it says when it is pointed at."""
        return re.sub("[\u2066-\u2069]", "", self.element.findtext("title") or "")

    def places(self) -> Iterator[tuple[float, float]]:
        """Corners of what is drawn."""
        given = self.element
        if given.tag == "path":
            numbers = [float(found) for found in NUMBER.findall(given.get("d") or "")]
            yield from (
                (self.left + x, self.top + y)
                for x, y in zip(numbers[::2], numbers[1::2], strict=True)
            )
        elif given.tag == "rect":
            for across in (0.0, self.get("width")):
                for down in (0.0, self.get("height")):
                    yield self.left + self.get("x") + across, self.top + self.get("y") + down
        elif given.tag == "line":
            yield self.left + self.get("x1"), self.top + self.get("y1")
            yield self.left + self.get("x2"), self.top + self.get("y2")
        elif given.tag == "circle":
            yield self.left + self.get("cx"), self.top + self.get("cy")

    def box(self, is_rtl: bool) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of a text, by how wide its letters are taken to be."""
        is_bold = bool(self.classes & {"label--heading", "label--target"})
        room = text_width(self.element.text or "", is_bold=is_bold)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[self.element.get("text-anchor", "start")]
        left = self.left + self.get("x") - room * (1 - share if is_rtl else share)
        bottom = self.top + self.get("y") + 4
        return left, bottom - 14, left + room, bottom


@dataclass(frozen=True)
class Read:
    """A drawing, parsed."""

    root: ElementTree.Element

    @property
    def width(self) -> float:
        """Of the view box."""
        return float((self.root.get("viewBox") or "").split()[2])

    @property
    def height(self) -> float:
        """Of the view box."""
        return float((self.root.get("viewBox") or "").split()[3])

    @property
    def is_rtl(self) -> bool:
        """Whether it is read from the right."""
        return self.root.get("direction") == "rtl"

    def marks(self, tag: str = "", name: str = "") -> list[Mark]:
        """Elements with a tag and a class; patterns are not drawn where they stand."""
        return [
            mark
            for mark in walk(self.root, 0.0, 0.0)
            if tag in {"", mark.element.tag} and (not name or name in mark.classes)
        ]

    def texts(self) -> list[str]:
        """All words written."""
        return [mark.text for mark in self.marks("text")]


def read_drawing(svg: str) -> Read:
    """A drawing as a tree: it must be well-formed."""
    return Read(ElementTree.fromstring(svg))  # noqa: S314  # made by us a moment ago


def walk(element: ElementTree.Element, left: float, top: float) -> Iterator[Mark]:
    """Everything below an element, moved as its groups are."""
    for child in element:
        if child.tag in {"defs", "title", "desc"}:
            continue
        moved = [float(found) for found in NUMBER.findall(child.get("transform") or "0 0")]
        yield Mark(child, left, top)
        yield from walk(child, left + moved[0], top + moved[1])
