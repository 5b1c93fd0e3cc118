"""`manage.py delete_idle_attempts`: forget answers that were begun and never sent."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.consultation.actions.start_attempt import delete_idle_attempts


class Command(BaseCommand):
    """Deletes attempts that nobody has touched for the idle time; run it every hour."""

    help = "Deletes answers that were begun and not touched for PLAN_ATTEMPT_IDLE_HOURS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many."""
        self.stdout.write(f"Idle attempts deleted: {delete_idle_attempts()}")
