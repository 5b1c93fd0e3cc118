"""`manage.py delete_expired_exports`: delete files of responses whose time is over."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from plan.consultation.actions.make_export import delete_expired_exports


class Command(BaseCommand):
    """Deletes exports older than `PLAN_EXPORT_DAYS`; run it every day."""

    help = "Deletes files of responses that were made more than PLAN_EXPORT_DAYS ago."

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many."""
        self.stdout.write(f"Exports deleted: {delete_expired_exports()}")
