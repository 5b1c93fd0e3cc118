"""`manage.py erase_response REFERENCE`: erase one response for good."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError, CommandParser

from plan.consultation.actions.erase_response import erase_response
from plan.consultation.models import Response
from plan.consultation.references import normalise_reference


class Command(BaseCommand):
    """Erases a response by the number on its receipt."""

    help = "Erases the response with this reference for good, with its contact details."

    def add_arguments(self, parser: CommandParser) -> None:
        """What to erase, who does it, and why."""
        parser.add_argument("reference")
        parser.add_argument("--user", required=True, help="sign-in name of who erases it")
        parser.add_argument("--reason", required=True, help="why; kept in the log")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, or say what to check."""
        users = get_user_model()
        user = users.objects.filter(**{users.USERNAME_FIELD: options["user"]}).first()
        if user is None:
            raise CommandError("There is no such user: give the name used to sign in.")
        reference = normalise_reference(options["reference"])
        response = Response.objects.filter(reference=reference).first()
        if response is None:
            raise CommandError(f"There is no response {reference}: check the reference.")
        try:
            erase_response(response=response, user=user, reason=options["reason"])
        except PermissionDenied as error:
            raise CommandError(
                "This user may not erase responses: choose one with that permission."
            ) from error
        self.stdout.write(f"Response {reference} is erased.")
