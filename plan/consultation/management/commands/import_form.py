"""Put a form from a file into the draft of a consultation's page."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from plan.consultation.actions.import_form import import_form
from plan.consultation.form_files.faults import FormFileError
from plan.consultation.form_files.read import read_form
from plan.consultation.form_files.sources import source_page


class Command(BaseCommand):
    """Reads, lists faults, and changes the draft unless told only to check."""

    help = "Puts a form from a JSON file into the draft of a consultation's page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """File, consultation, and on whose behalf."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--consultation", required=True, help="public id of the consultation")
        parser.add_argument("--user", help="email address of who may edit the page")
        parser.add_argument("--check", action="store_true", help="look it through, change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done, or what is wrong."""
        page = source_page(options["consultation"])
        if page is None:
            raise CommandError(f"There is no consultation {options['consultation']}.")
        try:
            file = read_form(options["file"].read_bytes(), page)
        except OSError as error:
            raise CommandError(f"Cannot read {options['file']}: {error.strerror}.") from error
        except FormFileError as error:
            raise CommandError("\n".join(map(str, error.faults))) from error
        if options["check"]:
            self.stdout.write(f"No faults: {file.question_count} questions.")
            return
        users = get_user_model()
        user = users.objects.filter(**{users.USERNAME_FIELD: options["user"] or ""}).first()
        if user is None:
            raise CommandError("Name who imports it: --user with the name they sign in with.")
        import_form(page=page, file=file, user=user)
        self.stdout.write(f"{file.question_count} questions are in the draft.")
