"""What is wrong with a form, and how badly."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import Enum


class Level(Enum):
    """Errors keep a form from opening; warnings are only shown."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One thing to put right: a whole sentence, and the block or the page's field it is about."""

    level: Level
    sentence: str
    block: str = ""
    field: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it keeps the form from opening."""
        return self.level is Level.ERROR

    @property
    def path(self) -> str:
        """The last part of the content path in the editor: a block's id, or a field's name."""
        return self.block or self.field


def error(sentence: str, block: uuid.UUID | str = "", *, field: str = "") -> Fault:
    """A fault that keeps the form from opening."""
    return Fault(Level.ERROR, str(sentence), str(block), field)


def warning(sentence: str, block: uuid.UUID | str = "", *, field: str = "") -> Fault:
    """A fault that is worth a look."""
    return Fault(Level.WARNING, str(sentence), str(block), field)
