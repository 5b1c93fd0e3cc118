"""`manage.py send_comment_digests`: tell moderators what waits for them."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.comments.letters.moderators import send_digests


class Command(BaseCommand):
    """Nobody gets more than one a day, and nobody for whom nothing waits; run it every morning."""

    help = "Sends each moderator a digest of the comments that wait, once a day at most."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say how many."""
        self.stdout.write(f"Digests: {send_digests()}")
