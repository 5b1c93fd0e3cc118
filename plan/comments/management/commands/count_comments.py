"""`manage.py count_comments`: prove tallies of comments equal to the comments."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.comments.actions.count_comments import count_comments


class Command(BaseCommand):
    """Counts comments anew, corrects tallies, and says which were wrong."""

    help = "Counts comments anew, and says where their tallies were wrong."

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say what was wrong."""
        wrong = count_comments()
        for one in wrong:
            consultation, key, block = one.place
            self.stdout.write(
                f"Consultation {consultation}, page {key}, passage {block}: "
                f"the tally said {one.was}, there are {one.counted}"
            )
        self.stdout.write(f"Tallies that were wrong: {len(wrong)}")
