"""`manage.py delete_expired_comments`: forget in time what was kept of comments for a time."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from plan.comments.actions.delete_expired_comments import delete_expired_comments

LABELS = {
    "originals": "Originals of redacted comments deleted",
    "unconfirmed": "Comments that nobody confirmed deleted",
    "authors": "Authors erased",
    "followers": "Followers deleted",
}


class Command(BaseCommand):
    """Deletes originals, unconfirmed comments, names and addresses; run it every day."""

    help = "Deletes what was kept of comments and their authors only for a time."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many of each."""
        for name, number in asdict(delete_expired_comments()).items():
            self.stdout.write(f"{LABELS[name]}: {number}")
