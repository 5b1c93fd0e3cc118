"""`manage.py reconcile_consultation PUBLIC_ID`: prove counts, rows and export equal."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plan.consultation.models import Consultation
from plan.consultation.reconciliation import differences


class Command(BaseCommand):
    """Compares three ways of adding up; ends with an error that names what differs."""

    help = "Proves that tallies, rows and export of a consultation agree."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which consultation."""
        parser.add_argument("public_id", nargs="?", help="one consultation")
        parser.add_argument("--all", action="store_true", help="all consultations")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare, and say what differs."""
        if bool(options["public_id"]) == options["all"]:
            raise CommandError("Name one consultation by the id in its address, or give --all.")
        found = Consultation.objects.order_by("pk")
        if options["public_id"]:
            found = found.filter(public_id=options["public_id"])
            if not found.exists():
                raise CommandError("There is no such consultation: check the id in its address.")
        wrong = 0
        for consultation in found:
            lines = differences(consultation)
            wrong += bool(lines)
            self.stdout.write(f"{consultation.public_id}: {'differs' if lines else 'agrees'}")
            for line in lines:
                self.stdout.write(f"  {line}")
        if wrong:
            raise CommandError(
                "Run count_responses, then this again; what still differs then is a fault."
            )
