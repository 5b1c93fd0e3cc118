"""What is wrong with a file, and where."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Fault:
    """One thing to put right; `path` is such as `sections[2].questions[0].text`."""

    path: str
    words: str

    def __str__(self) -> str:
        return f"{self.path}: {self.words}" if self.path else self.words


@dataclass
class Faults:
    """All that was found so far."""

    found: list[Fault] = field(default_factory=list)

    def add(self, path: str, words: object) -> None:
        """Note one more."""
        self.found.append(Fault(path, str(words)))


class FormFileError(Exception):
    """The file cannot be used; `faults` says all that is wrong with it."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("; ".join(map(str, faults)))
