"""`manage.py create_roles`: groups with least rights, and the workflow drafts go through."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from plan.actions.create_roles import create_roles, remove_wagtail_groups
from plan.roles import WORKFLOW_NAME


class Command(BaseCommand):
    """Makes the roles; run it again after adding a language, a site or an optional app."""

    help = "Makes the staff's groups and the workflow, or brings them up to date."

    def add_arguments(self, parser: CommandParser) -> None:
        """Whether Wagtail's own groups go."""
        parser.add_argument(
            "--remove-unused",
            action="store_true",
            help="remove Wagtail's own groups Editors and Moderators where nobody is in them",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them, and say what there is now."""
        groups = create_roles()
        removed = remove_wagtail_groups() if options["remove_unused"] else []
        if options["verbosity"] > 0:
            self.stdout.write(f"Groups: {', '.join(group.name for group in groups)}")
            self.stdout.write(f"Workflow: {WORKFLOW_NAME}")
            if removed:
                self.stdout.write(f"Removed: {', '.join(removed)}")
