"""`manage.py send_commitment_reminders`: ask owners how things stand, tell approvers what waits."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from priorities.commitments.approvers import send_approver_digests
from priorities.commitments.reminders import send_reminders


class Command(BaseCommand):
    """Nobody gets more than one letter a day, or is told the same twice; run it every morning."""

    help = "Reminds owners of commitments of updates and dates that are due, once each."

    def handle(self, *args: Any, **options: Any) -> None:
        """Send, and say how many."""
        self.stdout.write(f"Reminders: {send_reminders()}")
        self.stdout.write(f"Letters to approvers: {send_approver_digests()}")
