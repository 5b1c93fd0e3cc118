"""`manage.py count_comments`: prove stored numbers of comments and agreements by their rows."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.comments.actions.count_comments import count_agreements, count_comments


class Command(BaseCommand):
    """Counts comments and agreements anew, corrects what is stored, and says what was wrong."""

    help = "Counts comments and agreements anew, and says where their numbers were wrong."

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
        agreements = count_agreements()
        for each in agreements:
            self.stdout.write(
                f"Comment {each.reference}: {each.was} agreed as stored, there are {each.counted}"
            )
        self.stdout.write(f"Agreements that were wrong: {len(agreements)}")
