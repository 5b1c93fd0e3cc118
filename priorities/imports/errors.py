"""The one kind of exception that leaves this package."""

from __future__ import annotations


class RefusedError(Exception):
    """What was given cannot be used at all; `sentence` says why, and what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class FileRefusedError(RefusedError):
    """The file cannot be read as a table."""


class MappingRefusedError(RefusedError):
    """What was stored as a mapping is none."""
