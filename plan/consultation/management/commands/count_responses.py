"""`manage.py count_responses [PUBLIC_ID]`: bring the counts of consultations up to date."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plan.consultation.actions.count_responses import count_responses
from plan.consultation.models import Consultation


class Command(BaseCommand):
    """Counts what came in since the last time; run it every few minutes."""

    help = "Counts responses for the figures in the admin and the results."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which consultation, and whether from the beginning."""
        parser.add_argument("public_id", nargs="?", help="one consultation; else all of them")
        parser.add_argument("--recount", action="store_true", help="count everything anew")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count, and say how many for each consultation."""
        found = Consultation.objects.order_by("pk")
        if options["public_id"]:
            found = found.filter(public_id=options["public_id"])
            if not found.exists():
                raise CommandError("There is no such consultation: check the id in its address.")
        for consultation in found:
            number = count_responses(consultation=consultation, anew=options["recount"])
            self.stdout.write(f"{consultation.public_id}: {number} responses counted.")
