"""`manage.py delete_expired_requests`: forget requests for paper and updates in time."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.consultation.actions.delete_expired_requests import delete_expired_requests


class Command(BaseCommand):
    """Deletes names and addresses beyond their retention; run it every day."""

    help = "Deletes requests for paper and subscribers to updates whose time is over."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many."""
        self.stdout.write(f"Requests deleted: {delete_expired_requests()}")
