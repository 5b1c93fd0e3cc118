"""`manage.py group_comments`: group comments that say nearly the same."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from plan.comments.actions.group_comments import group_comments
from plan.consultation.models import Consultation


class Command(BaseCommand):
    """Does what the task does after new comments; needed only where no worker ran."""

    help = "Groups comments that say nearly the same."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which consultation."""
        parser.add_argument("public_id", nargs="?", help="one consultation; else all")

    def handle(self, *args: Any, **options: Any) -> None:
        """Group, and say how many changed."""
        found = Consultation.objects.exclude(comment_settings=None).order_by("pk")
        if options["public_id"]:
            found = found.filter(public_id=options["public_id"])
            if not found.exists():
                raise CommandError(
                    "No consultation that takes comments has this id: check it in the address."
                )
        for consultation in found:
            number = group_comments(consultation_pk=consultation.pk)
            self.stdout.write(f"{consultation.public_id}: {number} changed")
