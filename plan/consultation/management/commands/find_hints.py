"""`manage.py find_hints`: look into all responses for words at which a person should look."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from plan.consultation.hints import find_hints
from plan.consultation.models import Response


class Command(BaseCommand):
    """Finds what the lists of watched words say now; a second run adds nothing."""

    help = "Looks into all responses for the watched words, as they are now."

    def add_arguments(self, parser: CommandParser) -> None:
        """One consultation, where it is named."""
        parser.add_argument("--consultation", help="public id of the one consultation to look into")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, and say how many were found."""
        responses = Response.objects.filter(is_test=False)
        if public_id := options["consultation"]:
            responses = responses.filter(consultation__public_id=public_id)
        self.stdout.write(f"New hints: {find_hints(responses)}")
