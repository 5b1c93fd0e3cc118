"""Write the form of a consultation's draft as a file."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from plan.consultation.form_files.sources import source_page
from plan.consultation.form_files.write import form_text


class Command(BaseCommand):
    """Prints JSON that `import_form` takes."""

    help = "Prints the form of a consultation's draft as JSON."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which consultation."""
        parser.add_argument("--consultation", required=True, help="public id of the consultation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print it."""
        page = source_page(options["consultation"])
        if page is None:
            raise CommandError(f"There is no consultation {options['consultation']}.")
        self.stdout.write(form_text(page.get_latest_revision_as_object()), ending="")
