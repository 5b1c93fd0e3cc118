"""`manage.py clear_test_responses`: delete what staff answered to try forms out."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plan.consultation.actions.clear_tests import delete_tests
from plan.consultation.models import Consultation


class Command(BaseCommand):
    """Deletes the test responses of one consultation, named by the id in its form's address."""

    help = "Deletes the test responses of a consultation."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which consultation."""
        parser.add_argument("public_id", help="the id in the address of its form")

    def handle(self, *args: Any, **options: Any) -> None:
        """Delete, and say how many."""
        found = Consultation.objects.filter(public_id=options["public_id"]).first()
        if found is None:
            raise CommandError("There is no consultation with this id.")
        self.stdout.write(f"Test responses deleted: {delete_tests(found)}")
