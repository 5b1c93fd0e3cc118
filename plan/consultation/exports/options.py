"""What a file of responses is to hold."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import QuerySet

from plan.consultation.models import Consultation, Response


@dataclass(frozen=True)
class ExportOptions:
    """Which responses, and whether with answers of special category; empty means all."""

    language: str = ""
    version: int | None = None
    channel: str = ""
    with_protected: bool = False

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> ExportOptions:
        """As they were kept."""
        return cls(**stored)

    def as_json(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self)

    def responses(self, consultation: Consultation) -> QuerySet[Response]:
        """The responses that count among these, in the order of their keys."""
        found = consultation.responses.counted()
        if self.language:
            found = found.filter(language=self.language)
        if self.version is not None:
            found = found.filter(version__number=self.version)
        if self.channel:
            found = found.filter(channel=self.channel)
        return found.order_by("pk")
