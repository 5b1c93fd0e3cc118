"""What the record of a commitment repeats of its source page."""

from __future__ import annotations

from datetime import date
from typing import Any


def record_facts(page: Any) -> dict[str, Any]:
    """Values of the record by field; what JSON holds is plain text and numbers."""
    return {
        "name": page.title,
        "status": page.status,
        "due_on": page.due_on,
        "reference": page.reference,
        "milestones": [milestone_facts(block) for block in page.milestones],
        "linked_measures": [
            str(block.value.measure.public_id)
            for block in page.serves
            if block.block_type == "measure" and block.value
        ],
        "linked_outcomes": [
            str(block.value.translation_key)
            for block in page.serves
            if block.block_type == "outcome" and block.value
        ],
        "last_update_on": last_update_on(page),
    }


def milestone_facts(block: Any) -> dict[str, str]:
    """A milestone by its identity; empty texts for dates that are not known."""
    return {
        "id": str(block.id or ""),
        "title": block.value["title"],
        "due_on": as_text(block.value["due_on"]),
        "done_on": as_text(block.value["done_on"]),
    }


def as_text(day: date | None) -> str:
    """A date as JSON keeps it."""
    return day.isoformat() if day else ""


def as_day(text: str) -> date | None:
    """The date again."""
    return date.fromisoformat(text) if text else None


def last_update_on(page: Any) -> date | None:
    """The date of the newest update."""
    return max((block.value["date"] for block in page.updates if block.value["date"]), default=None)
