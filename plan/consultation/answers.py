"""An answer on its way between a form, the database and a file."""

from __future__ import annotations

import datetime
import uuid
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class AnswerValue:
    """One value of one answer: what one row of `Answer` holds.

    `contact` names the kind of a contact detail, which is stored apart (see ContactKind).
    `original` holds the respondent's own words where `text` is what staff made of them.
    """

    option_id: uuid.UUID | None = None
    row_id: uuid.UUID | None = None
    text: str = ""
    number: Decimal | None = None
    date: datetime.date | None = None
    position: int | None = None
    contact: str = ""
    original: str = ""

    @property
    def names_option(self) -> bool:
        """Whether it stands for its option: nought given to one in sharing out does not."""
        return self.option_id is not None and self.number != 0
